package org.scepter.registrationpoint.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Der;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.Expectation;
import org.scepter.testing.scep.TestKeys;

class RequestRulesTest {
  private static final String SID = "S-1-5-21-1-2-3-1001";
  private static final Der KEY = Der.of(TestKeys.rsa().getPublic().getEncoded());
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
  private static final String EMAIL = "1.3.6.1.5.5.7.3.4";
  private static final TemplateName TEMPLATE = new TemplateName("ScepterDevice");

  /** A request field by field, so that a row of the table changes one of them. */
  private record Asked(
      String template,
      PublicKeyInfo.Algorithm algorithm,
      int bits,
      OptionalInt keyUsage,
      String subject,
      List<String> altNames,
      List<String> purposes,
      Optional<String> sid) {

    static final Asked AS_EXPECTED =
        new Asked(
            "ScepterDevice",
            PublicKeyInfo.Algorithm.RSA,
            2048,
            OptionalInt.of(0xA0),
            "CN=phone-1,O=Example",
            List.of("DNS:phone-1.example.test", "IP:10.0.0.7"),
            List.of(CLIENT, EMAIL),
            Optional.of(SID));

    Asked template(String other) {
      return new Asked(other, algorithm, bits, keyUsage, subject, altNames, purposes, sid);
    }

    Asked key(PublicKeyInfo.Algorithm type, int length) {
      return new Asked(template, type, length, keyUsage, subject, altNames, purposes, sid);
    }

    Asked keyUsage(OptionalInt other) {
      return new Asked(template, algorithm, bits, other, subject, altNames, purposes, sid);
    }

    Asked subject(String other) {
      return new Asked(template, algorithm, bits, keyUsage, other, altNames, purposes, sid);
    }

    Asked named(String... other) {
      return new Asked(template, algorithm, bits, keyUsage, subject, List.of(other), purposes, sid);
    }

    Asked purposed(String... other) {
      return new Asked(template, algorithm, bits, keyUsage, subject, altNames, List.of(other), sid);
    }

    Asked sid(Optional<String> other) {
      return new Asked(template, algorithm, bits, keyUsage, subject, altNames, purposes, other);
    }

    CertificationRequest request() {
      return request(new PublicKeyInfo(KEY, algorithm, bits));
    }

    CertificationRequest request(PublicKeyInfo key) {
      return request(key, false);
    }

    CertificationRequest request(PublicKeyInfo key, boolean asksToBeCa) {
      return new CertificationRequest(
          Der.of(new byte[] {0x30, 0}),
          name(subject),
          key,
          Optional.of(ChallengePassword.of("secret")),
          altNames.stream().map(SubjectAltName::parse).toList(),
          keyUsage,
          purposes,
          sid,
          asksToBeCa);
    }
  }

  static Stream<Arguments> differences() {
    return Stream.of(
        row(a -> a.template("ScepterDeviceSignature"), RefusalReason.TemplateMismatch),
        row(a -> a.key(PublicKeyInfo.Algorithm.EC, 521), RefusalReason.KeyTypeMismatch),
        row(a -> a.key(PublicKeyInfo.Algorithm.RSA, 2047), RefusalReason.KeyLengthMismatch),
        row(a -> a.key(PublicKeyInfo.Algorithm.RSA, 1024), RefusalReason.KeyLengthMismatch),
        row(a -> a.keyUsage(OptionalInt.of(0x80)), RefusalReason.KeyUsageMismatch),
        row(a -> a.keyUsage(OptionalInt.of(0)), RefusalReason.KeyUsageMismatch),
        row(a -> a.keyUsage(OptionalInt.of(0x80A0)), RefusalReason.KeyUsageMismatch),
        row(a -> a.subject(""), RefusalReason.SubjectNameMissing),
        row(a -> a.subject("CN=phone-2,O=Example"), RefusalReason.SubjectNameMismatch),
        row(a -> a.subject("O=Example,CN=phone-1"), RefusalReason.SubjectNameMismatch),
        row(a -> a.subject("CN=phone-1,O=example"), RefusalReason.SubjectNameMismatch),
        row(a -> a.subject("CN=phone-1,O=Example,OU=x"), RefusalReason.SubjectNameMismatch),
        row(a -> a.subject("CN=phone-1"), RefusalReason.SubjectNameMismatch),
        row(a -> a.named(), RefusalReason.SubjectAltNameMissing),
        row(a -> a.named("DNS:phone-1.example.test"), RefusalReason.SubjectAltNameMismatch),
        row(
            a -> a.named("DNS:phone-1.example.test", "IP:10.0.0.8"),
            RefusalReason.SubjectAltNameMismatch),
        row(
            a -> a.named("DNS:phone-1.example.test", "IP:10.0.0.7", "DNS:admin.example.test"),
            RefusalReason.SubjectAltNameMismatch),
        row(
            a -> a.named("EMAIL:phone-1.example.test", "IP:10.0.0.7"),
            RefusalReason.SubjectAltNameMismatch),
        row(a -> a.purposed(CLIENT), RefusalReason.EnhancedKeyUsageMissing),
        row(
            a -> a.purposed(CLIENT, EMAIL, "1.3.6.1.5.5.7.3.1"),
            RefusalReason.EnhancedKeyUsageMismatch),
        row(a -> a.purposed("2.5.29.37.0"), RefusalReason.EnhancedKeyUsageMismatch),
        row(
            a -> a.sid(Optional.of("S-1-5-21-1-2-3-500")),
            RefusalReason.SecurityIdentifierMismatch));
  }

