package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** What was so before a restart is so after it. */
class RestartIT {
  @Test
  void after_a_restart_everything_is_as_it_was() {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and stopped here");
    try (OwnServer own = OwnServer.prepare(Path.of("target", "restart-server"))) {
      TestServer server = own.start();
      Device enrolled = server.site().deployedDevice();
      Policy policy = enrolled.checkIn();
      PkiMessage message = policy.message(server, TestKeys.rsa());
      byte[] encoded = message.encoded();
      CertRep before = server.scep().post(message, encoded);
      Device waiting = server.site().deployedDevice();
      Policy unused = waiting.checkIn();
      Enrolment other = server.site().deployedDevice().enrol();
      own.stop();
      own.start();

      assertThat(server.scep().post(message, encoded).certificate())
          .as("the same message")
          .isEqualTo(before.certificate());
      assertThat(server.scep().post(other.policy().message(server, other.key())).certificate())
          .as("a new message of the same key and challenge")
          .isEqualTo(other.certificate());
      assertThat(server.scep().post(policy.message(server, TestKeys.rsa())).status())
          .as("another key")
          .isEqualTo(CertRep.FAILURE);
      assertThat(waiting.enrol(unused).certificate()).as("an unused challenge").isNotNull();
      assertThat(server.site().certificates(enrolled.name())).hasSize(1);
    }
  }
}
