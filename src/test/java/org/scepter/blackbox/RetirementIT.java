package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** A retired device's certificates are revoked, as the test server's settings say. */
@OnServer
class RetirementIT {
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();

  private JsonObject shown(X509Certificate certificate) {
    return site.get("certificates/" + certificate.getSerialNumber().toString(16))
        .expect(200)
        .json();
  }

  private void requireRevoked(X509Certificate certificate) {
    assertThat(shown(certificate).getString("state")).isEqualTo("revoked");
    assertThat(shown(certificate).getString("revocationReason")).isEqualTo("cessationOfOperation");
  }

  @Test
  void every_certificate_that_the_device_has_is_revoked_when_it_is_retired() {
    Device device =
        site.profile(
                site.profileJson()
                    .add("validity", "P1D")
                    .add("renewalThresholdPercent", 99)
                    .build())
            .deployedDevice();
    Enrolment first = device.enrol();
    KeyPair key = TestKeys.rsa();
    X509Certificate renewed =
        server
            .scep()
            .post(
                PkiMessage.renewalReq(
                    first.renewal(key), server.scep().caCertificates().encryption(), first.owner()))
            .certificate();
    Enrolment others = site.deployedDevice().enrol();

    site.delete("devices/" + device.name()).expect(204);

    requireRevoked(first.certificate());
    requireRevoked(renewed);
    assertThat(shown(others.certificate()).getString("state")).isEqualTo("issued");
    Eventually.until(
        "the CRL names it",
        Duration.ofSeconds(30),
        () -> PublishedCrl.of(server, renewed).crl().isRevoked(renewed));
  }

  @Test
  void a_device_that_comes_back_under_its_name_gets_a_certificate_that_is_good() {
    Device device = site.deployedDevice();
    Enrolment first = device.enrol();
    site.delete("devices/" + device.name()).expect(204);
    requireRevoked(first.certificate());

    Device again = site.device(device.name());
    site.profile().deployTo(again);
    Policy policy = again.checkIn();
    Enrolment second = again.enrol(policy);

    assertThat(shown(second.certificate()).getString("state")).isEqualTo("issued");
  }
}
