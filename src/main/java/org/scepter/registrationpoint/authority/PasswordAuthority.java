package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Provider;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.password.PasswordEndpoint;
import org.scepter.registrationpoint.password.PasswordSecrets;
import org.scepter.registrationpoint.password.PasswordSettings;

/**
 * Decides by mscep_admin's passwords. A password becomes a challenge when the first key brings it;
 * from then on it is judged like one that the site issued.
 */
@ApplicationScoped
public class PasswordAuthority {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");

  private final PasswordSettings endpoints;
  private final PasswordSecrets secrets;
  private final PasswordBinding binding;
  private final RegistrationPointSettings settings;
  private final Provider provider;

  PasswordAuthority() {
    this.endpoints = null;
    this.secrets = null;
    this.binding = null;
    this.settings = null;
    this.provider = null;
  }

  @Inject
  public PasswordAuthority(
      PasswordSettings endpoints,
      PasswordSecrets secrets,
      PasswordBinding binding,
      RegistrationPointSettings settings,
      Provider provider) {
    this.endpoints = endpoints;
    this.secrets = secrets;
    this.binding = binding;
    this.settings = settings;
    this.provider = provider;
  }

  /** Decides; a granted password belongs to the request's key when the transaction commits. */
  public Decision decide(VerificationRequest question, Instant now) {
    Decision decision = judge(question, now);
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

  private Decision judge(VerificationRequest question, Instant now) {
    PasswordEndpoint endpoint = endpoints.endpoint(question.endpoint()).orElseThrow();
    CertificationRequest request = question.request();
    if (!request.isSignedByItsKey(provider, settings.allowSha1Digest())) {
      return Decision.refused(
          RefusalReason.SignatureValidationFailed, "the PKCS#10 is not signed by its own key");
    }
    Optional<ChallengePassword> password =
        request.challengePassword().filter(secret -> !secret.isEmpty());
    if (password.isEmpty()) {
      return without(endpoint, question, now);
    }
    return endpoint.usesSinglePassword()
        ? bySingle(endpoint, password.get(), question, now)
        : binding.byOneTime(endpoint, password.get(), question, now);
  }

  private Decision bySingle(
      PasswordEndpoint endpoint,
      ChallengePassword password,
      VerificationRequest question,
      Instant now) {
    if (!secrets.single(endpoint).equals(password)) {
      return Decision.refused(
          RefusalReason.ChallengeUnknown, "it is not the single password of " + endpoint.name());
    }
    Sha256 use = secrets.useOfSingle(endpoint, question.request().publicKey().digest());
    return binding.byUse(endpoint, use, false, question, now);
  }

  // An operator's approval stands for the password, unless the setting whose name says so lets
  // everybody in.
  private Decision without(PasswordEndpoint endpoint, VerificationRequest question, Instant now) {
    if (endpoint.enforcePassword()) {
      return Decision.refused(RefusalReason.ChallengePasswordMissing, "no challengePassword");
    }
    Sha256 use = secrets.useOfNone(endpoint, question.request().publicKey().digest());
    boolean approval = !endpoint.allowEnrolmentWithoutChallenge();
    return binding.byUse(endpoint, use, approval, question, now);
  }
}
