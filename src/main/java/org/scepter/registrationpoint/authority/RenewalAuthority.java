package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.security.Provider;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.enrolment.IssuedCertificates.Standing;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.CertificateFacts;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.authority.RenewalDecision.Signer;
import org.scepter.registrationpoint.store.RenewalStore;
import org.scepter.scep.protocol.PkiMessageLimits;
import org.scepter.scep.protocol.RenewalEvidence;
import org.scepter.scep.protocol.algorithms.MessagePolicy;
import org.scepter.scep.protocol.algorithms.SigningTimeRule;

/**
 * Decides about renewals by the certificates that sign them. Who signed what is verified here, from
 * the device's own message; NDES's word counts for nothing.
 */
@ApplicationScoped
public class RenewalAuthority {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");

  // A device that keeps losing its new key needs a few; its old key shall not mint without end.
  private static final int MAX_RENEWALS = 8;

  // NDES has applied the endpoint's policy and limits already; what matters here is who signed.
  private static final MessagePolicy POLICY =
      new MessagePolicy(true, true, true, true, SigningTimeRule.note());
  private static final PkiMessageLimits LIMITS = PkiMessageLimits.widest();

  private final RenewalStore renewals;
  private final Instance<IssuedCertificates> issued;
  private final Instance<RenewalTargets> targets;
  private final RegistrationPointSettings settings;
  private final Provider provider;

  RenewalAuthority() {
    this(null, null, null, null, null);
  }

  @Inject
  public RenewalAuthority(
      RenewalStore renewals,
      Instance<IssuedCertificates> issued,
      Instance<RenewalTargets> targets,
      RegistrationPointSettings settings,
      Provider provider) {
    this.renewals = renewals;
    this.issued = issued;
    this.targets = targets;
    this.settings = settings;
    this.provider = provider;
  }

  /** Decides; what is granted belongs to the request's key when the transaction commits. */
  RenewalDecision decide(VerificationRequest question, Instant now) {
    try {
      return weigh(evidence(question), question, now);
    } catch (UnreadableException e) {
      return unproven(e.getMessage());
    }
  }

  /** Who signs the message, whatever he may renew. */
  RenewalDecision.Signer signer(VerificationRequest question) {
    try {
      RenewalEvidence evidence = evidence(question);
      boolean ours =
          renewals
              .enrolmentOf(question.endpoint(), evidence.certificate().thumbprint())
              .flatMap(enrolment -> standing(enrolment, evidence))
              .isPresent();
      return ours ? Signer.OURS : foreign(evidence, question);
    } catch (UnreadableException e) {
      return Signer.STRANGER;
    }
  }

  private static Signer foreign(RenewalEvidence evidence, VerificationRequest question) {
    return evidence.key().equals(question.request().publicKey())
        ? Signer.REQUESTED_KEY
        : Signer.STRANGER;
  }

  /**
   * Why a renewal that was granted before goes no further: its certificate has been revoked since.
   * Once a certificate came of it, its device gets that one.
   */
  Optional<Refused> obstacle(ChallengeView granted, Instant now) {
    return granted.state() == ChallengeState.CONSUMED
        ? Optional.empty()
        : renewals.renewalOf(granted.id()).flatMap(renewal -> revocation(renewal, now));
  }

  Optional<SerialNumber> renewedSerial(ChallengeView granted) {
    return renewals.renewalOf(granted.id()).map(Renewal::serial);
  }

  private Optional<Refused> revocation(Renewal renewal, Instant now) {
    Optional<Standing> standing =
        issued.stream()
            .flatMap(ca -> ca.of(renewal.renewed()).flatMap(ca::standing).stream())
            .findFirst();
    return standing.isPresent()
        ? RenewalRules.revocation(standing.get(), now)
        : Optional.of(
            new Refused(
                RefusalReason.RenewalCertificateUnknown,
                "the CA no longer knows the certificate that is renewed"));
  }

  private RenewalEvidence evidence(VerificationRequest question) throws UnreadableException {
    RenewalEvidence evidence =
        RenewalEvidence.read(
            question.message().orElseThrow(),
            question.contentKey().orElseThrow(),
            POLICY,
            LIMITS,
            provider);
    if (!evidence.transaction().equals(question.transaction())
        || !evidence.request().der().equals(question.request().der())) {
      throw new UnreadableException("the request is not the one in the signed message");
    }
    return evidence;
  }

  private static RenewalDecision unproven(String detail) {
    return new RenewalDecision(
        refused(RefusalReason.SignatureValidationFailed, detail), Signer.STRANGER);
  }

