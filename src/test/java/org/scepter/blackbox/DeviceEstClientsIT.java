package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.est.ESTService;
import org.bouncycastle.est.EnrollmentResponse;
import org.bouncycastle.est.HttpAuth;
import org.bouncycastle.est.jcajce.JsseESTServiceBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.testing.Approval;
import org.scepter.testing.Command;
import org.scepter.testing.Device;
import org.scepter.testing.Eventually;
import org.scepter.testing.Issued;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.ScepProfile;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.TestKeys;

/**
 * EST clients that are not ours, at the endpoint {@code machines}: curl with openssl, strongSwan's
 * {@code pki --est}, which knows no labels, and Bouncy Castle's.
 */
@OnServer
class DeviceEstClientsIT {
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();

  @TempDir Path directory;

  private ScepProfile profile(boolean approval) {
    return site.profile(
        site.profileJson().add("endpoint", "machines").add("approval", approval).build());
  }

  private Command.Result run(List<String> command) {
    return Command.run(directory, Map.of(), command);
  }

  private Command.Result run(String... command) {
    return run(List.of(command)).expectSuccess();
  }

  private String written(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content).toString();
  }

  private byte[] read(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }

  /** The root as PEM and DER. */
  private void writeRoot() throws Exception {
    written("root.der", server.roots().get(0).getEncoded());
    run("openssl", "x509", "-inform", "DER", "-in", "root.der", "-out", "root.pem");
  }

  private String request(Policy policy, String name) {
    run(
        "openssl",
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        name + ".key",
        "-subj",
        "/" + policy.subject().replace(",", "/"),
        "-addext",
        "subjectAltName=" + String.join(",", policy.alternativeNames()),
        "-outform",
        "DER",
        "-out",
        name + ".csr");
    return name + ".csr";
  }

  private void curl(String... more) {
    List<String> command = new ArrayList<>(List.of("curl", "-sSf", "--cacert", "root.pem"));
    command.addAll(List.of(more));
    run(command).expectSuccess();
  }

  private void requireRight(X509Certificate certificate, Device device, Policy policy) {
    Issued issued = new Issued(certificate, server);
    issued.requireWhatWasWanted(policy);
    issued.requireVerifiedByOpenssl(directory);
    assertThat(device.look().state()).isEqualTo("issued");
    assertThat(device.shown().toString()).contains(issued.serialHex());
  }

  @Test
  void curl_and_openssl_enrol() throws Exception {
    Command.need("curl");
    Command.need("openssl");
    Device device = profile(false).deployedDevice();
    Policy policy = device.checkIn();
    String est = server.https() + "/.well-known/est/machines/";
    writeRoot();

    curl("-o", "cacerts.b64", est + "cacerts");
    run("openssl", "base64", "-d", "-A", "-in", "cacerts.b64", "-out", "cacerts.p7");
    run(
        "openssl",
        "pkcs7",
        "-inform",
        "DER",
        "-in",
        "cacerts.p7",
        "-print_certs",
        "-out",
        "ca.pem");
    run("openssl", "base64", "-in", request(policy, "phone"), "-out", "request.b64");
    // not among the arguments, which everybody on the machine can read
    written(
        "curlrc",
        ("user = \"" + device.name() + ":" + policy.requireChallenge() + "\"\n")
            .getBytes(StandardCharsets.UTF_8));
    curl(
        "-K",
        "curlrc",
        "-H",
        "Content-Type: application/pkcs10",
        "--data-binary",
        "@request.b64",
        "-o",
        "answer.b64",
        est + "simpleenroll");
    run("openssl", "base64", "-d", "-A", "-in", "answer.b64", "-out", "answer.p7");
    run(
        "openssl",
        "pkcs7",
        "-inform",
        "DER",
        "-in",
        "answer.p7",
        "-print_certs",
        "-out",
        "phone.pem");

    run("openssl", "verify", "-CAfile", "root.pem", "-untrusted", "ca.pem", "phone.pem");
    requireRight(CaCertificates.certificate(read("phone.pem")), device, policy);
  }

  private byte[] strongSwan(Policy policy, String csr) {
    return run(
            "pki",
            "--est",
            "--url",
            server.https().toString(),
            "--cacert",
            "root.der",
            "--in",
            csr,
            "--userpass",
            "any:" + policy.requireChallenge(),
            "--interval",
            "1",
            "--maxpolltime",
            "60")
        .bytes();
  }

  @Test
  void strongswan_fetches_the_cas_chain_and_enrols() throws Exception {
    Command.need("pki");
    Device device = profile(false).deployedDevice();
    Policy policy = device.checkIn();
    writeRoot();

    run(
        "pki",
        "--estca",
        "--url",
        server.https().toString(),
        "--cacert",
        "root.der",
        "--caout",
        "ca.der",
        "--force");
    assertThat(read("ca.der")).isNotEmpty();

    requireRight(
        CaCertificates.certificate(strongSwan(policy, request(policy, "phone"))), device, policy);
  }

  @Test
  void strongswan_waits_until_an_operator_has_approved() throws Exception {
    Command.need("pki");
    Device device = profile(true).deployedDevice();
    Policy policy = device.checkIn();
    writeRoot();
    String csr = request(policy, "phone");

    CompletableFuture<byte[]> polling =
        CompletableFuture.supplyAsync(() -> strongSwan(policy, csr));
    Eventually.get(
        "a request that waits",
        Duration.ofSeconds(60),
        () ->
            site.items("approvals?state=waiting").stream()
                .filter(each -> each.getString("device").equals(device.name()))
                .findFirst());
    new Approval(site).approve(device);

    requireRight(CaCertificates.certificate(polling.get(120, TimeUnit.SECONDS)), device, policy);
  }

  private ESTService bouncyCastle(String label) throws Exception {
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("root", server.roots().get(0));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    JsseESTServiceBuilder builder =
        new JsseESTServiceBuilder(
            server.https().getAuthority(), (X509TrustManager) trust.getTrustManagers()[0]);
    builder.withLabel(label);
    return builder.build();
  }

  @Test
  void bouncy_castle_enrols_after_it_was_asked_for_the_challenge() throws Exception {
    Device device = profile(true).deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    PKCS10CertificationRequest request =
        new PKCS10CertificationRequest(policy.csrWithoutChallenge(key).der());
    HttpAuth auth = new HttpAuth(device.name(), policy.requireChallenge().toCharArray());
    ESTService est = bouncyCastle("machines");

    assertThat(est.getCACerts().getCertificateStore().getMatches(null)).hasSize(2);
    assertThat(est.getCSRAttributes().hasAttributesResponse()).isFalse();
    assertThat(
            bouncyCastle("ScepterDevice")
                .getCSRAttributes()
                .getAttributesResponse()
                .hasRequirement(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest))
        .isTrue();
    EnrollmentResponse waiting = est.simpleEnroll(false, request, auth);
    assertThat(waiting.isCompleted()).isFalse();
    new Approval(site).approve(device);

    EnrollmentResponse issued = est.simpleEnroll(false, request, auth);

    X509CertificateHolder certificate = issued.getStore().getMatches(null).iterator().next();
    requireRight(CaCertificates.certificate(certificate.getEncoded()), device, policy);
  }
}
