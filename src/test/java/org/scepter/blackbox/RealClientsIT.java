package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jscep.client.Client;
import org.jscep.client.EnrollmentResponse;
import org.jscep.client.verification.OptimisticCertificateVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.testing.Chain;
import org.scepter.testing.Command;
import org.scepter.testing.Device;
import org.scepter.testing.Eventually;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * Clients that others wrote. Debian's packages strongswan-pki, libstrongswan-standard-plugins,
 * libstrongswan-extra-plugins and certmonger bring two of them; without these packages their tests
 * are skipped, unless {@code -Dscepter.clients=required}.
 */
@OnServer
class RealClientsIT {
  private static final String SCEP_SUBMIT = "/usr/lib/certmonger/scep-submit";
  @TempDir private Path directory;
  private final TestServer server = TestServer.running();
  private final CaCertificates ca = server.scep().caCertificates();
  private final URI url = URI.create(server.http() + TestServer.MSCEP);

  static void need(String program) {
    if ("required".equals(System.getProperty("scepter.clients"))) {
      assertThat(Command.exists(program)).as("%s is installed", program).isTrue();
    } else {
      assumeThat(Command.exists(program)).as("%s is installed", program).isTrue();
    }
  }

  private Command.Result run(String... command) {
    return Command.run(directory, Map.of(), List.of(command));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private void requireRightCertificate(Device device, byte[] der) {
    X509Certificate certificate = CaCertificates.certificate(der);
    Chain.requireValid(certificate, ca);
    assertThat(certificate.getSubjectX500Principal().getName()).contains("CN=" + device.name());
    assertThat(server.site().certificates(device.name())).hasSize(1);
    assertThat(device.checkIn().state()).isEqualTo("issued");
  }

  /** strongSwan's pki writes neither a key usage nor an extended one into its request. */
  private Device deviceOfPki() {
    return server.site().deployedDevice();
  }

  @Test
  void strongswan_enrols_by_post() throws Exception {
    need("pki");
    Device device = deviceOfPki();

    Command.Result result = strongswan(device, "2", "6");

    requireRightCertificate(device, result.expectSuccess().bytes());
  }

  @Test
  void strongswan_polls_until_an_operator_has_approved() throws Exception {
    need("pki");
    SiteClient site = server.site();
    Device device = site.profile(site.profileJson().add("approval", true).build()).deployedDevice();

    CompletableFuture<Command.Result> polling =
        CompletableFuture.supplyAsync(() -> strongswan(device, "1", "60"));
    String id =
        Eventually.get(
            "a request that waits",
            Duration.ofSeconds(60),
            () ->
                site.items("approvals?state=waiting").stream()
                    .filter(each -> each.getString("device").equals(device.name()))
                    .map(each -> each.getString("id"))
                    .findFirst());
    site.post("approvals/" + id + "/approve").expect(204);

    requireRightCertificate(device, polling.get(90, TimeUnit.SECONDS).expectSuccess().bytes());
  }

  private Command.Result strongswan(Device device, String interval, String maxPollTime) {
    Policy policy = device.checkIn();
    run(
            "pki",
            "--scepca",
            "--url",
            url.toString(),
            "--caout",
            file("ca.der"),
            "--raout",
            file("ra.der"),
            "--force")
        .expectSuccess();
    Path key = run("pki", "--gen", "--type", "rsa", "--size", "2048").expectSuccess().out();
    return run(
        "pki",
        "--scep",
        "--url",
        url.toString(),
        "--in",
        key.toString(),
        "--dn",
        policy.subject().replace(",", ", "),
        "--san",
        device.name() + ".example.test",
        "--password",
        policy.requireChallenge(),
        "--cacert-enc",
        write("ra-encryption.der", ca.encryption()),
        "--cacert-sig",
        write("ra-signing.der", ca.signing()),
        "--cacert",
        write("root.der", ca.root()),
        "--cacert",
        write("issuing.der", ca.intermediates().get(0)),
        "--interval",
        interval,
        "--maxpolltime",
        maxPollTime);
  }

  private String write(String name, X509Certificate certificate) {
    try {
      return Files.write(directory.resolve(name), certificate.getEncoded()).toString();
    } catch (java.io.IOException | java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void certmonger_reads_capabilities_and_certificates() {
    need(SCEP_SUBMIT);

    assertThat(run(SCEP_SUBMIT, "-u", url.toString(), "-c").text()).contains("POSTPKIOperation");
    assertThat(run(SCEP_SUBMIT, "-u", url.toString(), "-C").text()).contains("BEGIN CERTIFICATE");
  }

  @Test
  void certmonger_enrols_by_get() {
    need(SCEP_SUBMIT);
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    byte[] message = policy.message(server, key).encoded();
    Path request = pkcs7(directory.resolve("request.pem"), message);

    Command.Result result =
        run(
            SCEP_SUBMIT,
            "-u",
            url.toString(),
            "-p",
            "-r",
            Chain.pem(directory.resolve("ra.pem"), List.of(ca.signing())).toString(),
            "-R",
            Chain.pem(directory.resolve("root.pem"), List.of(ca.root())).toString(),
            "-N",
            Chain.pem(directory.resolve("ca.pem"), ca.intermediates()).toString(),
            "-I",
            Chain.pem(directory.resolve("more.pem"), ca.all()).toString(),
            request.toString());

    assertThat(result.text()).as(result.err()).contains("BEGIN PKCS7");
    assertThat(server.site().certificates(device.name())).hasSize(1);
    assertThat(device.checkIn().state()).isEqualTo("issued");
  }

  private static Path pkcs7(Path file, byte[] der) {
    try {
      return Files.writeString(
          file,
          "-----BEGIN PKCS7-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
              + "\n-----END PKCS7-----\n",
          StandardCharsets.US_ASCII);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Debian's package scep. It is of the kind that encrypts to every certificate of GetCACert, with
   * single DES and SHA-1 or what it finds in GetCACaps.
   */
  @Test
  void micromdm_scepclient_enrols() {
    need("scepclient");
    Device device =
        server
            .site()
            .profile(
                server
                    .site()
                    .profileJson()
                    .add("endpoint", "cisco")
                    .add("subjectNameFormat", "C=DE,O=Example,OU=Phones,CN={{DeviceName}}")
                    .add("subjectAltNames", SiteClient.array(List.of()))
                    .build())
            .deployedDevice();
    Policy policy = device.checkIn();

    run(
            "scepclient",
            "-server-url",
            server.http() + "/scep/cisco",
            "-private-key",
            file("scepclient.key"),
            "-certificate",
            file("scepclient.pem"),
            "-cn",
            device.name(),
            "-ou",
            "Phones",
            "-organization",
            "Example",
            "-country",
            "DE",
            "-challenge",
            policy.requireChallenge())
        .expectSuccess();

    assertThat(directory.resolve("scepclient.pem")).content().contains("BEGIN CERTIFICATE");
    assertThat(device.checkIn().state()).isEqualTo("issued");
  }

  @Test
  void jscep_enrols() throws Exception {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    Signer signer = Signer.selfSigned(key, policy.subject());
    Client client = new Client(url.toURL(), new OptimisticCertificateVerifier());

    EnrollmentResponse response =
        client.enrol(
            signer.certificate(),
            key.getPrivate(),
            new PKCS10CertificationRequest(policy.csr(key).der()));

    assertThat(response.isSuccess()).as("%s", response).isTrue();
    CertStore store = response.getCertStore();
    X509Certificate issued =
        store.getCertificates(null).stream()
            .map(X509Certificate.class::cast)
            .filter(
                each ->
                    Arrays.equals(each.getPublicKey().getEncoded(), key.getPublic().getEncoded()))
            .findFirst()
            .orElseThrow();
    requireRightCertificate(device, issued.getEncoded());
  }
}
