package org.scepter.platform.peer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scepter.issuing.Heard;
import org.scepter.platform.Happening;

class EndpointGuardTest {
  private final Heard heard = new Heard();
  private final EndpointGuard guard = new EndpointGuard(heard);
  private final ServletRequest request = request();

  /** Attributes are all that a request has here. */
  private static ServletRequest request() {
    Map<String, Object> attributes = new HashMap<>();
    return (ServletRequest)
        Proxy.newProxyInstance(
            EndpointGuardTest.class.getClassLoader(),
            new Class<?>[] {ServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getAttribute" -> attributes.get(arguments[0]);
                  case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                  default -> throw new AssertionError("nobody asks for " + method);
                });
  }

  private Optional<String> at(String endpoint) {
    return guard.obstacle(request, "challenge.verify", endpoint, "transaction");
  }

  @Test
  void a_node_without_terms_may_ask_for_every_endpoint() {
    new NodeScope("front", "front", Optional.empty(), true).keepIn(request);

    assertThat(at("mscep")).isEmpty();
    assertThat(heard.all()).isEmpty();
  }

  @Test
  void one_with_terms_is_kept_to_its_endpoints() {
    new NodeScope("front", "front#01", Optional.of(Set.of("mscep")), true).keepIn(request);

    assertThat(at("mscep")).isEmpty();
    assertThat(at("branch").orElseThrow()).contains("front", "branch");
    assertThat(heard.all())
        .singleElement()
        .satisfies(
            happening -> {
              assertThat(happening.outcome()).isEqualTo(Happening.Outcome.REFUSED);
              assertThat(happening.object()).isEqualTo("endpoint:branch");
              assertThat(happening.reason()).startsWith("EndpointNotRegistered: ");
              assertThat(happening.transaction()).isEqualTo("transaction");
            });
  }

  @Test
  void who_was_not_recognised_may_ask_for_none() {
    assertThat(at("mscep")).isPresent();
  }
}