  private static Arguments row(UnaryOperator<Asked> change, RefusalReason reason) {
    return Arguments.of(change.apply(Asked.AS_EXPECTED), reason);
  }

  @ParameterizedTest
  @MethodSource("differences")
  void each_difference_has_its_reason_and_says_what_was_expected(
      Asked asked, RefusalReason reason) {
    Optional<Refused> refusal = compare(expected(Optional.of(SID)), asked);

    assertThat(refusal).map(Refused::reason).contains(reason);
    assertThat(refusal.orElseThrow().detail()).startsWith("expected ").contains(", got ");
  }

  static Stream<Asked> accepted() {
    Asked asked = Asked.AS_EXPECTED;
    return Stream.of(
        asked,
        asked.key(PublicKeyInfo.Algorithm.RSA, 4096),
        asked.keyUsage(OptionalInt.empty()),
        asked.purposed(),
        asked.purposed(EMAIL, CLIENT),
        asked.sid(Optional.empty()),
        asked.named("IP:10.0.0.7", "DNS:phone-1.example.test"),
        asked.named("DNS:phone-1.example.test", "IP:10.0.0.7", sidName(SID)));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void what_is_issued_from_the_authorisation_anyway_may_be_absent_or_reordered(Asked asked) {
    assertThat(compare(expected(Optional.of(SID)), asked)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {SID, "S-1-5-18"})
  void a_sid_is_refused_where_none_is_expected(String sid) {
    assertThat(compare(expected(Optional.empty()), Asked.AS_EXPECTED.sid(Optional.of(sid))))
        .map(Refused::reason)
        .contains(RefusalReason.SecurityIdentifierMismatch);
  }

  @Test
  void a_sid_that_the_profile_puts_into_the_san_is_expected() {
    Expectation expected = expected(Optional.empty(), sidName(SID));

    assertThat(compare(expected, Asked.AS_EXPECTED.named(sidName(SID)))).isEmpty();
    assertThat(compare(expected, Asked.AS_EXPECTED.sid(Optional.empty()).named()))
        .map(Refused::reason)
        .contains(RefusalReason.SubjectAltNameMissing);
  }

  @Test
  void who_asks_to_be_a_ca_is_refused() {
    PublicKeyInfo key = new PublicKeyInfo(KEY, PublicKeyInfo.Algorithm.RSA, 2048);

    assertThat(
            RequestRules.differenceBetween(
                expected(Optional.of(SID)), Asked.AS_EXPECTED.request(key, true), TEMPLATE))
        .contains(
            new Refused(
                RefusalReason.KeyUsageMismatch,
                "expected an end entity, got a request to be a CA"));
  }

  @Test
  void a_key_that_strangers_may_find_is_refused_as_weak() throws UnreadableException {
    PublicKeyInfo weak =
        PublicKeyInfo.read(TestKeys.claimedRsa(2048, BigInteger.valueOf(3)).getEncoded());

    assertThat(
            RequestRules.differenceBetween(
                expected(Optional.of(SID)),
                Asked.AS_EXPECTED.request(weak),
                new TemplateName(Asked.AS_EXPECTED.template())))
        .map(Refused::reason)
        .contains(RefusalReason.WeakKey);
  }

  @Test
  void one_address_has_many_spellings() {
    Expectation expected = expected(Optional.empty(), "IP:fe80::1");

    assertThat(
            compare(
                expected, Asked.AS_EXPECTED.sid(Optional.empty()).named("IP:fe80:0:0:0:0:0:0:1")))
        .isEmpty();
  }

  @Test
  void a_strangers_words_stay_short_and_on_one_line() {
    Refused refusal =
        compare(
                expected(Optional.of(SID)),
                Asked.AS_EXPECTED.named("DNS:a\r\n<![LOG[" + "x".repeat(900)))
            .orElseThrow();

    assertThat(refusal.detail()).hasSizeLessThan(700).doesNotContain("\n").doesNotContain("\r");
  }

  private static String sidName(String sid) {
    return "URI:tag:microsoft.com,2022-09-14:sid:" + sid;
  }

  private static Optional<Refused> compare(Expectation expected, Asked asked) {
    return RequestRules.differenceBetween(
        expected, asked.request(), new TemplateName(asked.template()));
  }

  private static Expectation expected(Optional<String> sid) {
    return expected(sid, "DNS:phone-1.example.test", "IP:10.0.0.7");
  }

  private static Expectation expected(Optional<String> sid, String... altNames) {
    return new Expectation(
        new EndpointName("mscep"),
        "phone-1",
        "wifi",
        TEMPLATE,
        1,
        name("CN=phone-1,O=Example"),
        Stream.of(altNames).map(SubjectAltName::parse).toList(),
        sid,
        KeyUsageMask.GENERAL_PURPOSE,
        List.of(CLIENT, EMAIL),
        PublicKeyInfo.Algorithm.RSA,
        2048,
        Period.ofYears(1),
        false,
        java.time.Duration.ofMinutes(1));
  }

  private static SubjectName name(String written) {
    try {
      return written.isEmpty()
          ? SubjectName.fromDer(new byte[] {0x30, 0})
          : SubjectName.parse(written);
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }
}
