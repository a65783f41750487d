package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

/**
 * The registration point says exactly why; the names are those that Intune's administrators know.
 */
@OnServer
class RefusalReasonsIT {
  private static final TestServer SERVER = TestServer.running();
  private static final KeyPair KEY = TestKeys.rsa();

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
        reason("EnhancedKeyUsageMismatch", policy -> purpose(policy, "1.3.6.1.5.5.7.3.1")),
        reason("KeyLengthMismatch", policy -> policy.csr(TestKeys.rsa(1024))),
        reason("KeyTypeMismatch", policy -> policy.csr(TestKeys.ec())),
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

    JsonObject answer =
        RegistrationPoint.of(SERVER)
            .verify(policy, request.apply(policy), policy.message(SERVER, KEY))
            .expect(201)
            .json();

    assertThat(answer.getString("verdict")).isEqualTo("refused");
    assertThat(answer.getString("reason")).isEqualTo(reason);
    assertThat(answer.toString()).doesNotContain(policy.requireChallenge());
  }

  @Test
  void a_template_that_was_not_promised_has_its_own_name() {
    Policy policy = SERVER.site().deployedDevice().checkIn();

    JsonObject answer =
        RegistrationPoint.of(SERVER)
            .verify(
                "ScepterDeviceSignature",
                policy.csr(KEY).keyUsage(Csr.SIGNATURE),
                policy.message(SERVER, KEY))
            .expect(201)
            .json();

    assertThat(answer.getString("reason")).isIn("TemplateMismatch", "KeyUsageMismatch");
  }
}
