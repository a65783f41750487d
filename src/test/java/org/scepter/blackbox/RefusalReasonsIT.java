package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/**
 * The registration point says exactly why; the names are those that Intune's administrators know.
 */
@OnServer
class RefusalReasonsIT {
  private static final TestServer SERVER = TestServer.running();
  private static final RegistrationPoint POINT = RegistrationPoint.of(SERVER);
  private static final KeyPair KEY = TestKeys.rsa();
  private static final int CHANGES = 300;

  private static Arguments reason(String reason, Function<Policy, Csr> request) {
    return Arguments.of(reason, request);
  }

  static Stream<Arguments> reasons() {
    return Stream.of(
        reason("ChallengeUnknown", policy -> policy.csr(KEY).challenge("f".repeat(64))),
        reason("ChallengePasswordMissing", policy -> policy.csr(KEY).challenge("")),
        reason("ChallengePasswordMissing", policy -> policy.csr(KEY).withoutChallenge()),
        reason("SubjectNameMismatch", policy -> subject(policy, "CN=evil,O=Example")),
        reason("SubjectNameMissing", policy -> subject(policy, "")),
        reason("SubjectAltNameMissing", policy -> names(policy, List.of())),
        reason("SubjectAltNameMismatch", policy -> names(policy, List.of("DNS:evil.test"))),
        reason("KeyUsageMismatch", policy -> policy.csr(KEY).keyUsage(Csr.ENCRYPTION)),
        reason("EnhancedKeyUsageMismatch", policy -> purpose(policy, "1.3.6.1.5.5.7.3.1")),
        reason("KeyLengthMismatch", policy -> policy.csr(TestKeys.rsa(1024))),
        reason("KeyTypeMismatch", policy -> policy.csr(TestKeys.ec())),
        reason("WeakKey", policy -> policy.csr(TestKeys.roca())),
        reason("SignatureValidationFailed", policy -> policy.csr(KEY).brokenSignature()));
  }

  private static Csr subject(Policy policy, String subject) {
    return build(policy, subject, policy.alternativeNames());
  }

  private static Csr names(Policy policy, List<String> names) {
    return build(policy, policy.subject(), names);
  }

  private static Csr build(Policy policy, String subject, List<String> names) {
    return Csr.of(KEY, subject)
        .alternativeNames(names)
        .keyUsage(policy.keyUsage())
        .extendedKeyUsages(policy.extendedKeyUsages())
        .challenge(policy.requireChallenge());
  }