  private RenewalDecision weigh(RenewalEvidence evidence, VerificationRequest question, Instant now)
      throws UnreadableException {
    Optional<EnrolmentView> old =
        renewals.enrolmentOf(question.endpoint(), evidence.certificate().thumbprint());
    Optional<Standing> standing = old.flatMap(enrolment -> standing(enrolment, evidence));
    if (standing.isEmpty()) {
      String thumbprint = evidence.certificate().thumbprint().hex();
      return new RenewalDecision(
          refused(
              RefusalReason.RenewalCertificateUnknown,
              "certificate " + thumbprint + " was not issued at " + question.endpoint()),
          foreign(evidence, question));
    }
    return new RenewalDecision(
        weigh(evidence, old.get(), standing.get(), question, now), Signer.OURS);
  }

  private Decision weigh(
      RenewalEvidence evidence,
      EnrolmentView renewed,
      Standing standing,
      VerificationRequest question,
      Instant now)
      throws UnreadableException {
    Optional<ChallengeView> answered =
        renewals
            .find(Renewal.idOf(renewed.id(), evidence.request().publicKey().digest()))
            .filter(known -> known.state() == ChallengeState.CONSUMED);
    if (answered.isPresent()) {
      // Its device lost the answer; the renewal itself may have had the old certificate revoked.
      Optional<Refused> other = objection(question, answered.get().expectation());
      return other.isPresent() ? refused(renewed, other.get()) : Decision.granted(answered.get());
    }
    RenewalOffer offer = offer(renewed, question);
    if (offer.refusal().isPresent()) {
      return refused(renewed, offer.refusal().get());
    }
    Optional<RenewalTerms> terms =
        offer.terms().filter(t -> t.expectation().endpoint().equals(question.endpoint()));
    if (terms.isEmpty()) {
      return refused(
          RefusalReason.ScepProfileNoLongerTargetedToTheClient,
          renewed.profile() + " is not deployed to " + renewed.device());
    }
    Optional<Refused> obstacle =
        RenewalRules.obstacle(evidence.certificate(), standing, terms.get(), now);
    Optional<Refused> objection =
        obstacle.isPresent() ? obstacle : objection(question, terms.get().expectation());
    return objection.isPresent()
        ? refused(renewed, objection.get())
        : open(evidence, renewed, terms.get(), now);
  }

  private Optional<Standing> standing(EnrolmentView enrolment, RenewalEvidence evidence) {
    return issued.stream()
        .flatMap(certificates -> certificates.standing(evidence.certificate()).stream())
        .filter(found -> found.enrolment().equals(enrolment.id()))
        .filter(found -> found.endpoint().equals(enrolment.endpoint()))
        .findFirst();
  }

  private RenewalOffer offer(EnrolmentView old, VerificationRequest question) {
    return targets.stream()
        .map(target -> target.of(old, question))
        .filter(offer -> !offer.isNone())
        .findFirst()
        .orElseGet(RenewalOffer::none);
  }

  private Optional<Refused> objection(VerificationRequest question, Expectation expectation) {
    CertificationRequest request = question.request();
    if (!request.isSignedByItsKey(provider, settings.allowSha1Digest())) {
      return Optional.of(
          new Refused(
              RefusalReason.SignatureValidationFailed, "the PKCS#10 is not signed by its own key"));
    }
    return RequestRules.differenceBetween(expectation, request, question.template());
  }

  private Decision open(
      RenewalEvidence evidence, EnrolmentView old, RenewalTerms terms, Instant now)
      throws UnreadableException {
    Sha256 key = evidence.request().publicKey().digest();
    CertificateFacts facts = CertificateRules.read(evidence.certificate());
    Renewal renewal =
        new Renewal(
            Renewal.idOf(old.id(), key),
            old.id(),
            facts.serial(),
            evidence.key().digest(),
            terms.supersedeAfter());
    Optional<ChallengeView> known = renewals.find(renewal.id());
    if (known.isEmpty() && renewals.countOf(old.id()) >= MAX_RENEWALS) {
      return refused(
          RefusalReason.RenewedTooOften,
          old.device() + ": it was renewed for " + MAX_RENEWALS + " keys already");
    }
    ChallengeView current =
        known.isPresent()
            ? known.get()
            : renewals.open(renewal, terms.expectation(), key, terms.closes(facts), now);
    // A renewal waits for nobody's word.
    Optional<Refused> obstacle =
        ChallengeRules.obstacle(current, key, now, settings.retryWindow(), Optional.empty());
    if (obstacle.isPresent()) {
      return Decision.refused(current, obstacle.get());
    }
    CRP.log(System.Logger.Level.INFO, "Renewal validation finished with status True.");
    return Decision.granted(current);
  }

  private static Decision refused(EnrolmentView renewed, Refused why) {
    return refused(why.reason(), renewed.device() + ": " + why.detail());
  }

  private static Decision refused(RefusalReason reason, String detail) {
    String line = Details.of(detail);
    CRP.log(
        System.Logger.Level.ERROR,
        "Renewal validation finished with status False. " + reason + ": " + line);
    return Decision.refused(reason, line);
  }
}
