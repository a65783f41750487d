package org.scepter.registrationpoint.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.enrolment.IssuedCertificates.Standing;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.Der;
import org.scepter.pki.SecurityIdentifier;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.TemplateName;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.TransactionId;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.authority.RenewalDecision.Signer;
import org.scepter.registrationpoint.store.RenewalStore;
import org.scepter.testing.OneBean;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** From a renewal that is right, each single change leads to exactly one refusal, its own. */
class RenewalAuthorityTest {
  private static final EndpointName OTHER = new EndpointName("other");

  /** One thing that is not as it should be. */
  private record Change(String what, Consumer<RenewalCase> act, RefusalReason reason) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Change change(String what, RefusalReason reason, Consumer<RenewalCase> act) {
    return new Change(what, act, reason);
  }

  static List<Change> changes() {
    return Stream.of(
            whoSigns().stream(), whatIsKnown().stream(), when().stream(), whatIsAsked().stream())
        .flatMap(each -> each)
        .toList();
  }

  private static List<Change> whoSigns() {
    RefusalReason unproven = RefusalReason.SignatureValidationFailed;
    return List.of(
        change(
            "another CA's certificate with the same names and number",
            RefusalReason.RenewalCertificateUnknown,
            it -> it.issuer = RenewalCase.ANOTHER_CA),
        change(
            "a key that is not the certificate's",
            unproven,
            it -> it.signer = RenewalCase.ANOTHER_KEY),
        change(
            "a message whose signature is broken",
            unproven,
            it -> it.message = PkiMessage::brokenSignature),
        change(
            "a PKCS#10 without proof of possession",
            unproven,
            it -> it.request = Csr::brokenSignature),
        change(
            "a poll instead of a renewal", unproven, it -> it.message = m -> m.messageType("20")),
        change(
            "a key that does not open the message",
            unproven,
            it ->
                it.question =
                    asked ->
                        with(asked, asked.transaction(), ContentEncryptionKey.of(new byte[16]))),
        change(
            "another transactionID than the message's",
            unproven,
            it ->
                it.question =
                    asked ->
                        with(asked, new TransactionId("mine"), asked.contentKey().orElseThrow())),
        change(
            "another PKCS#10 than the message's",
            unproven,
            it ->
                it.question =
                    asked ->
                        new VerificationRequest(
                            asked.endpoint(),
                            asked.transaction(),
                            asked.template(),
                            RenewalCase.read(Csr.of(RenewalCase.ANOTHER_KEY, "CN=phone-1").der()),
                            asked.message(),
                            asked.contentKey(),
                            asked.issuingCa(),
                            asked.arrival())));
  }

  private static VerificationRequest with(
      VerificationRequest asked, TransactionId transaction, ContentEncryptionKey key) {
    return new VerificationRequest(
        asked.endpoint(),
        transaction,
        asked.template(),
        asked.request(),
        asked.message(),
        Optional.of(key),
        asked.issuingCa(),
        asked.arrival());
  }

  private static List<Change> whatIsKnown() {
    RefusalReason unknown = RefusalReason.RenewalCertificateUnknown;
    RefusalReason untargeted = RefusalReason.ScepProfileNoLongerTargetedToTheClient;
    return List.of(
        change("another endpoint", unknown, it -> it.endpoint = OTHER),
        change(
            "a certificate that the registration point does not know",
            unknown,
            it -> it.isKnownToTheRegistrationPoint = false),
        change(
            "a certificate that the CA does not know",
            unknown,
            it -> it.standing = Optional.empty()),
        change(
            "a certificate that the CA issued for another enrolment",
            unknown,
            it ->
                it.standing = standing(new EnrolmentId("3".repeat(32)), new EndpointName("mscep"))),
        change(
            "a certificate that the CA issued at another endpoint",
            unknown,
            it -> it.standing = standing(it.renewed().id(), OTHER)),
        change(
            "a certificate that is revoked",
            RefusalReason.RenewalCertificateRevoked,
            it -> it.standing = revoked(it, Duration.ZERO)),
        change(
            "a certificate that eight keys have renewed",
            RefusalReason.RenewedTooOften,
            it -> it.renewedBefore = 8),
        change(
            "a renewal that was begun more than the retry window ago",
            RefusalReason.ChallengeExpired,
            it ->
                it.openedBefore =
                    Optional.of(
                        it.opened(
                            ChallengeState.BOUND, RenewalCase.NOW.minus(Duration.ofDays(7))))),
        change("a profile that is not deployed", untargeted, it -> it.isDeployed = false),
        change("a profile of another endpoint", untargeted, it -> it.todaysEndpoint = OTHER));
  }

  private static Optional<Standing> standing(EnrolmentId id, EndpointName endpoint) {
    return Optional.of(new Standing(id, endpoint, Optional.empty()));
  }

  private static Optional<Standing> revoked(RenewalCase it, Duration in) {
    return Optional.of(
        new Standing(
            it.renewed().id(), new EndpointName("mscep"), Optional.of(RenewalCase.NOW.plus(in))));
  }

