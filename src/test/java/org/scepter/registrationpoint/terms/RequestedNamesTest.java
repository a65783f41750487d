package org.scepter.registrationpoint.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.Arrival;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SecurityIdentifier;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.pki.constraint.NameConstraints;
import org.scepter.pki.constraint.NameSubtree;
import org.scepter.platform.AllowList;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.Expectation;

/** What becomes of a SID that a request brings. */
class RequestedNamesTest {
  private static final String SID = "S-1-5-21-1-2-3-500";
  private static final EndpointName NAME = new EndpointName("mscep");

  private final RequestedNames names = naming(NameBounds.NONE, AllowList.EVERYBODY, false, false);

  private static RequestedNames naming(
      NameBounds bounds, AllowList endpoints, boolean fromRecord, boolean approval) {
    return new RequestedNames(
        name ->
            Optional.of(
                new IssuableTemplate(
                    name,
                    1,
                    KeyUsageMask.GENERAL_PURPOSE,
                    List.of("1.3.6.1.5.5.7.3.2"),
                    Period.ofYears(1),
                    Optional.empty(),
                    new KeyBounds(Set.of(PublicKeyInfo.Algorithm.RSA), 2048, 256),
                    bounds,
                    endpoints,
                    fromRecord,
                    approval)));
  }

  private static NameBounds permitting(String tree) {
    try {
      return new NameBounds(
          Set.of(SubjectAltName.Kind.DNS, SubjectAltName.Kind.URI),
          new NameConstraints(List.of(NameSubtree.parse(tree)), List.of()));
    } catch (UnreadableException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Optional<RefusalReason> reason(RequestedNames names, String altName) {
    return names.objection(terms(true, true), question(SID, List.of(altName))).map(Refused::reason);
  }

  @Test
  void the_template_is_asked_before_anything_is_bound() {
    String name = "DNS:a.example.org";
    assertThat(reason(naming(NameBounds.NONE, AllowList.EVERYBODY, true, false), name))
        .contains(RefusalReason.TemplateNotAvailable);
    assertThat(reason(naming(NameBounds.NONE, AllowList.NOBODY, false, false), name))
        .contains(RefusalReason.TemplateNotAvailable);
    assertThat(reason(naming(permitting("DNS:b.org"), AllowList.EVERYBODY, false, false), name))
        .contains(RefusalReason.SubjectAltNameMismatch);
    assertThat(reason(naming(permitting("DN:O=Other"), AllowList.EVERYBODY, false, false), name))
        .contains(RefusalReason.SubjectNameMismatch);
    assertThat(
            reason(naming(permitting("DNS:example.org"), AllowList.EVERYBODY, false, false), name))
        .isEmpty();
  }

  @Test
  void a_template_that_wants_approval_has_it_asked_at_every_endpoint() {
    VerificationRequest question = question(SID, List.of());
    for (boolean wanted : new boolean[] {false, true}) {
      Expectation expected =
          naming(NameBounds.NONE, AllowList.EVERYBODY, false, wanted)
              .expectation(terms(true, true), "intune:a", false, question);
      assertThat(expected.approval()).isEqualTo(wanted);
    }
  }

  private static EndpointTerms terms(boolean allow, boolean checksAccounts) {
    Map<String, String> written = new HashMap<>();
    written.put("scepter.scep.endpoint.mscep.allowed-subjects", "CN=*");
    written.put("scepter.scep.endpoint.mscep.allowed-alt-names", "DNS:*.example.org");
    if (allow) {
      written.put("scepter.scep.endpoint.mscep.allow-sid-checked-by-authority", "true");
    }
    return EndpointTerms.from(
        new SettingsReader(key -> Optional.ofNullable(written.get(key))),
        NAME,
        "intune",
        checksAccounts);
  }

  private static VerificationRequest question(String sid, List<String> altNames) {
    try {
      return new VerificationRequest(
          NAME,
          new TransactionId("t1"),
          new TemplateName("ScepterDevice"),
          new CertificationRequest(
              Der.of(new byte[] {0x30, 0}),
              SubjectName.parse("CN=a"),
              new PublicKeyInfo(Der.of(new byte[] {0x30, 1}), PublicKeyInfo.Algorithm.RSA, 2048),
              Optional.empty(),
              altNames.stream().map(SubjectAltName::parse).toList(),
              OptionalInt.of(0xA0),
              List.of(),
              Optional.of(sid),
              false),
          Optional.of(Der.of(new byte[] {0x30, 0})),
          Optional.empty(),
          Optional.empty(),
          Arrival.UNKNOWN);
    } catch (UnreadableException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, true, S-1-5-21-1-2-3-500, SecurityIdentifierMismatch",
    "true, true, S-1-5-21-1-2-3-500, none",
    "true, true, no SID, SecurityIdentifierMismatch",
    "true, false, S-1-5-21-1-2-3-500, SecurityIdentifierMismatch"
  })
  void a_sid_needs_an_authority_that_checks_it_and_an_endpoint_that_says_so(
      boolean allow, boolean checksAccounts, String sid, String reason) {
    Optional<Refused> objection =
        names.objection(terms(allow, checksAccounts), question(sid, List.of()));

    assertThat(objection.map(Refused::reason).map(RefusalReason::name).orElse("none"))
        .isEqualTo(reason);
  }

  @Test
  void a_trusted_sid_is_expected_and_its_san_needs_no_pattern() {
    VerificationRequest question =
        question(SID, List.of("DNS:a.example.org", "URI:" + SecurityIdentifier.TAG + SID));

    assertThat(names.objection(terms(true, true), question)).isEmpty();
    Expectation expected = names.expectation(terms(true, true), "intune:a", false, question);
    assertThat(expected.securityIdentifier()).contains(SID);
    assertThat(expected.subjectAltNames()).hasSize(2);
    assertThat(expected.profile()).isEqualTo("intune:mscep");
  }

  @Test
  void other_names_beside_it_still_need_one() {
    assertThat(
            names
                .objection(terms(true, true), question(SID, List.of("URI:https://x.example")))
                .map(Refused::reason))
        .contains(RefusalReason.SubjectAltNameMismatch);
  }
}
