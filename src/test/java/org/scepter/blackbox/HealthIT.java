package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Eventually;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OnServer;
import org.scepter.testing.RawHttp;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.ServerBeans;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;

/** What tells an operator that the node is well. */
@OnServer
class HealthIT {
  private static final String BEAN = "RegistrationPoint";
  private final TestServer server = TestServer.running();

  private HttpResponse<String> asNode(String path) throws IOException, InterruptedException {
    return server
        .client(RegistrationPoint.identity(server))
        .send(
            HttpRequest.newBuilder(URI.create(server.internal() + path)).build(),
            BodyHandlers.ofString());
  }

  @Test
  void the_registration_point_is_found_online_through_its_real_listener() {
    try (ServerBeans beans = ServerBeans.of(server)) {
      assertThat(beans.invoke(BEAN, "checkNow")).isEqualTo(0);
      assertThat(beans.attribute(BEAN, "Status")).isEqualTo(0);
      assertThat(beans.attribute(BEAN, "StatusText")).isEqualTo("Online");
      assertThat(beans.attribute(BEAN, "LastCheck").toString()).startsWith("20");
      assertThat(beans.attribute(BEAN, "Reason").toString())
          .contains(
              "the database answers",
              "the signing key signs",
              "the internal listener answered the policy module's certificate");
    }
  }

  @Test
  void the_log_tells_the_status_before_each_check_from_undefined_to_online() {
    try (ServerBeans beans = ServerBeans.of(server)) {
      beans.invoke(BEAN, "checkNow");
      beans.invoke(BEAN, "checkNow");
    }
    Eventually.until(
        "both lines in crpctrl.log",
        Duration.ofSeconds(30),
        () -> hasPrevious(4) && hasPrevious(0));
  }

  private boolean hasPrevious(int status) {
    String text =
        "CRP's previous status was " + status + " (0 = Online, 1 = Failed, 4 = Undefined)";
    return LogFiles.of(server).lines("crpctrl.log").stream().anyMatch(it -> it.contains(text));
  }

  @Test
  void a_registered_node_sees_health_and_metrics() throws Exception {
    HttpResponse<String> health = asNode("/health");
    HttpResponse<String> metrics = asNode("/metrics");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("\"status\":\"UP\"");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).contains("scepter_build_info", "scepter_database_up 1");
  }

  @Test
  void an_enrolment_counts() throws Exception {
    long before = issued();
    server.site().deployedDevice().enrol();

    assertThat(issued()).isGreaterThan(before);
  }

  private long issued() throws IOException, InterruptedException {
    return asNode("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("scepter_enrolments_total{outcome=\"issued\""))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/ready", "/metrics"})
  void strangers_see_neither(String path) {
    for (URI listener : List.of(server.http(), server.https(), server.internal())) {
      assertThat(RawHttp.get(listener, Tls.trusting(server.roots()), path, Map.of()).status())
          .as("%s%s", listener, path)
          .isEqualTo(403);
    }
  }

  @Test
  void challenges_are_counted_by_their_state() {
    server.site().deployedDevice().checkIn();
    try (ServerBeans beans = ServerBeans.of(server)) {
      assertThat((Long) beans.attribute("Challenges", "Issued")).isPositive();
      assertThat((Long) beans.attribute("Challenges", "Bound")).isNotNegative();
      assertThat((Long) beans.attribute("Challenges", "Expired")).isNotNegative();
      assertThat((Long) beans.attribute("Challenges", "Contested")).isNotNegative();
      assertThat(beans.attribute("Challenges", "ByState").toString())
          .contains("issued", "bound", "consumed", "expired", "revoked");
    }
  }
}
