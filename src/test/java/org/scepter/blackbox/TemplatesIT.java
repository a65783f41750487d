package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Approval;
import org.scepter.testing.Device;
import org.scepter.testing.Eventually;
import org.scepter.testing.JsonAnswer;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * Templates that change while devices enrol for them. The build's settings name {@value #NAME} at
 * two endpoints: {@code templates} for challenges, {@code selfnamed} for requests that name
 * themselves.
 */
@OnServer
class TemplatesIT {
  private static final String NAME = "Changing";
  private static final int KEY_CERT_SIGN = 0x04;

  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();
  private final KeyPair key = TestKeys.rsa();
  private JsonObject before;

  @BeforeEach
  void remember() {
    before = shown();
  }

  @AfterEach
  void putBack() {
    changed(builder -> Json.createObjectBuilder(before)).expect(200);
    act("publish").expect(200);
  }

  private JsonObject shown() {
    return site.get("templates/" + NAME).expect(200).json();
  }

  private interface Change {
    JsonObjectBuilder of(JsonObjectBuilder shown);
  }

  /** The template in force with something changed, put in force. */
  private JsonAnswer changed(Change change) {
    JsonObject now = shown();
    return put(
        change
            .of(Json.createObjectBuilder(now))
            .add("version", now.getInt("version"))
            .add("published", now.getBoolean("published"))
            .build());
  }

  private JsonAnswer put(JsonObject template) {
    return site.send(
        "PUT",
        server.https() + "/api/v1/templates/" + NAME,
        template.toString(),
        "application/json");
  }

  private JsonObject change(String field, JsonValue value) {
    return changed(shown -> shown.add(field, value)).expect(200).json();
  }

  private static JsonValue texts(String... texts) {
    return SiteClient.array(List.of(texts));
  }

  private JsonAnswer act(String what) {
    return site.post("templates/" + NAME + "/" + what);
  }

  private JsonObjectBuilder profile() {
    return site.profileJson().add("templateName", NAME).add("endpoint", "templates");
  }

  private Device device() {
    return site.profile(profile().build()).deployedDevice();
  }

  private ScepClient scep(String endpoint) {
    return server.scep(server.https(), "/scep/" + endpoint);
  }

  private PkiMessage message(Policy policy, KeyPair by, Csr csr) {
    return PkiMessage.pkcsReq(
        csr,
        scep("templates").caCertificates().encryption(),
        Signer.selfSigned(by, policy.subject()));
  }

  private CertRep enrol(Policy policy) {
    return scep("templates").post(message(policy, key, policy.csr(key)));
  }

  private void requireRefused(Policy policy, String reason, String detail) {
    requireRefused(message(policy, key, policy.csr(key)), reason, detail);
  }

  private void requireRefused(PkiMessage message, String reason, String detail) {
    assertThat(scep("templates").post(message).status()).isEqualTo(CertRep.FAILURE);
    assertThat(AuditLog.of(site).entriesFor(message.transactionId()))
        .anySatisfy(entry -> assertThat(entry.toString()).contains(reason, detail));
  }

