package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.testing.scep.FailInfo.BAD_REQUEST;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Applicant;
import org.scepter.testing.Chain;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Digest;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** Who takes part, and by which certificates they know each other (RFC 8894 §2.1 to §2.4). */
@OnServer
class Rfc8894PartiesIT {
  private final TestServer server = TestServer.running();
  private final CaCertificates ca = server.scep().caCertificates();

  private static int usages(X509Certificate certificate) {
    boolean[] bits = certificate.getKeyUsage();
    int usages = 0;
    for (int i = 0; i < 8; i++) {
      usages |= bits[i] ? 0x80 >> i : 0;
    }
    return usages;
  }

  // §2.1.2: here the RA's keys sign and open messages, and the CA's signs GetNextCACert
  @Test
  void the_certificates_say_what_each_key_is_used_for() {
    assertThat(usages(ca.signing())).isEqualTo(KeyUsage.digitalSignature);
    assertThat(usages(ca.encryption())).isEqualTo(KeyUsage.keyEncipherment);
    assertThat(ca.intermediates())
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(usages(each))
                    .isEqualTo(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign))
        .allSatisfy(each -> assertThat(each.getBasicConstraints()).isNotNegative());
  }

  // §2.2: SHA-256 over the whole certificate, by ways that are not SCEP
  @Test
  void the_fingerprint_of_the_ca_is_in_each_policy_and_in_the_servers_log() throws Exception {
    String fingerprint = HexFormat.of().formatHex(Digest.SHA256.of(ca.root().getEncoded()));

    assertThat(Applicant.at(server).policy().json().getJsonObject("root").getString("sha256"))
        .isEqualToIgnoringCase(fingerprint);
    assertThat(serverLog().replace(":", "")).containsIgnoringCase(fingerprint);
  }

  // Payara goes on in a new file when one is full.
  private static String serverLog() throws IOException {
    Path directory =
        Optional.ofNullable(System.getProperty("scepter.test.wildfly"))
            .map(wildfly -> Path.of(wildfly, "standalone/log"))
            .orElse(Path.of("target/test-server/payara6/glassfish/domains/scepter/logs"));
    StringBuilder text = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "server.log*")) {
      for (Path file : files) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  // §2.2: from the root that was checked to all others that GetCACert gives
  @Test
  void a_client_can_verify_each_certificate_that_it_is_given() {
    assertThat(server.roots()).contains(ca.root());
    assertThat(ca.all())
        .filteredOn(each -> !each.equals(ca.root()) && !ca.intermediates().contains(each))
        .hasSize(2)
        .allSatisfy(each -> Chain.requireValid(each, ca));
    for (X509Certificate each : ca.intermediates()) {
      assertThat(ca.issuerOf(each)).isIn(ca.all());
    }
  }

  // §2.3 (1): support mandatory; the subject of the self-signed certificate is the request's
  @Test
  void a_new_device_signs_with_a_self_signed_certificate_over_the_requested_key() {
    Applicant applicant = Applicant.at(server);

    applicant.requireCertificate(applicant.scep().post(applicant.message()));
  }

  // §2.3 (2)
  @Test
  void a_known_device_signs_with_its_certificate_of_this_ca() {
    Enrolment old = server.site().renewableDevice().enrol();
    KeyPair key = TestKeys.rsa();

    CertRep answer =
        server.scep().post(PkiMessage.renewalReq(old.renewal(key), ca.encryption(), old.owner()));

    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
  }

  // §2.3 (3): where policy allows; here the challenge decides
  @Test
  void a_device_may_come_with_another_authoritys_certificate() {
    Applicant applicant = Applicant.at(server);
    X509Certificate foreign =
        Signer.selfSigned(TestKeys.rsa(), "CN=Maker of Devices").certificate();
    Signer signer = Signer.inTheNameOf(foreign, applicant.key(), BigInteger.valueOf(4711));

    applicant.requireCertificate(applicant.scep().post(applicant.message(applicant.csr(), signer)));
  }

  // §2.3
  @Test
  void the_signers_certificate_travels_with_the_message() {
    Applicant applicant = Applicant.at(server);

    assertThat(
            server.scep().postRaw(applicant.message().withoutCertificates().encoded()).statusCode())
        .isEqualTo(400);
    applicant.requireUntouched();
  }

  // §2.3
  @Test
  void the_signers_chain_may_travel_with_the_message() {
    Applicant applicant = Applicant.at(server);
    PkiMessage message = applicant.message().extraCertificates(ca.root(), 3);

    applicant.requireCertificate(applicant.scep().post(message));
  }

  // §2.3, §3.2: the client opens it by the key and looks for the name of the certificate it sent
  @Test
  void the_answer_is_sealed_to_exactly_the_certificate_that_signed() {
    Applicant applicant = Applicant.at(server);
    Signer one = Signer.selfSigned(applicant.key(), "CN=one");
    Signer two = Signer.selfSigned(applicant.key(), "CN=two");

    for (Signer each : new Signer[] {one, two}) {
      applicant.requireCertificate(applicant.scep().post(applicant.message(applicant.csr(), each)));
    }
  }

  // §2.4
  @Test
  void a_self_signed_certificate_authenticates_nobody() {
    Applicant applicant = Applicant.at(server);

    applicant.requireRefused(
        applicant.message(applicant.csr().withoutChallenge(), applicant.self()), BAD_REQUEST);
  }
}