  private static Csr purpose(Policy policy, String purpose) {
    return policy.csr(KEY).extendedKeyUsages(List.of(purpose));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reasons")
  void has_its_own_name(String reason, Function<Policy, Csr> request) {
    Policy policy = SERVER.site().deployedDevice().checkIn();

    requireRefused(verify(policy, request.apply(policy)), reason, policy);
  }

  private static JsonObject verify(Policy policy, Csr request) {
    return POINT.verify(policy, request, policy.message(SERVER, KEY)).expect(201).json();
  }

  private static void requireRefused(JsonObject answer, String reason, Policy policy) {
    assertThat(answer.getString("verdict")).isEqualTo("refused");
    assertThat(answer.getString("reason")).isEqualTo(reason);
    assertThat(answer.toString()).doesNotContain(policy.requireChallenge());
  }

  @Test
  void a_template_that_was_not_promised_has_its_own_name() {
    Policy policy = SERVER.site().deployedDevice().checkIn();

    JsonObject answer =
        POINT
            .verify("ScepterDeviceSignature", policy.csr(KEY), policy.message(SERVER, KEY))
            .expect(201)
            .json();

    requireRefused(answer, "TemplateMismatch", policy);
  }

  @Test
  void a_key_that_another_device_has_a_certificate_for_has_its_own_name() {
    Device first = SERVER.site().deployedDevice();
    Enrolment enrolment = first.enrol();
    Policy policy = SERVER.site().deployedDevice().checkIn();

    requireRefused(verify(policy, policy.csr(enrolment.key())), "KeyOfAnotherDevice", policy);

    SERVER.site().profile().deployTo(first);
    Policy again =
        first.checkInToAll().stream()
            .filter(each -> each.challenge().isPresent())
            .findFirst()
            .orElseThrow();
    assertThat(verify(again, again.csr(enrolment.key())).getString("verdict"))
        .as("the same device's other profile")
        .isEqualTo("authorised");
  }

  @Test
  void a_challenge_that_an_operator_revoked_has_its_own_name() {
    Device device = SERVER.site().deployedDevice();
    Policy policy = device.checkIn();
    String id = SERVER.site().challenges(device.name()).get(0).getString("id");
    SERVER
        .site()
        .post(
            "challenges/" + id + "/revoke",
            Json.createObjectBuilder().add("reason", "lost").build())
        .expect(204);

    requireRefused(verify(policy, policy.csr(KEY)), "ChallengeRevoked", policy);
  }

  @Test
  void a_challenge_whose_time_is_over_has_its_own_name() {
    SiteClient site = SERVER.site();
    Policy policy =
        site.profile(site.profileJson().add("challengeLifetime", "PT1S").build())
            .deployedDevice()
            .checkIn();
    Instant end = Instant.parse(policy.json().getString("challengeExpiresAt"));
    Eventually.until("its end", Duration.ofMinutes(2), () -> Instant.now().isAfter(end));

    requireRefused(verify(policy, policy.csr(KEY)), "ChallengeExpired", policy);
  }

  @Test
  void a_challenge_of_another_key_has_its_own_name() {
    Policy policy = SERVER.site().deployedDevice().checkIn();
    POINT.verify(policy, policy.csr(KEY), policy.message(SERVER, KEY)).expect(201);

    requireRefused(verify(policy, policy.csr(TestKeys.rsa())), "ChallengeAlreadyUsed", policy);
  }

  @Test
  void a_profile_that_is_no_longer_deployed_has_its_own_name() {
    Device device = SERVER.site().device(SiteClient.unique("device"));
    String deployment = SERVER.site().profile().deployTo(device);
    Policy policy = device.checkIn();
    SERVER.site().delete("deployments/" + deployment).expect(204);

    requireRefused(
        verify(policy, policy.csr(KEY)), "ScepProfileNoLongerTargetedToTheClient", policy);
  }

  @Test
  void another_endpoint_and_one_that_is_none_have_their_own_names() {
    Policy policy = SERVER.site().deployedDevice().checkIn();

    requireRefused(at("juniper", policy), "ChallengeUnknown", policy);
    requireRefused(at("nowhere", policy), "EndpointUnknown", policy);
  }

  private static JsonObject at(String endpoint, Policy policy) {
    PkiMessage message = policy.message(SERVER, KEY);
    return POINT
        .verify(question(policy, policy.csr(KEY).der(), message).add("endpoint", endpoint).build())
        .expect(201)
        .json();
  }

  private static JsonObjectBuilder question(Policy policy, byte[] request, PkiMessage message) {
    return RegistrationPoint.question(
        policy.json().getString("templateName"), request, message, message.encoded());
  }

  @Test
  void bytes_that_are_no_request_have_their_own_name() {
    Policy policy = SERVER.site().deployedDevice().checkIn();
    byte[] half = Arrays.copyOf(policy.csr(KEY).der(), 200);

    JsonObject answer =
        POINT
            .verify(question(policy, half, policy.message(SERVER, KEY)).build())
            .expect(201)
            .json();

    requireRefused(answer, "CertificateRequestDecodingFailed", policy);
  }

  @Test
  void any_single_change_to_an_authorised_request_is_refused() {
    Policy policy = SERVER.site().deployedDevice().checkIn();
    PkiMessage message = policy.message(SERVER, KEY);
    byte[] right = policy.csr(KEY).der();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < CHANGES; i++) {
      byte[] changed = right.clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));

      JsonObject answer =
          POINT.verify(question(policy, changed, message).build()).expect(201).json();

      assertThat(answer.getString("verdict"))
          .as("octet %d of %s, seed %d", at, HexFormat.of().formatHex(changed), seed)
          .isEqualTo("refused");
    }
    assertThat(verify(policy, policy.csr(KEY)).getString("verdict")).isEqualTo("authorised");
  }
}