  private JsonObject certificateOf(Device device) {
    List<JsonObject> found = site.certificates(device.name());
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void a_change_is_a_new_version_which_counts_at_once_and_which_certificates_name() {
    Device device = device();
    Policy policy = device.checkIn();
    JsonObject next = change("maximumValidity", Json.createValue("P1Y"));
    assertThat(next.getInt("version")).isEqualTo(before.getInt("version") + 1);

    assertThat(enrol(policy).status()).isEqualTo(CertRep.SUCCESS);

    assertThat(certificateOf(device).getString("template"))
        .isEqualTo(NAME + " " + next.getInt("version"));
    assertThat(
            site.get("templates/" + NAME + "?version=" + before.getInt("version"))
                .expect(200)
                .json()
                .getString("maximumValidity"))
        .isEqualTo(before.getString("maximumValidity"));
  }

  @Test
  void what_an_earlier_version_authorised_is_refused_where_the_one_in_force_does_not_allow_it() {
    Device device = device();
    Policy policy = device.checkIn();
    change("permittedNames", texts("DNS:elsewhere.test"));
    requireRefused(policy, "SubjectAltNameMismatch", "is not permitted");
    assertThat(device.checkIn().challenge()).isEmpty();

    change("permittedNames", texts());
    change("minimumRsaBits", Json.createValue(3072));
    requireRefused(policy, "KeyLengthMismatch", "at least 3072 bits");

    change("minimumRsaBits", Json.createValue(2048));
    change("endpoints", texts("elsewhere"));
    requireRefused(policy, "TemplateNotAvailable", "is not for the endpoint templates");

    change("endpoints", texts("*"));
    act("withdraw").expect(200);
    requireRefused(policy, "TemplateNotAvailable", "is not published");
    assertThat(site.certificates(device.name())).isEmpty();

    act("publish").expect(200);
    assertThat(enrol(policy).status()).isEqualTo(CertRep.SUCCESS);
  }

  @Test
  void a_template_that_wants_approval_has_it_asked_though_the_profile_does_not() {
    change("approval", JsonValue.TRUE);
    Device device = device();
    Policy policy = device.checkIn();
    assertThat(enrol(policy).status()).isEqualTo(CertRep.PENDING);
    new Approval(site).approve(device);
    assertThat(enrol(policy).status()).isEqualTo(CertRep.SUCCESS);
  }

  @Test
  void what_was_authorised_before_approval_was_wanted_is_not_issued_without() {
    Policy policy = device().checkIn();
    change("approval", JsonValue.TRUE);
    requireRefused(policy, "TemplateNotAvailable", "needs approval in version");
  }

  private CertRep selfNamed(String name) {
    Csr csr = Csr.of(key, name).keyUsage(Csr.GENERAL_PURPOSE).withoutChallenge();
    return scep("selfnamed")
        .post(
            PkiMessage.pkcsReq(
                csr,
                scep("selfnamed").caCertificates().encryption(),
                Signer.selfSigned(key, name)));
  }

  @Test
  void where_names_come_from_the_record_no_request_brings_its_own() {
    String name = "CN=" + SiteClient.unique("printer") + ",O=Printers";
    change("subject", Json.createValue("record"));
    assertThat(selfNamed(name).status()).isEqualTo(CertRep.FAILURE);
    change("subject", Json.createValue("request"));
    change("excludedNames", texts("DN:" + name));
    assertThat(selfNamed(name).status()).isEqualTo(CertRep.FAILURE);
    change("excludedNames", texts());
    assertThat(selfNamed(name).status()).isEqualTo(CertRep.SUCCESS);
  }

  private String refusal(JsonObjectBuilder profile, String field) {
    JsonAnswer answer = site.post("scep-profiles", profile.build()).expect(422);
    List<JsonObject> errors = answer.json().getJsonArray("errors").getValuesAs(JsonObject.class);
    assertThat(errors).as(answer.text()).hasSize(1);
    assertThat(errors.get(0).getString("field")).isEqualTo(field);
    return errors.get(0).getString("message");
  }

  @Test
  void a_profile_is_refused_with_the_reason_for_which_its_template_cannot_be_had() {
    assertThat(refusal(profile().add("templateName", "Gerät"), "templateName")).contains("ASCII");
    assertThat(refusal(profile().add("templateName", "Unknown"), "templateName"))
        .contains("there is none of this name");
    assertThat(refusal(profile().add("templateName", "CEP Encryption"), "templateName"))
        .contains("Scepter issues from this one to itself");
    change("readers", texts("user:somebody else".replace(" ", "-")));
    assertThat(refusal(profile(), "templateName")).contains("you are not among its readers");
    change("readers", texts("role:administrator"));
    change("endpoints", texts("mscep"));
    assertThat(refusal(profile(), "endpoint")).contains("mscep");
    change("endpoints", texts("*"));
    act("withdraw").expect(200);
    assertThat(refusal(profile(), "templateName")).contains("this one is not published");
  }

  @Test
  void keys_and_requests_beyond_the_template_are_refused_and_on_record() throws Exception {
    Policy policy = device().checkIn();
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(new RSAKeyGenParameterSpec(2048, BigInteger.valueOf(3)));
    KeyPair weak = keys.generateKeyPair();
    requireRefused(message(policy, weak, policy.csr(weak)), "WeakKey", "below 65537");
    requireRefused(
        message(policy, key, policy.csr(key).keyUsage(Csr.ENCRYPTION)), "TemplateMismatch", NAME);
    PkiMessage keyCertSign = message(policy, key, policy.csr(key).keyUsage(KEY_CERT_SIGN));
    assertThat(scep("templates").post(keyCertSign).status()).isEqualTo(CertRep.FAILURE);
    assertThat(LogFiles.of(server).lines("NDES.log"))
        .anyMatch(
            line ->
                line.contains(keyCertSign.transactionId())
                    && line.contains("TemplateNotAvailable"));
    requireRefused(
        message(policy, key, policy.csr(key).extendedKeyUsages(List.of("2.5.29.37.0"))),
        "EnhancedKeyUsageMismatch",
        "");
    assertThat(enrol(policy).status()).isEqualTo(CertRep.SUCCESS);
  }

  @Test
  void a_megabyte_of_names_is_refused_and_costs_nobody_else_anything() {
    Policy policy = device().checkIn();
    List<String> names =
        IntStream.range(0, 8000)
            .mapToObj(i -> "DNS:" + "a".repeat(60) + "." + "b".repeat(60) + "." + i + ".test")
            .toList();
    byte[] huge = message(policy, key, policy.csr(key).alternativeNames(names)).encoded();
    assertThat(huge.length).isGreaterThan(1_000_000);
    int status = scep("templates").postRaw(huge).statusCode();
    assertThat(status).isIn(400, 413);
    Eventually.until(
        "the access log tells of it",
        Duration.ofSeconds(10),
        () ->
            LogFiles.of(server).accessLines().stream()
                .anyMatch(
                    line ->
                        line.contains("/scep/templates")
                            && line.contains("POST")
                            && line.contains(" " + status + " ")));
    assertThat(enrol(policy).status()).isEqualTo(CertRep.SUCCESS);
  }

  @Test
  void each_faulty_field_is_named_and_only_administrators_change() {
    JsonAnswer answer =
        site.post(
            "templates",
            Json.createObjectBuilder()
                .add("name", "Gerät")
                .add("purpose", "anything")
                .add("extendedKeyUsages", texts("1.3.6.1.4.1.311.20.2.1"))
                .add("permittedNames", texts("example.org"))
                .add("maximumValidity", "P20Y")
                .build());
    assertThat(answer.expect(422).isProblem()).isTrue();
    assertThat(
            answer.json().getJsonArray("errors").getValuesAs(JsonObject.class).stream()
                .map(each -> each.getString("field")))
        .containsExactlyInAnyOrder(
            "name",
            "purpose",
            "extendedKeyUsages[0]",
            "permittedNames[0]",
            "maximumValidity",
            "endpoints",
            "subjectAltNameKinds");
    SiteClient operator = site.withRole("operator");
    operator.post("templates/" + NAME + "/withdraw").expect(403);
    operator.get("templates/export").expect(403);
    operator.get("templates/" + NAME).expect(404);
    SiteClient auditor = site.withRole("auditor");
    auditor.get("templates/" + NAME).expect(200);
    assertThat(auditor.get("templates/export").expect(200).text()).contains("\n");
    site.get("templates/Nowhere").expect(404);
    site.get("templates/" + NAME + "?version=0").expect(404);
    site.post("templates/CEP%20Encryption/publish").expect(409);
  }

  @Test
  void what_was_exported_is_taken_again_and_a_file_with_a_fault_changes_nothing() {
    String file = site.get("templates/export").expect(200).text();
    assertThat(site.post("templates/import", json(file)).expect(200).json().getJsonArray("changed"))
        .isEmpty();
    int version = shown().getInt("version");
    String longer = file.replace("\"P2Y\"", "\"P3Y\"");
    String faulty = longer.replace("\"ScepterUser\"", "\"Nutzer für alle\"");
    assertThat(site.post("templates/import", json(faulty)).expect(422).text()).contains("].name");
    assertThat(shown().getInt("version")).isEqualTo(version);

    assertThat(site.post("templates/import", json(longer)).expect(200).text()).contains(NAME);
    assertThat(shown().getInt("version")).isEqualTo(version + 1);
    site.post("templates/import", json(file)).expect(200);
    assertThat(shown().getString("maximumValidity")).isEqualTo("P2Y");
  }

  private static JsonObject json(String text) {
    return new JsonAnswer(200, "", text).json();
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<T> all = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(calls)) {
        all.add(each.get());
      }
      return all;
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void of_eight_changes_of_one_version_one_is_made_and_seven_are_told() throws Exception {
    JsonObject shown = shown();
    List<Callable<Integer>> changes = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      JsonObject mine =
          Json.createObjectBuilder(shown).add("maximumValidity", "P" + i + "M").build();
      changes.add(() -> put(mine).status());
    }
    List<Integer> answers = atOnce(changes);
    assertThat(Collections.frequency(answers, 200)).isEqualTo(1);
    assertThat(Collections.frequency(answers, 409)).isEqualTo(7);
    assertThat(shown().getInt("version")).isEqualTo(shown.getInt("version") + 1);
  }

