package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.Provider;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.outside.OutsideAnswer;
import org.scepter.registrationpoint.outside.OutsideSettings;

/**
 * Decides by what an authority outside has said. Its answer is needed once for each challenge and
 * key; what comes of it then is judged like a challenge that the site issued.
 *
 * <p>A certificate renews itself here for nobody: only the authority knows whether its device is
 * still one of its own, so each request brings a challenge.
 */
@ApplicationScoped
public class OutsideDecisions {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");

  private final OutsideSettings endpoints;
  private final OutsideBinding binding;
  private final RenewalAuthority renewals;
  private final RegistrationPointSettings settings;
  private final Provider provider;

  OutsideDecisions() {
    this.endpoints = null;
    this.binding = null;
    this.renewals = null;
    this.settings = null;
    this.provider = null;
  }

  @Inject
  public OutsideDecisions(
      OutsideSettings endpoints,
      OutsideBinding binding,
      RenewalAuthority renewals,
      RegistrationPointSettings settings,
      Provider provider) {
    this.endpoints = endpoints;
    this.binding = binding;
    this.renewals = renewals;
    this.settings = settings;
    this.provider = provider;
  }

  /** Whether the decision about a request depends on what the authority says. */
  @Transactional
  public boolean mustAsk(VerificationRequest question) {
    return flaw(question).isEmpty() && binding.known(question).isEmpty();
  }

  /** Decides; a granted challenge belongs to the request's key when the transaction commits. */
  Decision decide(VerificationRequest question, OutsideAnswer answer, Instant now) {
    Optional<Refused> flaw = flaw(question);
    if (flaw.isPresent()) {
      return logged(Decision.refused(flaw.get().reason(), flaw.get().detail()));
    }
    Optional<ChallengeView> known = binding.known(question);
    return known.isPresent()
        ? binding.weigh(known.get(), question, now)
        : logged(answer.accept(new ByAnswer(question, now)));
  }

  private Optional<Refused> flaw(VerificationRequest question) {
    CertificationRequest request = question.request();
    if (!request.isSignedByItsKey(provider, settings.allowSha1Digest())) {
      return Optional.of(
          new Refused(
              RefusalReason.SignatureValidationFailed, "the PKCS#10 is not signed by its own key"));
    }
    if (question.contentKey().isPresent()
        && renewals.signer(question) == RenewalDecision.Signer.STRANGER) {
      return Optional.of(
          new Refused(
              RefusalReason.SignatureValidationFailed,
              "a stranger signs for a key that is not his"));
    }
    if (question.message().isEmpty() && endpoints.isIntune(question.endpoint())) {
      return Optional.of(
          new Refused(RefusalReason.NotSupported, "Intune's challenges come by SCEP alone"));
    }
    return request.challengePassword().filter(secret -> !secret.isEmpty()).isEmpty()
        ? Optional.of(new Refused(RefusalReason.ChallengePasswordMissing, "no challengePassword"))
        : Optional.empty();
  }

  private static Decision logged(Decision decision) {
    decision
        .refusal()
        .ifPresent(
            why ->
                CRP.log(
                    System.Logger.Level.ERROR,
                    "Validation finished with status False. "
                        + why.reason()
                        + ": "
                        + Details.of(why.detail())));
    return decision;
  }

  private final class ByAnswer implements OutsideAnswer.Handler<Decision> {
    private final VerificationRequest question;
    private final Instant now;

    ByAnswer(VerificationRequest question, Instant now) {
      this.question = question;
      this.now = now;
    }

    @Override
    public Decision agreed(OutsideAnswer.Agreed answer) {
      return binding.bind(endpoints.of(question.endpoint()), answer, question, now);
    }

    @Override
    public Decision denied(OutsideAnswer.Denied answer) {
      return Decision.refused(answer.why().reason(), Details.of(answer.why().detail()));
    }

    @Override
    public Decision silent(OutsideAnswer.Silent answer) {
      return Decision.refused(RefusalReason.TemporarilyUnavailable, Details.of(answer.detail()));
    }
  }
}
