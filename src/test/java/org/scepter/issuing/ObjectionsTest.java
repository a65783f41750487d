package org.scepter.issuing;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;

class ObjectionsTest {
  private static final String SID = "S-1-5-21-1-2-3-1001";
  private static final CertificationRequest RSA = Given.request(Given.rsa(2048));

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
    assertThat(Objections.toNames(named.make())).isEmpty();
  }

  static Stream<Arguments> outside() {
    return Stream.of(
        content(
            RefusalReason.SubjectNameMissing,
            a -> {
              a.subject = "";
              a.names = List.of();
            }),
        content(
            RefusalReason.SubjectAltNameMismatch,
            a -> a.names = List.of(new SubjectAltName(SubjectAltName.Kind.OTHER, "a000"))),
        content(RefusalReason.SecurityIdentifierMismatch, a -> a.sid = "administrator"),
        content(RefusalReason.SecurityIdentifierMismatch, a -> a.names = sidUri(SID)),
        content(
            RefusalReason.SecurityIdentifierMismatch,
            a -> {
              a.sid = SID;
              a.names = sidUri("S-1-5-21-1-2-3-500");
            }));
  }

  private static List<SubjectAltName> sidUri(String sid) {
    return List.of(
        new SubjectAltName(SubjectAltName.Kind.URI, "tag:microsoft.com,2022-09-14:sid:" + sid));
  }

  private static Arguments content(RefusalReason reason, Consumer<Change> change) {
    return Arguments.of(reason, change);
  }

  @ParameterizedTest
  @MethodSource("outside")
  void nobody_is_named_who_is_not_authorised(RefusalReason reason, Consumer<Change> change) {
    assertThat(Objections.toNames(Given.authorised(RSA).with(change).make()))
        .hasValueSatisfying(refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  static Stream<Consumer<Change>> inside() {
    return Stream.of(
        a -> a.subject = "",
        a -> a.names = List.of(),
        a -> {
          a.sid = SID;
          a.names = sidUri(SID);
        });
  }

  @ParameterizedTest
  @MethodSource("inside")
  void one_name_suffices(Consumer<Change> change) {
    assertThat(Objections.toNames(Given.authorised(RSA).with(change).make())).isEmpty();
  }
}
