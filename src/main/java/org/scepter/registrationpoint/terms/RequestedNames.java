package org.scepter.registrationpoint.terms;

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
import org.scepter.pki.SecurityIdentifier;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.TemplateName;
import org.scepter.registrationpoint.Expectation;

/** What comes of a request that brings its own names. */
@ApplicationScoped
public class RequestedNames {
  private static final int LONGEST_NAME = 200;

  // What profiles of ConfigMgr begin with.
  private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

  private final IssuableTemplates templates;

  RequestedNames() {
    this.templates = null;
  }

  @Inject
  public RequestedNames(IssuableTemplates templates) {
    this.templates = templates;
  }

  /** The template that the request is issued from, by the registration point's own map. */
  public Optional<IssuableTemplate> template(EndpointTerms terms, VerificationRequest question) {
    return terms
        .templates()
        .choose(question.request().keyUsage())
        .filter(question.template()::equals)
        .flatMap(templates::named);
  }

  /** What speaks against the request, or empty if {@link #expectation} can be asked. */
  public Optional<Refused> objection(EndpointTerms terms, VerificationRequest question) {
    CertificationRequest request = question.request();
    // NDES's choice is only compared with the registration point's own.
    Optional<TemplateName> chosen = terms.templates().choose(request.keyUsage());
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
    return useObjection(template.get(), terms)
        .or(() -> keyObjection(template.get(), request.publicKey()))
        .or(() -> accountObjection(terms, request))
        .or(() -> terms.names().objection(request.subject(), otherNames(terms, request)))
        .or(() -> boundsObjection(template.get(), request))
        .or(() -> purposeObjection(template.get(), request.extendedKeyUsages()));
  }

  private static Optional<Refused> useObjection(IssuableTemplate template, EndpointTerms terms) {
    if (!template.endpoints().allows(terms.name().value())) {
      return refused(
          RefusalReason.TemplateNotAvailable,
          template.name() + " is not for the endpoint " + terms.name());
    }
    return template.fromRecord()
        ? refused(
            RefusalReason.TemplateNotAvailable,
            template.name() + " takes names from a device's record, not from its request")
        : Optional.empty();
  }

  private static Optional<Refused> boundsObjection(
      IssuableTemplate template, CertificationRequest request) {
    return template
        .names()
        .constraints()
        .violation(request.subject())
        .flatMap(what -> refused(RefusalReason.SubjectNameMismatch, template.name() + ": " + what))
        .or(
            () ->
                template
                    .names()
                    .violation(request.subjectAltNames())
                    .flatMap(
                        what ->
                            refused(
                                RefusalReason.SubjectAltNameMismatch,
                                template.name() + ": " + what)));
  }

  private static Optional<Refused> keyObjection(IssuableTemplate template, PublicKeyInfo key) {
    if (!template.keys().allows(key.algorithm())) {
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

  // Whatever the patterns allow: the request's own names become what is expected.
  private static Optional<Refused> accountObjection(
      EndpointTerms terms, CertificationRequest request) {
    return request
        .securityIdentifier()
        .filter(sid -> !terms.allowSidCheckedByAuthority() || !SecurityIdentifier.isOne(sid))
        .map(
            sid ->
                new Refused(
                    RefusalReason.SecurityIdentifierMismatch,
                    terms.name() + " is for no account, asked was " + sid));
  }

  // A SID that may be issued has been judged already, and no pattern need be written for it.
  private static List<SubjectAltName> otherNames(
      EndpointTerms terms, CertificationRequest request) {
    return request.subjectAltNames().stream()
        .filter(
            name ->
                !terms.allowSidCheckedByAuthority() || SecurityIdentifier.namedBy(name).isEmpty())
        .toList();
  }

  private static int bits(IssuableTemplate template, PublicKeyInfo key) {
    return template.keys().minimumBits(key.algorithm());
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
      EndpointTerms terms, String device, boolean approval, VerificationRequest question) {
    CertificationRequest request = question.request();
    IssuableTemplate template = templates.named(question.template()).orElseThrow();
    return new Expectation(
        terms.name(),
        device,
        terms.profile(),
        template.name(),
        template.version(),
        request.subject(),
        request.subjectAltNames(),
        request.securityIdentifier(),
        template.keyUsage(),
        request.extendedKeyUsages().isEmpty()
            ? template.extendedKeyUsages()
            : request.extendedKeyUsages(),
        request.publicKey().algorithm(),
        bits(template, request.publicKey()),
        template.validity(terms.certificateValidity()),
        approval || template.approval(),
        RETRY_DELAY);
  }

  /** The name that a request gave itself, for the records; no device of the site has a colon. */
  public static String device(EndpointTerms terms, VerificationRequest question, String otherwise) {
    return terms.authority()
        + ":"
        + question
            .request()
            .subject()
            .commonName()
            .filter(name -> name.length() <= LONGEST_NAME)
            .orElse(otherwise);
  }

  private static Optional<Refused> refused(RefusalReason reason, String detail) {
    return Optional.of(new Refused(reason, detail));
  }
}
