package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.password.EndpointRenewal;
import org.scepter.registrationpoint.password.OneTimePassword;
import org.scepter.registrationpoint.password.PasswordEndpoint;
import org.scepter.registrationpoint.password.PasswordRules;
import org.scepter.registrationpoint.password.PasswordSettings;

/**
 * Renewals where passwords let devices in. Nobody knows the device, so it keeps the names that its
 * certificate has, as long as the endpoint still issues them.
 */
@ApplicationScoped
public class PasswordRenewals implements RenewalTargets {
  private final PasswordSettings settings;
  private final PasswordRules rules;

  PasswordRenewals() {
    this(null, null);
  }

  @Inject
  public PasswordRenewals(PasswordSettings settings, PasswordRules rules) {
    this.settings = settings;
    this.rules = rules;
  }

  @Override
  public RenewalOffer of(EnrolmentView renewed, VerificationRequest question) {
    return settings
        .endpoint(renewed.endpoint())
        .filter(endpoint -> endpoint.profile().equals(renewed.profile()))
        .map(endpoint -> of(endpoint, renewed.device(), question))
        .orElseGet(RenewalOffer::none);
  }

  private RenewalOffer of(PasswordEndpoint endpoint, String device, VerificationRequest question) {
    Optional<Refused> objection = rules.objection(endpoint, OneTimePassword.Scope.ANY, question);
    if (objection.isPresent()) {
      return RenewalOffer.refused(objection.get());
    }
    EndpointRenewal renewal = endpoint.renewal();
    // The certificate was approved of once; that its names stay the same is for the rules to see.
    return RenewalOffer.on(
        new RenewalTerms(
            rules.expectation(endpoint, device, false, question).approved(),
            renewal.thresholdPercent(),
            rules.renewalPeriod(endpoint, question),
            renewal.grace(),
            renewal.revokeOldAfter()));
  }
}
