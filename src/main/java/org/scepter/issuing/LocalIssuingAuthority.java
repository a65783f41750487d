package org.scepter.issuing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.RevocationListAnswer;
import org.scepter.enrolment.Unreachable;
import org.scepter.issuing.lint.Lint;
import org.scepter.issuing.publication.Publications;
import org.scepter.issuing.signing.CertificatePlan;
import org.scepter.issuing.signing.SigningFault;
import org.scepter.issuing.template.JudgingTemplate;
import org.scepter.issuing.template.RequestAttributes;
import org.scepter.issuing.template.TemplatesInForce;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;

/** This server's own CA: plan, record, sign, store. */
@ApplicationScoped
@Typed(LocalIssuingAuthority.class) // the port is bound by the node's roles
public class LocalIssuingAuthority implements IssuingAuthority {
  private static final System.Logger LOG = System.getLogger(LocalIssuingAuthority.class.getName());

  private final AuthorityKeys keys;
  private final TemplatesInForce templates;
  private final RecordedIssuance issuance;
  private final Publications publications;
  private final Planning planning;
  private final Lint lint;
  private final NextAuthority next;
  private final Clock clock;

  LocalIssuingAuthority() {
    this.keys = null;
    this.templates = null;
    this.issuance = null;
    this.publications = null;
    this.planning = null;
    this.lint = null;
    this.next = null;
    this.clock = null;
  }

  @Inject
  public LocalIssuingAuthority(
      AuthorityKeys keys,
      IssuingSettings settings,
      TemplatesInForce templates,
      RecordedIssuance issuance,
      Publications publications,
      SecureRandom random,
      Clock clock) {
    this.keys = keys;
    this.templates = templates;
    this.issuance = issuance;
    this.publications = publications;
    this.planning = new Planning(settings.backdate(), random);
    this.lint = new Lint(settings.linter(), random);
    this.next = new NextAuthority(keys);
    this.clock = clock;
  }

  @Override
  public List<Der> chain() {
    return keys.issuing().chain();
  }

  @Override
  public List<CaGeneration> generations() {
    return keys.generations().stream().map(Generation::told).toList();
  }

  @Override
  public Optional<Der> nextAuthority() {
    return next.answer(clock.instant());
  }

  @Override
  public Optional<Der> requestAttributes(TemplateName template) {
    return RequestAttributes.of(templates.now(), template);
  }

  @Override
  public Optional<Der> certificate(EndpointName endpoint, SubjectName issuer, SerialNumber serial) {
    return publications.certificate(endpoint, issuer, serial);
  }

  @Override
  public RevocationListAnswer revocationList(SubjectName issuer, SerialNumber serial) {
    return publications.revocationList(issuer, serial);
  }

  @Override
  public Issuance issue(Authorised verdict, CertificationRequest request) {
    return issue(verdict.authorisation(), request);
  }

  Issuance issue(Authorisation authorisation, CertificationRequest request) {
    Instant now = clock.instant();
    Generation current = keys.current(now);
    if (!now.isBefore(current.authority().certificate().notAfter())) {
      return new Unreachable("the issuing CA's own certificate has expired");
    }
    Optional<Generation> asked =
        authorisation.issuingCa().map(keys::named).orElse(Optional.of(current));
    Optional<Refused> unbound =
        Objections.toBinding(authorisation, request, now)
            .or(() -> Objections.toAuthority(asked, now));
    if (unbound.isPresent()) {
      return issuance.refuse(unbound.get(), authorisation);
    }
    AuthorityKeys.Authority ca = asked.orElseThrow().authority();
    JudgingTemplate judging = templates.judging(authorisation);
    Optional<Refused> objection =
        Objections.toContent(authorisation, request, judging, issuance::endOf, now);
    if (objection.isPresent()) {
      return recordedOr(objection.get(), authorisation);
    }
    int version = judging.inForce().orElseThrow().version();
    SigningIntent intent = intent(authorisation, version, request.publicKey(), ca, now);
    List<String> faults = lint.faults(intent.toBeSigned());
    if (!faults.isEmpty()) {
      return recordedOr(
          new Refused(RefusalReason.RefusedByIssuingAuthority, String.join("; ", faults)),
          authorisation);
    }
    issuance.record(intent);
    return complete(authorisation)
        .orElseThrow(() -> new IllegalStateException("a record is missing that was just made"));
  }

  // What was recorded earlier, under other rules, keeps its one answer.
  private Issuance recordedOr(Refused refused, Authorisation authorisation) {
    return complete(authorisation).orElseGet(() -> issuance.refuse(refused, authorisation));
  }

  // The record stays, to be signed by whoever asks next.
  private Optional<Issuance> complete(Authorisation authorisation) {
    try {
      return issuance.complete(authorisation);
    } catch (SigningFault e) {
      LOG.log(System.Logger.Level.ERROR, "the CA's key cannot sign", e);
      return Optional.of(new Unreachable("the CA's key cannot sign now"));
    }
  }

  private SigningIntent intent(
      Authorisation authorisation,
      int templateVersion,
      PublicKeyInfo key,
      AuthorityKeys.Authority ca,
      Instant now) {
    CertificatePlan plan = planning.plan(authorisation, key, ca.certificate(), now);
    Der toBeSigned = ca.issuer().toBeSigned(plan);
    CertificateCheck.require(toBeSigned, authorisation, key, ca.certificate());
    return new SigningIntent(
        authorisation.id(),
        ca.certificate().thumbprint(),
        plan.serial(),
        plan.subject(),
        authorisation.keyDigest(),
        authorisation.profile(),
        authorisation.endpoint(),
        authorisation.template(),
        templateVersion,
        plan.notBefore(),
        plan.notAfter(),
        toBeSigned);
  }
}
