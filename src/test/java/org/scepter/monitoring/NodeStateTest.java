package org.scepter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.registrationpoint.health.CrpStatus;

class NodeStateTest {
  @ParameterizedTest
  @CsvSource({
    "true,0,true",
    "true,4,true",
    "true,1,false",
    "false,0,false",
    ",,true",
    "true,,true",
    "false,,false",
  })
  void a_node_is_ready_when_what_it_needs_answers(Boolean database, Integer crp, boolean isReady) {
    Optional<CrpStatus> status =
        Optional.ofNullable(crp).map(code -> new CrpStatus(code, Instant.EPOCH, "why"));

    assertThat(NodeState.isReady(Optional.ofNullable(database), status)).isEqualTo(isReady);
  }
}
