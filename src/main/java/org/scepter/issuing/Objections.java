package org.scepter.issuing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.issuing.template.JudgingTemplate;
import org.scepter.issuing.template.Template;
import org.scepter.issuing.template.TemplateBounds;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.SecurityIdentifier;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectAltName;

/** What speaks against issuing for an authorisation: its binding, then its template's bounds. */
public final class Objections {
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  private Objections() {}

  /** Whether the authorisation is in force at {@code now} and for this request. */
  public static Optional<Refused> toBinding(
      Authorisation authorisation, CertificationRequest request, Instant now) {
    if (!now.isBefore(authorisation.expiresAt())) {
      return refused("the authorisation has expired");
    }
    if (authorisation.issuedAt().isAfter(now.plus(CLOCK_DIFFERENCE))) {
      return refused("the authorisation is from the future");
    }
    if (!authorisation.requestDigest().equals(request.der().sha256())) {
      return refused("the authorisation names another request");
    }
    if (!authorisation.keyDigest().equals(request.publicKey().digest())) {
      return refused("the authorisation names another key");
    }
    return Optional.empty();
  }

  /** Whether the CA that is to issue is one of this server's and takes requests at {@code now}. */
  static Optional<Refused> toAuthority(Optional<Generation> asked, Instant now) {
    if (asked.isEmpty()) {
      return refused("the authorisation names another CA");
    }
    if (!asked.get().takesRequests(now)) {
      return refused("the authorisation names a CA that has retired");
    }
    return Optional.empty();
  }

  /**
   * Whether what is authorised lies within its template, in the version in force.
   *
   * @param ends when the device's certificate of a number ends, if it is on record
   */
  public static Optional<Refused> toContent(
      Authorisation authorisation,
      CertificationRequest request,
      JudgingTemplate judging,
      Function<SerialNumber, Optional<Instant>> ends,
      Instant now) {
    Optional<Template> named = judging.inForce();
    if (named.isEmpty()) {
      return refused(RefusalReason.TemplateNotAvailable, "no template " + authorisation.template());
    }
    Template template = named.get();
    TemplateBounds bounds = new TemplateBounds(template, authorisation);
    return bounds
        .toUse()
        .or(
            () ->
                authorisation.templateVersion() == template.version()
                    ? Optional.empty()
                    : bounds.toVersion(judging.authorised()))
        .or(() -> bounds.toContent(request))
        .or(() -> toNames(authorisation))
        .or(
            () ->
                authorisation
                    .renewedSerial()
                    .flatMap(renewed -> bounds.toRenewal(ends.apply(renewed), now)));
  }

  /** Whether the certificate would name somebody, and no account that is not authorised. */
  static Optional<Refused> toNames(Authorisation authorisation) {
    if (authorisation.subject().isEmpty() && authorisation.subjectAltNames().isEmpty()) {
      return refused(RefusalReason.SubjectNameMissing, "neither subject nor SAN is authorised");
    }
    Optional<String> sid = authorisation.securityIdentifier();
    if (sid.isPresent() && !SecurityIdentifier.isOne(sid.get())) {
      return refused(RefusalReason.SecurityIdentifierMismatch, "the authorised SID is none");
    }
    for (SubjectAltName name : authorisation.subjectAltNames()) {
      if (name.kind() == SubjectAltName.Kind.OTHER) {
        return refused(RefusalReason.SubjectAltNameMismatch, "a SAN of an unknown kind");
      }
      Optional<String> named = SecurityIdentifier.namedBy(name);
      if (named.isPresent()
          && !sid.map(SecurityIdentifier.TAG::concat).equals(Optional.of(name.value()))) {
        return refused(
            RefusalReason.SecurityIdentifierMismatch, "a SAN names a SID that is not authorised");
      }
    }
    return Optional.empty();
  }

  private static Optional<Refused> refused(String detail) {
    return refused(RefusalReason.RefusedByIssuingAuthority, detail);
  }

  private static Optional<Refused> refused(RefusalReason reason, String detail) {
    return Optional.of(new Refused(reason, detail));
  }
}
