package org.scepter.monitoring;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;

/** Counters and gauges for Prometheus. */
@Path("/")
@RequestScoped
@Access(who = Access.Who.NODE, listeners = Listener.INTERNAL)
public class MetricsResource {
  @Inject private NodeState state;
  @Inject private HappeningCounts counts;
  @Inject private CertificateEnds ends;
  @Context private ServletContext context;

  @GET
  public Response metrics() {
    MetricsText text = new MetricsText();
    build(text);
    node(text);
    certificates(text);
    SortedMap<HappeningCounts.Key, Long> now = counts.now();
    enrolments(text, EnrolmentCounts.of(now));
    happenings(text, now);
    return Response.ok(text.toString(), MetricsText.MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .build();
  }

  private void build(MetricsText text) {
    String name = "scepter_build_info";
    text.family(name, "gauge", "The release that runs.")
        .sample(name, MetricsText.labels("version", version()), 1);
  }

  private void node(MetricsText text) {
    text.family("scepter_role", "gauge", "Roles of this node.");
    state.roles().forEach(role -> text.sample("scepter_role", MetricsText.labels("role", role), 1));
    state
        .database()
        .ifPresent(
            answers ->
                text.family("scepter_database_up", "gauge", "Whether the database answers.")
                    .sample("scepter_database_up", answers ? 1 : 0));
    state
        .registrationPoint()
        .ifPresent(
            crp ->
                text.family(
                        "scepter_crp_status",
                        "gauge",
                        "Registration point: 0 online, 1 failed, 4 undefined.")
                    .sample("scepter_crp_status", crp.code()));
  }

  private void certificates(MetricsText text) {
    String name = "scepter_certificate_not_after_seconds";
    text.family(name, "gauge", "When Scepter's own certificates end, in seconds since 1970.");
    ends.all()
        .forEach(
            (file, end) ->
                text.sample(name, MetricsText.labels("name", file), end.getEpochSecond()));
  }

  private static void enrolments(MetricsText text, EnrolmentCounts enrolments) {
    String name = "scepter_enrolments_total";
    text.family(name, "counter", "Enrolments decided by this node, by outcome and reason.")
        .sample(name, MetricsText.labels("outcome", "issued", "reason", ""), enrolments.issued());
    enrolments
        .refused()
        .forEach(
            (reason, count) ->
                text.sample(
                    name, MetricsText.labels("outcome", "refused", "reason", reason), count));
    text.family("scepter_alarms_total", "counter", "Breach signals: someone should look.")
        .sample("scepter_alarms_total", enrolments.alarms());
  }

  private static void happenings(MetricsText text, Map<HappeningCounts.Key, Long> now) {
    String name = "scepter_happenings_total";
    text.family(name, "counter", "What components reported, by action, outcome and reason.");
    now.forEach(
        (key, count) ->
            text.sample(
                name,
                MetricsText.labels(
                    "action", key.action(), "outcome", key.outcome(), "reason", key.reason()),
                count));
  }

  private String version() {
    try (InputStream in = context.getResourceAsStream("/META-INF/MANIFEST.MF")) {
      String version =
          in == null
              ? null
              : new Manifest(in)
                  .getMainAttributes()
                  .getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return version == null ? "unknown" : version;
    } catch (IOException e) {
      return "unknown";
    }
  }
}
