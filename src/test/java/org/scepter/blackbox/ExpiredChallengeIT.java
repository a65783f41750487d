package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Eventually;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.TestKeys;

/** A challenge has a life, and nothing lengthens it. */
@OnServer
class ExpiredChallengeIT {
  private final TestServer server = TestServer.running();

  @Test
  void an_expired_challenge_is_refused_and_the_next_check_in_gives_a_fresh_one() {
    Device device =
        server
            .site()
            .profile(server.site().profileJson().add("challengeLifetime", "PT1S").build())
            .deployedDevice();
    Policy policy = device.checkIn();
    Instant end = Instant.parse(policy.json().getString("challengeExpiresAt"));
    Eventually.until(
        "the challenge's end", Duration.ofMinutes(2), () -> Instant.now().isAfter(end));

    CertRep answer = server.scep().post(policy.message(server, TestKeys.rsa()));

    assertThat(answer.status()).isEqualTo(CertRep.FAILURE);
    assertThat(server.site().certificates(device.name())).isEmpty();
    assertThat(device.checkIn().requireChallenge()).isNotEqualTo(policy.requireChallenge());
  }
}
