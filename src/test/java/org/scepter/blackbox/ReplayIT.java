package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** A device that lost its answer gets the same one again; anybody else gets nothing. */
@OnServer
class ReplayIT {
  private final TestServer server = TestServer.running();

  @Test
  void the_same_message_again_gives_the_same_certificate() {
    Device device = server.site().deployedDevice();
    PkiMessage message = device.checkIn().message(server, TestKeys.rsa());
    byte[] encoded = message.encoded();

    CertRep first = server.scep().post(message, encoded);
    CertRep second = server.scep().post(message, encoded);

    assertThat(second.certificate()).isEqualTo(first.certificate());
    assertThat(second.senderNonce()).as("fresh each time").isNotEqualTo(first.senderNonce());
    assertThat(server.site().certificates(device.name())).hasSize(1);
  }

  @Test
  void a_new_message_of_the_same_key_and_challenge_gives_the_same_certificate() {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    Enrolment first = device.enrol(policy);
    PkiMessage again = policy.message(server, first.key());
    assertThat(again.transactionId()).isNotEqualTo(first.message().transactionId());

    assertThat(server.scep().post(again).certificate()).isEqualTo(first.certificate());
    assertThat(server.site().certificates(device.name())).hasSize(1);
  }

  @Test
  void the_same_challenge_with_another_key_is_refused_and_raises_the_alarm() {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    device.enrol(policy);
    PkiMessage thief = policy.message(server, TestKeys.rsa());

    CertRep answer = server.scep().post(thief);

    assertThat(answer.status()).isEqualTo(CertRep.FAILURE);
    List<JsonObject> entries = AuditLog.of(server.site()).entriesFor(thief.transactionId());
    assertThat(entries).anySatisfy(AuditLog::requireAlarm);
  }

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
