package org.scepter.issuing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SecurityIdentifier;
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

  /** Whether what is authorised lies within its template. */
  public static Optional<Refused> toContent(
      Authorisation authorisation, PublicKeyInfo key, Templates templates) {
    Optional<Template> named = templates.find(authorisation.template());
    if (named.isEmpty()) {
      return refused(RefusalReason.TemplateNotAvailable, "no template " + authorisation.template());
    }
    Template template = named.get();
    if (template.version() != authorisation.templateVersion()) {
      return refused(
          RefusalReason.TemplateNotAvailable,
          template.name()
              + " has version "
              + template.version()
              + ", authorised was "
              + authorisation.templateVersion());
    }
    return toKey(template, key)
        .or(() -> toUsages(template, authorisation))
        .or(() -> toValidity(template, authorisation))
        .or(() -> toNames(authorisation));
  }

  private static Optional<Refused> toKey(Template template, PublicKeyInfo key) {
    Optional<String> weakness = key.weakness();
    if (weakness.isPresent()) {
      return refused(RefusalReason.WeakKey, weakness.get());
    }
    if (!template.keyAlgorithms().contains(key.algorithm())) {
      return refused(
          RefusalReason.KeyTypeMismatch,
          template.name() + " allows no " + key.algorithm() + " key");
    }
    if (key.algorithm() == PublicKeyInfo.Algorithm.RSA && key.bits() < template.minimumKeyBits()) {
      return refused(
          RefusalReason.KeyLengthMismatch,
          "the key has " + key.bits() + " bits of at least " + template.minimumKeyBits());
    }
    return Optional.empty();
  }

  private static Optional<Refused> toUsages(Template template, Authorisation authorisation) {
    if (template.keyUsage() != authorisation.keyUsage()) {
      return refused(
          RefusalReason.KeyUsageMismatch, template.name() + " is for " + template.keyUsage());
    }
    // A certificate without EKU may be used for anything.
    if (authorisation.extendedKeyUsages().isEmpty()) {
      return refused(RefusalReason.EnhancedKeyUsageMissing, "no extended key usage is authorised");
    }
    for (String oid : authorisation.extendedKeyUsages()) {
      if (!template.extendedKeyUsages().contains(oid)) {
        return refused(
            RefusalReason.EnhancedKeyUsageMismatch, template.name() + " does not allow " + oid);
      }
    }
    return Optional.empty();
  }

  // Any date serves to compare periods; one with a leap day ahead makes P1Y and P366D differ.
  private static Optional<Refused> toValidity(Template template, Authorisation authorisation) {
    LocalDate start = LocalDate.of(2000, 3, 1);
    if (start.plus(authorisation.validity()).isAfter(start.plus(template.maximumValidity()))) {
      return refused(
          RefusalReason.RefusedByIssuingAuthority,
          template.name()
              + " allows "
              + template.maximumValidity()
              + ", authorised was "
              + authorisation.validity());
    }
    return Optional.empty();
  }

  private static Optional<Refused> toNames(Authorisation authorisation) {
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
