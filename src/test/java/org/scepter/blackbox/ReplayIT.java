package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.TestKeys;

/** A device that lost its answer gets the same one again; anybody else gets nothing. */
@OnServer
class ReplayIT {
  private final TestServer server = TestServer.running();

  @Test
  void after_such_an_attempt_on_a_bound_challenge_the_next_check_in_gives_a_fresh_one() {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    Enrolment enrolment = device.enrol(policy);
    server.scep().post(policy.message(server, TestKeys.rsa()));

    Policy next = device.checkIn();

    // The certificate stays valid, but what was contested is not taken for settled.
    assertThat(next.requireChallenge()).isNotEqualTo(policy.requireChallenge());
    assertThat(server.site().serialNumbersFor(device.name()))
        .singleElement()
        .asString()
        .isEqualToIgnoringCase(enrolment.serialHex());
  }
}
