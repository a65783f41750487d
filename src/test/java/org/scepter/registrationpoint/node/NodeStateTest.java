package org.scepter.registrationpoint.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.pki.Sha256;

class NodeStateTest {
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

  private static NodeState state(int status) {
    return new NodeState(NodeState.Kind.NDES, "dmz-1", status, "has called", NOW, NOW);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT24M, 0", "PT25M, 4", "P3D, 4"})
  void a_node_of_which_nothing_is_heard_is_undefined(Duration silence, int status) {
    NodeState then = state(0).asOf(NOW.plus(silence));

    assertThat(then.status()).isEqualTo(status);
    assertThat(then.at()).isEqualTo(NOW);
    if (status == 4) {
      assertThat(then.reason()).isEqualTo("not heard since; then: has called");
      assertThat(then.since()).isEqualTo(NOW.plus(Duration.ofMinutes(25)));
    }
  }

  @Test
  void a_reason_is_cut_to_its_column() {
    assertThat(new NodeState(NodeState.Kind.CRP, "a", 1, "x".repeat(5000), NOW, NOW).reason())
        .hasSize(NodeState.MAX_REASON);
  }

  @ParameterizedTest
  @CsvSource({
    "false, PT-1S, is not valid before",
    "false, PT0S, ",
    "false, PT59M, ",
    "false, PT1H, has expired at",
    "true, PT0S, was ended by an operator"
  })
  void a_registration_counts_in_its_time_unless_it_was_ended(
      boolean ended, Duration at, String why) {
    NdesRegistration registration =
        new NdesRegistration(
            Sha256.of(new byte[] {1}),
            "dmz-1",
            "CN=dmz-1",
            NOW,
            NOW.plus(Duration.ofHours(1)),
            NOW,
            Optional.empty(),
            ended);

    if (why == null) {
      assertThat(registration.obstacle(NOW.plus(at))).isEmpty();
    } else {
      assertThat(registration.obstacle(NOW.plus(at)).orElseThrow()).contains("dmz-1", why);
    }
  }
}
