package org.scepter.issuing.elsewhere;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
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
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Generation;
import org.scepter.issuing.RecordedIssuance;
import org.scepter.issuing.publication.Publications;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;

/**
 * The CA of this server with another one behind it. The home's own CA certifies Scepter's parts
 * alone, the RA among them: a key set of the RA belongs to the generation that certified it, and
 * requests to any of them go to the one other CA.
 */
@ApplicationScoped
@Typed(ElsewhereAuthority.class) // the port is bound by the node's roles and settings
public class ElsewhereAuthority implements IssuingAuthority {
  private final OtherCa otherCa;
  private final AuthorityKeys keys;
  private final PassingOn passingOn;
  private final RecordedIssuance audit;
  private final Publications publications;
  private final Clock clock;

  ElsewhereAuthority() {
    this.otherCa = null;
    this.keys = null;
    this.passingOn = null;
    this.audit = null;
    this.publications = null;
    this.clock = null;
  }

  @Inject
  public ElsewhereAuthority(
      OtherCa otherCa,
      AuthorityKeys keys,
      PassingOn passingOn,
      RecordedIssuance audit,
      Publications publications,
      Clock clock) {
    this.otherCa = otherCa;
    this.keys = keys;
    this.passingOn = passingOn;
    this.audit = audit;
    this.publications = publications;
    this.clock = clock;
  }

  @Override
  public List<Der> chain() {
    return otherCa.pinned().chain();
  }

  /** The other CA's root. */
  public X509Certificate root() {
    try {
      return X509.certificate(chain().get(chain().size() - 1));
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate that was read can be read again", e);
    }
  }

  @Override
  public List<CaGeneration> generations() {
    return keys.generations().stream().map(Generation::told).map(this::behind).toList();
  }

  private CaGeneration behind(CaGeneration own) {
    return new CaGeneration(own.number(), chain(), own.activeFrom(), own.retiresAt());
  }

  /** Nobody here can sign in the other CA's name, so that a next one cannot be announced. */
  @Override
  public Optional<Der> nextAuthority() {
    return Optional.empty();
  }

  @Override
  public Issuance issue(Authorised verdict, CertificationRequest request) {
    Authorisation authorisation = verdict.authorisation();
    Instant now = clock.instant();
    if (!now.isBefore(otherCa.pinned().described().notAfter())) {
      return new Unreachable("the other CA's own certificate has expired");
    }
    Optional<Refused> objection = passingOn.toBinding(authorisation, request, now);
    if (objection.isEmpty()) {
      objection = passingOn.toContent(authorisation, request);
      // What was issued under an earlier template keeps its one answer.
      Optional<Issuance> given =
          objection.isPresent() ? passingOn.given(authorisation) : Optional.empty();
      if (given.isPresent()) {
        return given.get();
      }
    }
    return objection.isPresent()
        ? audit.refuse(objection.get(), authorisation)
        : passingOn.issue(authorisation, request);
  }

  @Override
  public Optional<Der> requestAttributes(TemplateName template) {
    return passingOn.requestAttributes(template);
  }

  @Override
  public Optional<Der> certificate(EndpointName endpoint, SubjectName issuer, SerialNumber serial) {
    return publications.certificate(endpoint, issuer, serial);
  }

  /** The other CA publishes its CRLs itself, at the address that stands in its certificates. */
  @Override
  public RevocationListAnswer revocationList(SubjectName issuer, SerialNumber serial) {
    RevocationListAnswer own = publications.revocationList(issuer, serial);
    return own.crl().isPresent()
        ? own
        : RevocationListAnswer.refused(
            RefusalReason.NotSupported,
            "the CA elsewhere publishes its own CRL, where its certificates say");
  }
}
