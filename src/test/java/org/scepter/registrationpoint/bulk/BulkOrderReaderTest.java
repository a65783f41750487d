package org.scepter.registrationpoint.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.registrationpoint.ChallengeState;

class BulkOrderReaderTest {
  private static Result<BulkOrder> read(String json) {
    return JsonBody.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
        .then(fields -> new BulkOrderReader(fields).read());
  }

  @Test
  void an_order_without_details_means_what_has_expired_for_an_hour() {
    BulkOrder order =
        read("{\"act\":\"reissue\",\"profile\":\"wifi\",\"reason\":\"backlog\"}")
            .fold(
                problem -> {
                  throw new AssertionError(problem.faults());
                },
                it -> it);

    assertThat(order)
        .isEqualTo(
            new BulkOrder(
                BulkAct.REISSUE,
                Optional.of("wifi"),
                Optional.empty(),
                Set.of(ChallengeState.EXPIRED),
                Duration.ofMinutes(60),
                "backlog"));
  }

  @Test
  void a_revocation_means_what_is_still_good() {
    BulkOrder order =
        read("{\"act\":\"revoke\",\"collection\":\"lab\",\"reason\":\"lost\"}")
            .fold(
                problem -> {
                  throw new AssertionError(problem.faults());
                },
                it -> it);

    assertThat(order.states())
        .containsExactlyInAnyOrder(ChallengeState.ISSUED, ChallengeState.BOUND);
    assertThat(order.lifetime()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'profile':'p','reason':'r'} | act",
        "{'act':'issue','profile':'p','reason':'r'} | act",
        "{'act':'reissue','reason':'r'} | profile",
        "{'act':'reissue','profile':'p'} | reason",
        "{'act':'reissue','profile':'p','reason':' '} | reason",
        "{'act':'reissue','profile':'p','reason':'r','states':['revoked']} | states",
        "{'act':'reissue','profile':'p','reason':'r','states':['consumed']} | states",
        "{'act':'reissue','profile':'p','reason':'r','lifetime':'PT0S'} | lifetime",
        "{'act':'reissue','profile':'p','reason':'r','lifetime':'P31D'} | lifetime",
        "{'act':'reissue','profile':'p','reason':'r','lifetime':'an hour'} | lifetime",
        "{'act':'revoke','profile':'p','reason':'r','lifetime':'PT1H'} | lifetime"
      })
  void what_is_wrong_is_named(String json, String field) {
    List<String> faults =
        read(json.replace('\'', '"'))
            .fold(
                problem -> problem.faults().stream().map(Problem.FieldFault::field).toList(),
                order -> List.<String>of());

    assertThat(faults).contains(field);
  }
}
