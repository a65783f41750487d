package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.testing.Chain;
import org.scepter.testing.Command;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.OnServer;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;

/** A home whose root and issuing CA have EC keys; the RA's stay RSA, and so do the devices'. */
@OnServer
class EcAuthorityIT {
  private static OwnServer own;
  private static TestServer server;
  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and stopped here");
    own =
        OwnServer.prepare(
            Path.of("target", "ec-server"),
            "init.root.key-type=ec-p384",
            "init.issuing.key-type=ec-p256");
    server = own.start();
  }

  @AfterAll
  static void stop() {
    if (own != null) {
      own.close();
    }
  }

  private final CaCertificates ca = server.scep().caCertificates();

  private static void requireSignedByEc(X509Certificate certificate, CaCertificates ca) {
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(ca.issuerOf(certificate).getPublicKey()).isInstanceOf(ECPublicKey.class);
    Chain.requireValid(certificate, ca);
  }

  @Test
  void the_cas_keys_are_ec_and_the_ras_are_rsa() {
    assertThat(ca.root().getPublicKey()).isInstanceOf(ECPublicKey.class);
    assertThat(ca.intermediates())
        .allSatisfy(each -> assertThat(each.getPublicKey()).isInstanceOf(ECPublicKey.class));
    assertThat(List.of(ca.signing(), ca.encryption()))
        .allSatisfy(each -> assertThat(each.getPublicKey().getAlgorithm()).isEqualTo("RSA"));
  }

  @Test
  void an_rsa_requester_enrols() {
    Device device = server.site().deployedDevice();

    Enrolment enrolment = device.enrol();

    requireSignedByEc(enrolment.certificate(), ca);
    assertThat(enrolment.certificate().getPublicKey()).isEqualTo(enrolment.key().getPublic());
    assertThat(device.checkIn().state()).isEqualTo("issued");
  }

  @Test
  void its_crl_is_signed_by_ec_and_names_what_was_revoked() throws Exception {
    Enrolment enrolment = server.site().deployedDevice().enrol();
    X509Certificate certificate = enrolment.certificate();

    server
        .site()
        .post(
            "certificates/" + enrolment.serialHex() + "/revoke",
            Json.createObjectBuilder().add("reason", "keyCompromise").build())
        .expect(204);

    Eventually.until(
        "the CRL names the certificate",
        Duration.ofSeconds(30),
        () -> PublishedCrl.of(server, certificate).crl().isRevoked(certificate));
    PublishedCrl.of(server, certificate).crl().verify(ca.issuerOf(certificate).getPublicKey());
  }

  @Test
  void get_cert_and_get_crl_are_answered() {
    Enrolment enrolment = server.site().deployedDevice().enrol();
    X509Certificate certificate = enrolment.certificate();
    Signer owner = new Signer(enrolment.key().getPrivate(), certificate);

    CertRep found = server.scep().post(PkiMessage.getCert(certificate, ca.encryption(), owner));
    CertRep crl = server.scep().post(PkiMessage.getCrl(certificate, ca.encryption(), owner));

    assertThat(found.certificates()).containsExactly(certificate);
    assertThat(crl.revocationLists()).hasSize(1);
  }

  @Test
  void strongswan_enrols() throws Exception {
    RealClientsIT.need("pki");
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    Path key = run("pki", "--gen", "--type", "rsa", "--size", "2048").expectSuccess().out();

    Command.Result result =
        run(
            "pki",
            "--scep",
            "--url",
            server.http() + TestServer.MSCEP,
            "--in",
            key.toString(),
            "--dn",
            policy.subject().replace(",", ", "),
            "--san",
            device.name() + ".example.test",
            "--password",
            policy.requireChallenge(),
            "--cacert-enc",
            der("ra-encryption.der", ca.encryption()),
            "--cacert-sig",
            der("ra-signing.der", ca.signing()),
            "--cacert",
            der("root.der", ca.root()),
            "--cacert",
            der("issuing.der", ca.intermediates().get(0)),
            "--interval",
            "2",
            "--maxpolltime",
            "6");

    requireSignedByEc(CaCertificates.certificate(result.expectSuccess().bytes()), ca);
    assertThat(device.checkIn().state()).isEqualTo("issued");
  }

  @Test
  void openssl_accepts_chain_and_crl() {
    assumeThat(Command.exists("openssl")).as("openssl is installed").isTrue();
    X509Certificate certificate = server.site().deployedDevice().enrol().certificate();

    run(
            "openssl",
            "verify",
            "-crl_check",
            "-CAfile",
            Chain.pem(directory.resolve("root.pem"), List.of(ca.root())).toString(),
            "-untrusted",
            Chain.pem(directory.resolve("issuing.pem"), ca.intermediates()).toString(),
            "-CRLfile",
            PublishedCrl.of(server, certificate).pem(directory.resolve("crl.pem")).toString(),
            Chain.pem(directory.resolve("device.pem"), List.of(certificate)).toString())
        .expectSuccess();
  }

  private String der(String name, X509Certificate certificate) throws Exception {
    return Files.write(directory.resolve(name), certificate.getEncoded()).toString();
  }

  private Command.Result run(String... command) {
    return Command.run(directory, Map.of(), List.of(command));
  }
}