  @Test
  void what_is_issued_while_a_template_changes_fits_the_version_that_it_names() throws Exception {
    List<Device> devices = IntStream.range(0, 6).mapToObj(i -> device()).toList();
    List<Policy> policies = devices.stream().map(Device::checkIn).toList();
    List<Callable<Integer>> calls = new ArrayList<>();
    for (Policy policy : policies) {
      KeyPair own = TestKeys.rsa();
      calls.add(
          () -> {
            int status = CertRep.FAILURE;
            for (int i = 0; i < 500 && status == CertRep.FAILURE; i++) {
              status = scep("templates").post(message(policy, own, policy.csr(own))).status();
            }
            return status;
          });
    }
    calls.add(
        () -> {
          for (int i = 0; i < 10; i++) {
            change("maximumValidity", Json.createValue(i % 2 == 0 ? "P30D" : "P1Y"));
          }
          return CertRep.SUCCESS;
        });
    assertThat(atOnce(calls)).containsOnly(CertRep.SUCCESS);
    for (Device device : devices) {
      JsonObject certificate = certificateOf(device);
      String version = certificate.getString("template").replace(NAME + " ", "");
      String maximum =
          site.get("templates/" + NAME + "?version=" + version)
              .expect(200)
              .json()
              .getString("maximumValidity");
      Duration life =
          Duration.between(
              Instant.parse(certificate.getString("recordedAt")),
              Instant.parse(certificate.getString("notAfter")));
      assertThat(life).isGreaterThan(Duration.ofDays(300));
      assertThat(maximum).isNotEqualTo("P30D");
    }
  }
}