  private static List<Change> when() {
    return List.of(
        change(
            "a certificate that is not valid yet",
            RefusalReason.RenewalCertificateExpired,
            it -> it.notBefore = RenewalCase.NOW.plusSeconds(1)),
        change(
            "a certificate that has just ended",
            RefusalReason.RenewalCertificateExpired,
            it -> it.notAfter = RenewalCase.NOW),
        change(
            "a certificate whose grace time has just ended",
            RefusalReason.RenewalCertificateExpired,
            it -> {
              it.notAfter = RenewalCase.NOW.minus(Duration.ofDays(3));
              it.grace = Duration.ofDays(3);
            }),
        change(
            "a certificate a second before its window",
            RefusalReason.RenewalTooEarly,
            it -> {
              it.notBefore = RenewalCase.NOW.minusSeconds(79);
              it.notAfter = RenewalCase.NOW.plusSeconds(21);
            }),
        change(
            "a certificate of a template that lets it renew itself a day before its end",
            RefusalReason.RenewalTooEarly,
            it -> it.templatePeriod = Optional.of(Period.ofDays(1))));
  }

  private static List<Change> whatIsAsked() {
    return List.of(
        change("another subject", RefusalReason.SubjectNameMismatch, it -> it.subject = "CN=admin"),
        change("no subject", RefusalReason.SubjectNameMissing, it -> it.subject = ""),
        change(
            "another subject in the old certificate than today's",
            RefusalReason.SubjectNameMismatch,
            it -> it.oldSubject = "CN=phone-0"),
        change(
            "another name",
            RefusalReason.SubjectAltNameMismatch,
            it -> it.names = List.of("DNS:www.example.test")),
        change(
            "one name more",
            RefusalReason.SubjectAltNameMismatch,
            it -> it.names = List.of("DNS:phone-1.example.test", "DNS:www.example.test")),
        change("no name", RefusalReason.SubjectAltNameMissing, it -> it.names = List.of()),
        change(
            "another name in the old certificate than today's",
            RefusalReason.SubjectAltNameMismatch,
            it -> it.oldNames = List.of("DNS:phone-0.example.test")),
        change(
            "no name in the old certificate",
            RefusalReason.SubjectAltNameMismatch,
            it -> it.oldNames = List.of()),
        change(
            "an account's SID",
            RefusalReason.SecurityIdentifierMismatch,
            it ->
                it.names =
                    List.of(
                        "DNS:phone-1.example.test",
                        "URI:" + SecurityIdentifier.TAG + "S-1-5-21-1-2-3-500")),
        change(
            "another template",
            RefusalReason.TemplateMismatch,
            it -> it.template = new TemplateName("ScepterDeviceSignature")),
        change("another key usage", RefusalReason.KeyUsageMismatch, it -> it.keyUsage = 0x80),
        change(
            "another purpose",
            RefusalReason.EnhancedKeyUsageMismatch,
            it -> it.purposes = List.of(RenewalCase.EMAIL)),
        change(
            "a purpose less",
            RefusalReason.EnhancedKeyUsageMissing,
            it -> it.todaysPurposes = List.of(RenewalCase.CLIENT, RenewalCase.EMAIL)),
        change(
            "a key that is shorter than today's shortest",
            RefusalReason.KeyLengthMismatch,
            it -> it.minimumKeyBits = 3072),
        change(
            "a key of another type",
            RefusalReason.KeyTypeMismatch,
            it -> it.newKey = TestKeys.ec()));
  }

