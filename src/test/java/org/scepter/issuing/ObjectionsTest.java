package org.scepter.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.issuing.Given.Change;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;

class ObjectionsTest {
  private static final String SID = "S-1-5-21-1-2-3-1001";
  private static final CertificationRequest RSA = Given.request(Given.rsa(2048));
  private static final CertificationRequest SHORT = Given.request(Given.rsa(1024));
  private static final CertificationRequest EC = Given.request(Given.ec());
  private static final Templates TEMPLATES = new Templates(Given.settings().templates());

  static Stream<Arguments> unbound() {
    return Stream.of(
        binding(
            "has expired",
            a -> a.expiresAt = Given.NOW,
            c -> c.issuedAt = Given.NOW.minusSeconds(9)),
        binding(
            "from the future",
            a -> a.issuedAt = Given.NOW.plusSeconds(301),
            a -> a.expiresAt = Given.NOW.plusSeconds(600)),
        binding("another request", a -> a.request = Sha256.of(new byte[] {1}), a -> {}),
        binding("another key", a -> a.key = Sha256.of(new byte[] {1}), a -> {}));
  }

  private static Arguments binding(String detail, Consumer<Change> one, Consumer<Change> two) {
    return Arguments.of(detail, one.andThen(two));
  }

  @ParameterizedTest
  @MethodSource("unbound")
  void an_authorisation_serves_one_request_for_a_while(String detail, Consumer<Change> change) {
    Optional<Refused> refused =
        Objections.toBinding(Given.authorised(RSA).with(change).make(), RSA, Given.NOW);
    assertThat(refused).hasValueSatisfying(r -> assertThat(r.detail()).contains(detail));
    assertThat(refused.orElseThrow().reason()).isEqualTo(RefusalReason.RefusedByIssuingAuthority);
  }

  @Test
  void an_authorisation_in_force_for_its_own_request_is_accepted() {
    Change named = Given.authorised(RSA);
    assertThat(Objections.toBinding(named.make(), RSA, Given.NOW)).isEmpty();
    assertThat(Objections.toContent(named.make(), RSA.publicKey(), TEMPLATES)).isEmpty();
  }

  static Stream<Arguments> outside() {
    return Stream.of(
        content(RefusalReason.TemplateNotAvailable, RSA, a -> a.template = "Unknown"),
        content(RefusalReason.TemplateNotAvailable, RSA, a -> a.version = 2),
        content(RefusalReason.KeyLengthMismatch, SHORT, a -> {}),
        content(RefusalReason.KeyTypeMismatch, EC, a -> {}),
        content(RefusalReason.KeyUsageMismatch, RSA, a -> a.usage = KeyUsageMask.SIGNATURE),
        content(RefusalReason.EnhancedKeyUsageMissing, RSA, a -> a.purposes = List.of()),
        content(
            RefusalReason.EnhancedKeyUsageMismatch,
            RSA,
            a -> a.purposes = List.of(Given.CLIENT_AUTH, "1.3.6.1.5.5.7.3.1")),
        content(RefusalReason.RefusedByIssuingAuthority, RSA, a -> a.validity = Period.of(2, 0, 1)),
        content(RefusalReason.RefusedByIssuingAuthority, RSA, a -> a.validity = Period.ofDays(731)),
        content(
            RefusalReason.SubjectNameMissing,
            RSA,
            a -> {
              a.subject = "";
              a.names = List.of();
            }),
        content(
            RefusalReason.SubjectAltNameMismatch,
            RSA,
            a -> a.names = List.of(new SubjectAltName(SubjectAltName.Kind.OTHER, "a000"))),
        content(RefusalReason.SecurityIdentifierMismatch, RSA, a -> a.sid = "administrator"),
        content(RefusalReason.SecurityIdentifierMismatch, RSA, a -> a.names = sidUri(SID)),
        content(
            RefusalReason.SecurityIdentifierMismatch,
            RSA,
            a -> {
              a.sid = SID;
              a.names = sidUri("S-1-5-21-1-2-3-500");
            }));
  }

  private static List<SubjectAltName> sidUri(String sid) {
    return List.of(
        new SubjectAltName(SubjectAltName.Kind.URI, "tag:microsoft.com,2022-09-14:sid:" + sid));
  }

  private static Arguments content(
      RefusalReason reason, CertificationRequest request, Consumer<Change> change) {
    return Arguments.of(reason, request, change);
  }

  @ParameterizedTest
  @MethodSource("outside")
  void nothing_is_issued_outside_the_template(
      RefusalReason reason, CertificationRequest request, Consumer<Change> change) {
    assertThat(
            Objections.toContent(
                Given.authorised(request).with(change).make(), request.publicKey(), TEMPLATES))
        .hasValueSatisfying(refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  static Stream<Arguments> inside() {
    return Stream.of(
        inside(RSA, a -> a.validity = Period.ofYears(2)),
        inside(RSA, a -> a.subject = ""),
        inside(RSA, a -> a.names = List.of()),
        inside(
            RSA,
            a -> {
              a.sid = SID;
              a.names = sidUri(SID);
            }),
        inside(
            RSA,
            a -> {
              a.template = "ScepterDeviceEncryption";
              a.usage = KeyUsageMask.ENCRYPTION;
            }),
        inside(
            EC,
            a -> {
              a.template = "ScepterDeviceSignature";
              a.usage = KeyUsageMask.SIGNATURE;
            }));
  }

  private static Arguments inside(CertificationRequest request, Consumer<Change> change) {
    return Arguments.of(request, change);
  }

  @ParameterizedTest
  @MethodSource("inside")
  void what_lies_inside_is_accepted(CertificationRequest request, Consumer<Change> change) {
    assertThat(
            Objections.toContent(
                Given.authorised(request).with(change).make(), request.publicKey(), TEMPLATES))
        .isEmpty();
  }

  @Test
  void the_three_built_in_templates_differ_by_key_usage() {
    assertThat(TEMPLATES.all())
        .extracting(t -> t.name() + " " + t.keyUsage().bits() + " v" + t.version())
        .containsExactly(
            "ScepterDevice 160 v1",
            "ScepterDeviceSignature 128 v1",
            "ScepterDeviceEncryption 32 v1");
  }
}
