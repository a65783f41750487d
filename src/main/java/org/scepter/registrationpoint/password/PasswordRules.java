package org.scepter.registrationpoint.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.registrationpoint.Expectation;

/**
 * What comes of a request with a password. A password proves that an administrator let somebody
 * enrol, not whom, so names come from the request, within the endpoint's patterns; all else comes
 * from the template that the key usage selects.
 */
@ApplicationScoped
public class PasswordRules {
  // EC has no shorter keys here, and templates count RSA bits.
  private static final int EC_BITS = 256;

  // What profiles of ConfigMgr begin with.
  private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

  private final IssuableTemplates templates;

  PasswordRules() {
    this.templates = null;
  }

  @Inject
  public PasswordRules(IssuableTemplates templates) {
    this.templates = templates;
  }

  /** What speaks against the request, or empty if {@link #expectation} can be asked. */
  public Optional<Refused> objection(
      PasswordEndpoint endpoint, OneTimePassword.Scope scope, VerificationRequest question) {
    CertificationRequest request = question.request();
    // The registration point has its own template map; NDES's choice is only compared with it.
    Optional<TemplateName> chosen = endpoint.templates().choose(request.keyUsage());
    if (chosen.filter(question.template()::equals).isEmpty()) {
      return refused(
          RefusalReason.TemplateMismatch,
          "the key usage selects "
              + chosen.map(TemplateName::value).orElse("no template")
              + ", asked was "
              + question.template());
    }
    Optional<IssuableTemplate> template = templates.named(question.template());
    if (template.isEmpty()) {
      return refused(
          RefusalReason.TemplateNotAvailable, "the CA has no template " + question.template());
    }
    return scopeObjection(scope, template.get(), request.subject())
        .or(() -> keyObjection(template.get(), request.publicKey()))
        .or(() -> accountObjection(request))
        .or(() -> endpoint.names().objection(request.subject(), request.subjectAltNames()))
        .or(() -> purposeObjection(template.get(), request.extendedKeyUsages()));
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

  private static Optional<Refused> keyObjection(IssuableTemplate template, PublicKeyInfo key) {
    if (!template.keyAlgorithms().contains(key.algorithm())) {
      return refused(
          RefusalReason.KeyTypeMismatch,
          template.name() + " allows no " + key.algorithm() + " key");
    }
    return key.bits() < bits(template, key)
        ? refused(
            RefusalReason.KeyLengthMismatch,
            "the key has " + key.bits() + " bits of at least " + bits(template, key))
        : Optional.empty();
  }

  // Whatever the patterns allow: the password says nothing of an account, and the request's own
  // names become what is expected.
  private static Optional<Refused> accountObjection(CertificationRequest request) {
    return request
        .securityIdentifier()
        .map(
            sid ->
                new Refused(
                    RefusalReason.SecurityIdentifierMismatch,
                    "a password is for no account, asked was " + sid));
  }

  private static int bits(IssuableTemplate template, PublicKeyInfo key) {
    return switch (key.algorithm()) {
      case RSA -> template.minimumKeyBits();
      case EC -> EC_BITS;
    };
  }

  private static Optional<Refused> purposeObjection(IssuableTemplate template, List<String> asked) {
    return new HashSet<>(template.extendedKeyUsages()).containsAll(asked)
        ? Optional.empty()
        : refused(
            RefusalReason.EnhancedKeyUsageMismatch,
            template.name() + " allows " + template.extendedKeyUsages() + ", asked was " + asked);
  }

  /**
   * What will be issued. The request was found to have no {@link #objection}.
   *
   * @param device its name in the records
   * @param approval whether an operator has to say yes
   */
  public Expectation expectation(
      PasswordEndpoint endpoint, String device, boolean approval, VerificationRequest question) {
    CertificationRequest request = question.request();
    IssuableTemplate template = templates.named(question.template()).orElseThrow();
    return new Expectation(
        endpoint.name(),
        device,
        endpoint.profile(),
        template.name(),
        template.version(),
        request.subject(),
        request.subjectAltNames(),
        Optional.empty(),
        template.keyUsage(),
        request.extendedKeyUsages().isEmpty()
            ? template.extendedKeyUsages()
            : request.extendedKeyUsages(),
        request.publicKey().algorithm(),
        bits(template, request.publicKey()),
        template.validity(endpoint.certificateValidity()),
        approval,
        RETRY_DELAY);
  }

  private static Optional<Refused> refused(RefusalReason reason, String detail) {
    return Optional.of(new Refused(reason, detail));
  }
}
