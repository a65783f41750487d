package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.testing.CheckCommand;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RawHttp;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/**
 * The list that administrators of NDES and ConfigMgr go through when a device has no certificate,
 * in its order: each fault is made, or told by the device, and a line or status names it.
 */
@TestMethodOrder(OrderAnnotation.class)
class TroubleshootingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String VERIFY = "/CMCertificateRegistration/Certificate/VerifyRequest";
  private static final String FORBIDDEN =
      "Health check request failed, status code is 403, 'Forbidden'.";

  private static Optional<OwnServer> insideServer = Optional.empty();
  private static Optional<OwnServer> frontServer = Optional.empty();
  private static TestServer inside;
  private static TestServer front;

  @TempDir private Path directory;

  @BeforeAll
  static void startServers() {
    assumeTrue(OwnServer.isPossible(), "only WildFly servers are started and stopped here");
    Path top = Path.of("target", "troubleshooting");
    OwnServer within = OwnServer.inside(top.resolve("inside"));
    insideServer = Optional.of(within);
    inside = within.start();
    frontServer = Optional.of(OwnServer.inFront(top.resolve("front"), "front", within));
    front = frontServer.get().with("scepter.inside.check-interval", "PT1S").start();
  }

  @AfterAll
  static void stopServers() {
    Stream.of(frontServer, insideServer).flatMap(Optional::stream).forEach(OwnServer::close);
  }

  private static void requireLine(TestServer server, String file, String... texts) {
    LogFiles logs = LogFiles.of(server);
    Eventually.until(
        String.join(" … ", texts) + " in " + file,
        PATIENCE,
        () ->
            logs.lines(file).stream().anyMatch(line -> Stream.of(texts).allMatch(line::contains)));
  }

  /** A line of the access log in the order of W3C's fields, which end with the status. */
  private static void requireAccess(TestServer server, String method, String path, int status) {
    Predicate<String> wanted =
        line ->
            line.contains(" " + method + " " + path + " ")
                && line.matches(".* " + status + "( \\d+)*");
    LogFiles logs = LogFiles.of(server);
    Eventually.until(
        method + " " + path + " " + status,
        PATIENCE,
        () -> logs.accessLines().stream().anyMatch(wanted));
  }

  private static Device device() {
    return inside.site().deployedDevice();
  }

  private static Enrolment enrolled(Device device) {
    Policy policy = device.checkIn();
    var key = TestKeys.rsa();
    PkiMessage message = policy.message(front, key);
    return new Enrolment(policy, key, message, front.scep().post(message).certificate());
  }

  private static HttpResponse<byte[]> inVain() {
    return front.scep().postRaw(device().checkIn().message(front, TestKeys.rsa()).encoded());
  }

  /**
   * What is in a home counts within seconds. The second time: a connection that was open may carry
   * one more question.
   */
  private static void requireComeAgain() {
    Eventually.until(
        "devices are told to come again",
        PATIENCE,
        () ->
            Stream.generate(TroubleshootingIT::inVain)
                .limit(2)
                .allMatch(answer -> answer.statusCode() == 503));
  }

  private static void requireWellAgain() {
    Eventually.until(
        "a device gets its certificate again",
        PATIENCE,
        () -> {
          PkiMessage message = device().checkIn().message(front, TestKeys.rsa());
          HttpResponse<byte[]> answer = front.scep().postRaw(message.encoded());
          return answer.statusCode() == 200
              && CertRep.open(answer.body(), message, front.scep().caCertificates().signing())
                  .isSuccess();
        });
  }

  private String checkOfTheFront(String publicUrl) {
    return CheckCommand.of(
            front,
            directory,
            "scepter.registrationpoint.urls=" + inside.internal(),
            "scepter.platform.public-url=" + publicUrl)
        .text();
  }

  /** What the site shows at the device after its report. */
  private static List<String> findings(Device device, JsonObjectBuilder report) {
    JsonObject sent = report.add("profile", profile(device).getString("profile")).build();
    inside
        .site()
        .as(SiteClient.bearer(device.token()))
        .send(
            "PUT",
            inside.https() + "/checkin/" + device.name(),
            sent.toString(),
            "application/json")
        .expect(200);
    return profile(device).getJsonObject("report").getJsonArray("findings").stream()
        .map(Object::toString)
        .toList();
  }

  private static JsonObject profile(Device device) {
    return device.shown().getJsonArray("profiles").getJsonObject(0);
  }

  @Test
  @Order(1)
  void n1_the_devices_clock_is_off() {
    Instant late = Instant.now().minus(Duration.ofMinutes(6));

    assertThat(findings(device(), report().add("deviceTime", late.toString())))
        .singleElement()
        .asString()
        .contains("clock: the device's clock is PT6M", "behind; set its time");
  }

  private static JsonObjectBuilder report() {
    return Json.createObjectBuilder();
  }

  @Test
  @Order(1)
  void n2_the_root_was_not_deployed() {
    assertThat(findings(device(), report().add("rootThumbprint", "0".repeat(40))))
        .singleElement()
        .asString()
        .contains("root: the device has the root 0000", "deploy the trusted root to it");
  }

  @Test
  @Order(1)
  void n3_the_public_url_is_not_the_name_in_the_listeners_certificate() {
    assertThat(checkOfTheFront("https://127.0.0.1:" + front.https().getPort()))
        .contains("FAIL  public TLS          127.0.0.1 shows a certificate for localhost")
        .contains("Cure: give it one with that name among its subject alternative names");
  }

  @Test
  @Order(1)
  void n3_the_public_url_leads_to_a_server_that_is_no_ndes() {
    assertThat(checkOfTheFront(inside.https().toString()))
        .contains("FAIL  public URL", "answers 404", "a Scepter with the role ndes");
  }

  @Test
  @Order(1)
  void n4_a_login_page_stands_where_get_ca_cert_should_be() throws IOException {
    byte[] capabilities = front.scep().get("operation=GetCACaps").body();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", exchange -> answerWithALogin(exchange, capabilities));
    proxy.start();
    try {
      assertThat(checkOfTheFront("http://localhost:" + proxy.getAddress().getPort()))
          .contains("OK    public URL")
          .containsPattern("FAIL  GetCACert +localhost:\\d+ answers with text/html")
          .contains("Cure: let the proxy pass requests on as they are");
    } finally {
      proxy.stop(0);
    }
  }

  private static void answerWithALogin(HttpExchange exchange, byte[] capabilities)
      throws IOException {
    boolean isCapabilities = exchange.getRequestURI().getQuery().contains("GetCACaps");
    byte[] body =
        isCapabilities ? capabilities : "<html>Sign in</html>".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", isCapabilities ? "text/plain" : "text/html");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  @Order(1)
  void n5_the_profile_has_not_arrived() {
    assertThat(findings(device(), report().add("requestReceived", false)))
        .singleElement()
        .asString()
        .contains("request: the profile has not arrived; let the device check in");
  }

  @Test
  @Order(1)
  void n6_the_certificate_was_issued_and_has_not_arrived() {
    Device device = device();
    enrolled(device);

    assertThat(findings(device, report().add("error", "0x80090016")))
        .anySatisfy(
            each ->
                assertThat(each).contains("certificate: ", "was issued and has not arrived there"))
        .anySatisfy(each -> assertThat(each).contains("error: the device reports 0x80090016"));
  }

  @Test
  @Order(2)
  void n7_the_registration_point_has_failed() throws IOException {
    Path key = inside.home().resolve("crp/authorisation.p12");
    byte[] whole = Files.readAllBytes(key);
    assertThat(check().getInt("status")).isZero();
    Files.write(key, new byte[] {1});
    try {
      assertThat(check().getInt("status")).isEqualTo(1);
      requireLine(inside, "crpctrl.log", "CRP's status has changed from 0 to 1.");
      requireLine(inside, "crpctrl.log", "crp/authorisation.p12");
    } finally {
      Files.write(key, whole);
    }
    assertThat(check().getInt("status")).isZero();
    requireLine(
        inside,
        "crpctrl.log",
        "CRP's previous status was 1 (0 = Online, 1 = Failed, 4 = Undefined)");
  }

  private static JsonObject check() {
    return inside.site().post("registration-point/check").expect(200).json();
  }

  @Test
  @Order(2)
  void n8_the_access_log_of_ndes_shows_who_was_refused_and_how() {
    assertThat(front.scep().postRaw(new byte[] {0x30, 0}).statusCode()).isEqualTo(400);

    requireAccess(front, "POST", TestServer.MSCEP, 400);
    requireLine(front, "NDES.log", "event ");
  }

  @Test
  @Order(2)
  void n9_the_policy_module_cannot_tell_who_is_inside() throws IOException {
    Path pin = front.home().resolve("ndes/inside/inside.cer");
    byte[] whole = Files.readAllBytes(pin);
    Files.delete(pin);
    try {
      requireComeAgain();
      requireLine(
          front,
          "NDESPlugin.log",
          "Failed to send http request " + VERIFY,
          "has no certificate by which to know the inside");
      assertThat(checkOfTheFront(front.https().toString()))
          .contains("FAIL  inside", "Cure: restore the home's ndes directory");
    } finally {
      Files.write(pin, whole);
    }
    requireWellAgain();
  }

  @Test
  @Order(2)
  void n10_a_stranger_asks_the_registration_point() {
    Tls nobody = Tls.trusting(inside.roots());
    assertThat(RawHttp.get(inside.internal(), nobody, VERIFY, Map.of()).status()).isEqualTo(403);

    requireAccess(inside, "GET", VERIFY, 403);
    requireLine(inside, "CRP.log", "no client certificate came");
  }

  @Test
  @Order(2)
  void n11_and_event_29_a_challenge_was_used_before() {
    Policy policy = device().checkIn();
    PkiMessage first = policy.message(front, TestKeys.rsa());
    front.scep().post(first).certificate();
    PkiMessage second = policy.message(front, TestKeys.rsa());
    front.scep().post(second).requireFailure(2);

    String context = " context=\"" + second.transactionId() + "\" ";
    requireLine(front, "NDES.log", "event 29 EVENT_MSCEP_INVALID_PASSWORD", context);
    requireLine(front, "NDESPlugin.log", "Verify challenge returns false", context);
    requireLine(inside, "CRP.log", "ChallengeAlreadyUsed", context);
    requireAccess(inside, "POST", VERIFY, 201);
  }

  @Test
  @Order(2)
  void n13_the_ca_has_the_certificate_on_record() {
    Device device = device();
    Enrolment enrolment = enrolled(device);

    assertThat(inside.site().certificates(device.name()))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.getString("serialNumber"))
                    .isEqualToIgnoringCase(enrolment.serialHex()));
    assertThat(AuditLog.of(inside.site()).entriesFor(enrolment.message().transactionId()))
        .extracting(each -> each.getString("action"))
        .contains("challenge.verify", "certificate.issue");
  }

  @Test
  @Order(2)
  void n14_the_policy_module_has_no_client_certificate() throws IOException {
    Path key = front.home().resolve("ndes/policy-module.p12");
    byte[] whole = Files.readAllBytes(key);
    Files.write(key, new byte[] {1});
    try {
      requireComeAgain();
      requireLine(
          front, "NDESPlugin.log", "Failed to retrieve client certificate. Error -2147467259");
      requireLine(front, "NDESPlugin.log", "Exiting VerifyRequest with 0x80004005");
    } finally {
      Files.write(key, whole);
    }
    requireWellAgain();
  }

  @Test
  @Order(3)
  void n14_the_policy_modules_certificate_counts_no_more() {
    end("front", "its key was copied");

    assertThat(inVain().statusCode()).isEqualTo(503);

    // The front's own look at the inside may have come before the device, which asks nobody then.
    requireAccess(inside, "GET", "/CMCertificateRegistration/health", 403);
    requireLine(inside, "CRP.log", "the registration of front was ended by an operator");
    requireLine(front, "NDESPlugin.log", "403: this node's client certificate", "has ended");
    assertThat(checkOfTheFront(front.https().toString()))
        .contains("FAIL  inside", "does not know this node's client certificate");
  }

  private static void end(String node, String why) {
    SiteClient site = inside.site();
    String sha256 =
        site
            .get("nodes")
            .expect(200)
            .json()
            .getJsonArray("registrations")
            .getValuesAs(JsonObject.class)
            .stream()
            .filter(each -> each.getString("name").equals(node))
            .findFirst()
            .orElseThrow()
            .getString("sha256");
    JsonObject reason = Json.createObjectBuilder().add("reason", why).build();
    site.post("nodes/" + sha256 + "/end", reason).expect(204);
    assertThat(site.post("nodes/" + sha256 + "/end", reason).status()).isEqualTo(409);
    assertThat(site.items("audit?action=node.end"))
        .anySatisfy(entry -> assertThat(entry.getString("reason")).contains(why));
  }

  @Test
  @Order(4)
  void n12_the_health_check_gets_403_and_tells_why_once() {
    assertThat(check().getInt("status")).isZero();
    end("policy-module", "it is not used here");

    JsonObject failed = check();
    check();

    assertThat(failed.getInt("status")).isEqualTo(1);
    assertThat(failed.getString("reason")).contains(FORBIDDEN, "which is not registered here");
    requireLine(inside, "CRP.log", "the registration of policy-module was ended by an operator");
    assertThat(count(FORBIDDEN)).isOne();
    assertThat(
            inside
                .site()
                .get("nodes")
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class))
        .filteredOn(node -> node.getString("kind").equals("crp"))
        .singleElement()
        .satisfies(node -> assertThat(node.getInt("status")).isEqualTo(1));
  }

  private static long count(String text) {
    return LogFiles.of(inside).lines("crpctrl.log").stream()
        .filter(line -> line.contains(text))
        .count();
  }
}
