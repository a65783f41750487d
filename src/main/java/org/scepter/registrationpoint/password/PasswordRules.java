package org.scepter.registrationpoint.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Period;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.SubjectName;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.terms.IssuableTemplate;
import org.scepter.registrationpoint.terms.RequestedNames;

/**
 * What comes of a request with a password. A password proves that an administrator let somebody
 * enrol, not whom, so names come from the request.
 */
@ApplicationScoped
public class PasswordRules {
  private final RequestedNames names;

  PasswordRules() {
    this.names = null;
  }

  @Inject
  public PasswordRules(RequestedNames names) {
    this.names = names;
  }

  /** What speaks against the request, or empty if {@link #expectation} can be asked. */
  public Optional<Refused> objection(
      PasswordEndpoint endpoint, OneTimePassword.Scope scope, VerificationRequest question) {
    return names
        .template(endpoint.terms(), question)
        .flatMap(template -> scopeObjection(scope, template, question.request().subject()))
        .or(() -> names.objection(endpoint.terms(), question));
  }

  private static Optional<Refused> scopeObjection(
      OneTimePassword.Scope scope, IssuableTemplate template, SubjectName subject) {
    if (scope.keyUsage().filter(usage -> usage != template.keyUsage()).isPresent()) {
      return refused(
          RefusalReason.KeyUsageMismatch,
          "the password was given for key usage " + scope.keyUsage().get());
    }
    if (scope.subject().filter(named -> !named.equals(subject)).isPresent()) {
      return refused(
          RefusalReason.SubjectNameMismatch,
          "the password was given for " + scope.subject().get().text());
    }
    return Optional.empty();
  }

  /** As {@link RequestedNames#expectation}. */
  public Expectation expectation(
      PasswordEndpoint endpoint, String device, boolean approval, VerificationRequest question) {
    return names.expectation(endpoint.terms(), device, approval, question);
  }

  /** How long before its end a certificate may renew itself, by the template of the request. */
  public Optional<Period> renewalPeriod(PasswordEndpoint endpoint, VerificationRequest question) {
    return names.template(endpoint.terms(), question).flatMap(IssuableTemplate::renewalPeriod);
  }

  private static Optional<Refused> refused(RefusalReason reason, String detail) {
    return Optional.of(new Refused(reason, detail));
  }
}