  @Test
  void the_unchanged_renewal_is_granted() {
    assertThat(reason(new RenewalCase())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void each_single_change_has_its_own_reason(Change change) {
    RenewalCase changed = new RenewalCase();
    change.act().accept(changed);

    assertThat(reason(changed)).contains(change.reason());
  }

  @Test
  void no_second_change_makes_a_refused_renewal_right() {
    List<Change> all = changes();
    for (int i = 0; i < all.size(); i++) {
      // Every fourth pair: each costs some RSA operations.
      for (int j = i + 1; j < all.size(); j += 4) {
        Change first = all.get(i);
        Change second = all.get(j);
        RenewalCase changed = new RenewalCase();
        first.act().accept(changed);
        second.act().accept(changed);

        assertThat(reason(changed).orElseThrow())
            .as("%s and %s", first, second)
            .isIn(first.reason(), second.reason());
      }
    }
  }

  static Stream<Arguments> edges() {
    return Stream.of(
        edge(
            "the first moment of validity",
            it -> {
              it.notBefore = RenewalCase.NOW;
              it.thresholdPercent = 100;
            }),
        edge("the last second", it -> it.notAfter = RenewalCase.NOW.plusSeconds(1)),
        edge(
            "the last second of the grace time",
            it -> {
              it.notAfter = RenewalCase.NOW.minusSeconds(59);
              it.grace = Duration.ofMinutes(1);
            }),
        edge(
            "the first second of the window",
            it -> {
              it.notBefore = RenewalCase.NOW.minusSeconds(80);
              it.notAfter = RenewalCase.NOW.plusSeconds(20);
            }),
        edge(
            "a revocation that lies ahead", it -> it.standing = revoked(it, Duration.ofSeconds(1))),
        edge("the eighth key", it -> it.renewedBefore = 7),
        edge(
            "a key that began before the eighth",
            it -> {
              it.renewedBefore = 8;
              it.openedBefore =
                  Optional.of(
                      it.opened(ChallengeState.BOUND, RenewalCase.NOW.minus(Duration.ofDays(6))));
            }),
        edge("no key usage", it -> it.keyUsage = Csr.NO_KEY_USAGE),
        edge("no purposes", it -> it.purposes = List.of()),
        edge("an old challenge in the request", it -> it.request = csr -> csr.challenge("spent")),
        edge("the older way of renewing", it -> it.message = m -> m.messageType("19")),
        edge(
            "an answer that was lost, whose certificate is revoked by now",
            it -> {
              it.standing = revoked(it, Duration.ZERO);
              it.openedBefore =
                  Optional.of(
                      it.opened(
                          ChallengeState.CONSUMED, RenewalCase.NOW.minus(Duration.ofDays(30))));
            }));
  }

  private static Arguments edge(String what, Consumer<RenewalCase> act) {
    return Arguments.of(what, act);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edges")
  void what_is_still_right_is_granted(String what, Consumer<RenewalCase> act) {
    RenewalCase changed = new RenewalCase();
    act.accept(changed);

    assertThat(reason(changed)).as(what).isEmpty();
  }

  static Stream<Arguments> signers() {
    return Stream.of(
        signer("ours", it -> it.subject = "CN=admin", Signer.OURS),
        signer("another CA's", it -> it.issuer = RenewalCase.ANOTHER_CA, Signer.STRANGER),
        signer(
            "another CA's over the requested key",
            it -> {
              it.issuer = RenewalCase.ANOTHER_CA;
              it.newKey = it.signer;
            },
            Signer.REQUESTED_KEY),
        signer("nobody's", it -> it.message = PkiMessage::brokenSignature, Signer.STRANGER));
  }

  private static Arguments signer(String what, Consumer<RenewalCase> act, Signer signer) {
    return Arguments.of(what, act, signer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("signers")
  void a_challenge_may_still_authorise_what_a_stranger_has_not_signed(
      String what, Consumer<RenewalCase> act, Signer signer) {
    RenewalCase changed = new RenewalCase();
    act.accept(changed);

    RenewalDecision decision = decision(changed);

    assertThat(decision.signer()).as(what).isEqualTo(signer);
    assertThat(decision.leavesItToTheChallenge()).isEqualTo(signer != Signer.STRANGER);
  }

  private static Optional<RefusalReason> reason(RenewalCase asked) {
    return decision(asked).decision().refusal().map(Refused::reason);
  }

  private static RenewalDecision decision(RenewalCase asked) {
    return new RenewalAuthority(
            new Books(asked),
            new OneBean<IssuedCertificates>(new Ca(asked)),
            new OneBean<RenewalTargets>(
                (renewed, question) ->
                    asked.terms().map(RenewalOffer::on).orElseGet(RenewalOffer::none)),
            RegistrationPointSettings.from(new SettingsReader(key -> Optional.empty())),
            RenewalCase.PROVIDER)
        .decide(asked.question(), RenewalCase.NOW);
  }

  /** The registration point's book. */
  private static final class Books extends RenewalStore {
    private final RenewalCase asked;

    Books(RenewalCase asked) {
      super(null, null);
      this.asked = asked;
    }

    @Override
    public Optional<EnrolmentView> enrolmentOf(EndpointName endpoint, Thumbprint certificate) {
      EnrolmentView known = asked.renewed();
      return asked.isKnownToTheRegistrationPoint
              && known.endpoint().equals(endpoint)
              && known.thumbprint().filter(certificate::equals).isPresent()
          ? Optional.of(known)
          : Optional.empty();
    }

    @Override
    public Optional<ChallengeView> find(ChallengeId id) {
      return asked.openedBefore.filter(opened -> opened.id().equals(id));
    }

    @Override
    public int countOf(EnrolmentId renewed) {
      return asked.renewedBefore;
    }

    @Override
    public ChallengeView open(
        Renewal renewal, Expectation expected, Sha256 key, Instant until, Instant now) {
      return new ChallengeView(
          renewal.id(),
          ChallengeState.ISSUED,
          expected,
          now,
          until,
          now,
          Optional.empty(),
          Optional.empty());
    }
  }

  /** The CA's book. */
  private record Ca(RenewalCase asked) implements IssuedCertificates {
    @Override
    public Optional<Der> of(EnrolmentId id) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public Optional<Standing> standing(Der certificate) {
      return asked.standing.filter(any -> certificate.equals(asked.recorded()));
    }

    @Override
    public boolean supersede(Der certificate, Instant at) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public boolean withdraw(Der certificate) {
      throw new AssertionError("nobody withdraws");
    }

    @Override
    public Revoked revoke(SerialNumber serial, Set<EndpointName> endpoints) {
      throw new AssertionError("nobody revokes");
    }
  }
}
