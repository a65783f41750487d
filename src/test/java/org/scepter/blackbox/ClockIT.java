package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.cms.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Applicant;
import org.scepter.testing.Eventually;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.SignedAttribute;

/** What a device's wrong clock leads to: by default it is logged and shown. */
@OnServer
class ClockIT {
  private final TestServer server = TestServer.running();

  private PkiMessage signedAt(Applicant applicant, Duration ahead) {
    Time time = new Time(Date.from(Instant.now().plus(ahead)));
    return applicant.message().attribute(SignedAttribute.SIGNING_TIME, time);
  }

  private JsonObject state(Applicant applicant) {
    return server
        .site()
        .get("devices/" + applicant.device().name())
        .expect(200)
        .json()
        .getJsonArray("profiles")
        .getJsonObject(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-3H", "PT9H"})
  void a_wrong_clock_is_logged_and_shown_at_the_device_and_the_certificate_is_given(
      Duration ahead) {
    Applicant applicant = Applicant.at(server);
    PkiMessage message = signedAt(applicant, ahead);

    applicant.requireCertificate(server.scep().post(message));

    assertThat((long) state(applicant).getInt("clockAheadSeconds"))
        .isBetween(ahead.toSeconds() - 60, ahead.toSeconds() + 60);
    String where = ahead.isNegative() ? " behind ours" : " ahead of ours";
    assertThat(AuditLog.of(server.site()).entriesFor(message.transactionId()))
        .anySatisfy(
            each -> assertThat(each.getString("reason")).contains("the device's clock is", where));
    for (String file : new String[] {"NDES.log", "CRP.log"}) {
      Eventually.until(
          "a warning in " + file,
          Duration.ofSeconds(30),
          () ->
              LogFiles.of(server).lines(file).stream()
                  .anyMatch(
                      line ->
                          line.contains(message.transactionId())
                              && line.contains(where)
                              && line.contains(" type=\"2\" ")));
    }
  }

  @Test
  void a_refusal_tells_of_the_clock_too() {
    Applicant applicant = Applicant.at(server);
    Time time = new Time(Date.from(Instant.now().minus(Duration.ofHours(1))));
    PkiMessage message =
        applicant
            .message(applicant.csrFor("CN=another"))
            .attribute(SignedAttribute.SIGNING_TIME, time);
    server.scep().post(message).requireFailure(2);

    assertThat(state(applicant).getInt("clockAheadSeconds")).isNegative();
  }

  @Test
  void a_clock_that_is_right_is_not_mentioned_and_a_new_challenge_forgets_a_wrong_one() {
    Applicant applicant = Applicant.at(server);
    server
        .scep()
        .post(
            applicant
                .message(applicant.csrFor("CN=another"))
                .attribute(
                    SignedAttribute.SIGNING_TIME,
                    new Time(Date.from(Instant.now().plus(Duration.ofHours(1))))))
        .requireFailure(2);
    assertThat(state(applicant)).containsKey("clockAheadSeconds");

    Applicant again = Applicant.of(server.scep(), applicant.device());
    again.requireCertificate(server.scep().post(signedAt(again, Duration.ofMinutes(-4))));

    assertThat(state(again)).doesNotContainKey("clockAheadSeconds");
  }

  @Test
  void a_device_tells_by_a_report_what_no_server_sees_and_learns_what_is_wrong() {
    Applicant applicant = Applicant.at(server);
    SiteClient device = server.site().as(SiteClient.bearer(applicant.device().token()));
    String url = server.https() + "/checkin/" + applicant.device().name();
    String profile = state(applicant).getString("profile");
    JsonObject late =
        Json.createObjectBuilder()
            .add("profile", profile)
            .add("deviceTime", Instant.now().minus(Duration.ofHours(9)).toString())
            .add("rootThumbprint", "0".repeat(40))
            .add("requestReceived", false)
            .add("error", "0x80072f8f")
            .build();

    JsonObject answer =
        device.send("PUT", url, late.toString(), "application/json").expect(200).json();

    assertThat(answer.getJsonArray("findings").toString())
        .contains("clock: ", "root: ", "request: ", "error: the device reports 0x80072f8f");
    assertThat(state(applicant).getJsonObject("report").getJsonArray("findings"))
        .isEqualTo(answer.getJsonArray("findings"));
    assertThat(state(applicant).getInt("clockAheadSeconds")).isLessThan(-32_000);

    JsonObject well =
        Json.createObjectBuilder()
            .add("profile", profile)
            .add("deviceTime", Instant.now().toString())
            .build();
    device.send("PUT", url, well.toString(), "application/json").expect(200);
    assertThat(state(applicant)).doesNotContainKey("clockAheadSeconds");
    assertThat(state(applicant).getJsonObject("report").getJsonArray("findings")).isEmpty();
    JsonObject other = Json.createObjectBuilder().add("profile", "another").build();
    assertThat(device.send("PUT", url, other.toString(), "application/json").status())
        .isEqualTo(404);
  }
}
