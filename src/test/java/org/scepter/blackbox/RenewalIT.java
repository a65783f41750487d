package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** Certificates renew themselves (RFC 8894 §3.3.1.2), by the registration point's own judgement. */
@OnServer
class RenewalIT {
  private final TestServer server = TestServer.running();
  private final X509Certificate recipient = server.scep().caCertificates().encryption();

  private Device renewable() {
    return server.site().renewableDevice();
  }

  private CertRep renew(Enrolment old, Csr csr) {
    return server.scep().post(PkiMessage.renewalReq(csr, recipient, old.owner()));
  }

  @Test
  void a_certificate_renews_itself_with_a_new_key_and_without_a_challenge() {
    Device device = renewable();
    Enrolment old = device.enrol();
    KeyPair key = TestKeys.rsa();

    X509Certificate renewed = renew(old, old.renewal(key)).certificate();

    assertThat(renewed.getPublicKey()).isEqualTo(key.getPublic());
    assertThat(renewed.getSubjectX500Principal())
        .isEqualTo(old.certificate().getSubjectX500Principal());
    assertThat(renewed.getSerialNumber()).isNotEqualTo(old.certificate().getSerialNumber());
    assertThat(device.shown().toString()).contains(renewed.getSerialNumber().toString(16));
  }

  @Test
  void the_same_renewal_again_gives_the_same_certificate() {
    Enrolment old = renewable().enrol();
    Csr csr = old.renewal(TestKeys.rsa());

    assertThat(renew(old, csr).certificate()).isEqualTo(renew(old, csr).certificate());
  }

  @Test
  void the_renewed_certificate_is_revoked_as_its_profile_says_and_renews_nothing_any_more() {
    Enrolment old = renewable().enrol();
    renew(old, old.renewal(TestKeys.rsa())).certificate();

    Eventually.until(
        "the CRL names the old certificate",
        Duration.ofSeconds(30),
        () -> crl().isRevoked(old.certificate()));
    JsonObject shown = server.site().get("certificates/" + old.serialHex()).expect(200).json();
    assertThat(shown.getString("revocationReason")).isEqualTo("superseded");
    renew(old, old.renewal(TestKeys.rsa())).requireFailure(2);
  }

  private X509CRL crl() {
    try {
      byte[] der =
          server
              .client()
              .send(
                  HttpRequest.newBuilder(URI.create(server.http() + "/crl/issuing.crl")).build(),
                  BodyHandlers.ofByteArray())
              .body();
      return (X509CRL)
          CertificateFactory.getInstance("X.509")
              .generateCRL(new java.io.ByteArrayInputStream(der));
    } catch (Exception e) {
      throw new AssertionError("the CRL cannot be had", e);
    }
  }

  @Test
  void a_revoked_certificate_renews_nothing() {
    Enrolment old = renewable().enrol();
    server.site().revoke(old);

    renew(old, old.renewal(TestKeys.rsa())).requireFailure(2);
    server
        .site()
        .post(
            "certificates/" + old.serialHex() + "/revoke",
            Json.createObjectBuilder().add("reason", "keyCompromise").build())
        .expect(409);
  }

  @Test
  void other_names_are_refused() {
    Enrolment old = renewable().enrol();
    Csr subject =
        Csr.of(TestKeys.rsa(), "CN=somebody else,O=Example")
            .alternativeNames(old.policy().alternativeNames())
            .keyUsage(old.policy().keyUsage());
    Csr names = old.renewal(TestKeys.rsa()).alternativeNames(List.of("DNS:elsewhere.example.test"));

    renew(old, subject).requireFailure(2);
    renew(old, names).requireFailure(2);
  }

  @Test
  void a_certificate_of_no_one_here_is_a_bad_certificate_id() {
    Enrolment mine = renewable().enrol();
    Signer stranger = Signer.selfSigned(TestKeys.rsa(), mine.policy().subject());

    CertRep answer =
        server
            .scep()
            .post(PkiMessage.renewalReq(mine.renewal(TestKeys.rsa()), recipient, stranger));

    answer.requireFailure(4);
  }

  @Test
  void a_profile_that_is_deployed_no_more_renews_nothing() {
    Device device = server.site().device(SiteClient.unique("device"));
    String deployment =
        server
            .site()
            .profile(
                server
                    .site()
                    .profileJson()
                    .add("validity", "P1D")
                    .add("renewalThresholdPercent", 99)
                    .build())
            .deployTo(device);
    Enrolment old = device.enrol();
    server.site().delete("deployments/" + deployment).expect(204);

    renew(old, old.renewal(TestKeys.rsa())).requireFailure(2);
  }

  @Test
  void one_certificate_renews_for_a_few_keys_and_not_for_ever() {
    Enrolment old =
        server
            .site()
            .profile(
                server
                    .site()
                    .profileJson()
                    .add("validity", "P1D")
                    .add("renewalThresholdPercent", 99)
                    .build())
            .deployedDevice()
            .enrol();
    for (int i = 0; i < 8; i++) {
      assertThat(renew(old, old.renewal(TestKeys.rsa())).isSuccess()).isTrue();
    }

    renew(old, old.renewal(TestKeys.rsa())).requireFailure(2);
  }
}
