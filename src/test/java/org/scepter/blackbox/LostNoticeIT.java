package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Eventually;
import org.scepter.testing.Halt;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/**
 * What nobody tells the registration point it finds out, and what nobody decides ends by itself.
 */
class LostNoticeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KeyPair key = TestKeys.rsa();

  @Test
  void a_server_killed_between_ca_and_notice_learns_of_the_certificate_without_the_device()
      throws Exception {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and killed here");
    Path directory = Path.of("target", "lost-notice-server").toAbsolutePath();
    Halt halt = new Halt(directory.resolve("halt"));
    try (OwnServer own =
        OwnServer.prepare(directory)
            .withAgent(halt.agent())
            .with("scepter.registrationpoint.lost-notice-interval", "PT1S")
            .with("scepter.registrationpoint.pending-lifetime", "PT1S")) {
      halt.at(new Halt.Point("org.scepter.issuing.LocalIssuingAuthority", "issue", "EXIT"));
      TestServer server = own.start();
      undecidedRequestExpires(server);
      Device device = server.site().deployedDevice();
      PkiMessage message = device.checkIn().message(server, key);
      byte[] encoded = message.encoded();

      halt.arm();
      CompletableFuture<Void> unanswered =
          CompletableFuture.runAsync(() -> server.scep().postRaw(encoded));
      halt.awaitReached();
      own.kill();
      assertThat(unanswered).failsWithin(Duration.ofSeconds(30));
      halt.disarm();
      own.start();

      Eventually.until(
          "the site knows of the certificate",
          PATIENCE,
          () -> device.look().state().equals("issued"));
      X509Certificate certificate = server.scep().post(message, encoded).certificate();
      assertThat(certificate.getPublicKey()).isEqualTo(key.getPublic());
      assertThat(server.site().certificates(device.name())).hasSize(1);
    }
  }

  private void undecidedRequestExpires(TestServer server) {
    Device device =
        server
            .site()
            .profile(server.site().profileJson().add("approval", true).build())
            .deployedDevice();
    Policy policy = device.checkIn();
    PkiMessage message = policy.message(server, key);
    assertThat(server.scep().post(message).status()).isEqualTo(CertRep.PENDING);

    X509Certificate issuer = server.scep().caCertificates().intermediates().get(0);
    Eventually.until(
        "the request ends undecided",
        PATIENCE,
        () -> server.scep().post(PkiMessage.certPoll(message, issuer)).status() == CertRep.FAILURE);
    assertThat(server.scep().post(policy.message(server, key)).status()).isEqualTo(CertRep.FAILURE);
    assertThat(server.site().items("approvals?state=expired"))
        .anySatisfy(each -> assertThat(each.getString("device")).isEqualTo(device.name()));
  }
}
