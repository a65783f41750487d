package org.scepter.issuing.template;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.PublicKeyInfo;

/** What speaks against issuing what is authorised from a template; the first reason is told. */
public final class TemplateBounds {
  private final Template template;
  private final Authorisation authorisation;

  /**
   * @param template in the version in force
   */
  public TemplateBounds(Template template, Authorisation authorisation) {
    this.template = template;
    this.authorisation = authorisation;
  }

  /** Whether devices get anything from it, by that authorisation, at that endpoint. */
  public Optional<Refused> toUse() {
    if (template.terms().holder() != Holder.DEVICE) {
      return unavailable("is for the " + template.terms().holder().text() + " alone");
    }
    if (!template.published()) {
      return unavailable("is not published");
    }
    if (authorisation.templateVersion() > template.version()) {
      return unavailable(
          "has version "
              + template.version()
              + ", authorised was "
              + authorisation.templateVersion());
    }
    if (!template.terms().endpoints().allows(authorisation.endpoint().value())) {
      return unavailable("is not for the endpoint " + authorisation.endpoint());
    }
    return template.terms().subject() == SubjectSource.RECORD && authorisation.namesAreRequested()
        ? unavailable("takes names from a device's record, not from its request")
        : Optional.empty();
  }

  /**
   * Whether an authorisation for an earlier version still serves. The version in force decides
   * about all else; only an operator's word cannot be seen in what is authorised.
   *
   * @param earlier the version that was authorised, if it is on record
   */
  public Optional<Refused> toVersion(Optional<Template> earlier) {
    boolean asked = earlier.filter(then -> then.terms().approval()).isPresent();
    return template.terms().approval() && !asked
        ? unavailable(
            "needs approval in version "
                + template.version()
                + ", authorised was "
                + authorisation.templateVersion())
        : Optional.empty();
  }

  /** Whether key, signature, usages and names lie within its terms. */
  public Optional<Refused> toContent(CertificationRequest request) {
    return toKey(request.publicKey())
        .or(() -> toHash(request))
        .or(this::toUsages)
        .or(this::toValidity)
        .or(this::toNames);
  }

  private Optional<Refused> toKey(PublicKeyInfo key) {
    if (!template.terms().keys().allows(key.algorithm())) {
      return refused(RefusalReason.KeyTypeMismatch, "allows no " + key.algorithm() + " key");
    }
    int minimum = template.terms().keys().minimumBits(key.algorithm());
    if (key.bits() < minimum) {
      return refused(
          RefusalReason.KeyLengthMismatch,
          "wants keys of at least " + minimum + " bits, this one has " + key.bits());
    }
    return key.weakness()
        .flatMap(why -> refused(RefusalReason.WeakKey, "takes no weak key: " + why));
  }

  private Optional<Refused> toHash(CertificationRequest request) {
    return template
        .terms()
        .hash()
        .filter(least -> request.digestBits().orElse(0) < least.bits())
        .flatMap(
            least ->
                refused(
                    RefusalReason.RefusedByIssuingAuthority,
                    "wants requests signed with " + least.text() + " or better"));
  }

  private Optional<Refused> toUsages() {
    if (template.terms().keyUsage() != authorisation.keyUsage()) {
      return refused(RefusalReason.KeyUsageMismatch, "is for " + template.terms().keyUsage());
    }
    // A certificate without EKU may be used for anything.
    if (authorisation.extendedKeyUsages().isEmpty()) {
      return refused(RefusalReason.EnhancedKeyUsageMissing, "no extended key usage is authorised");
    }
    return authorisation.extendedKeyUsages().stream()
        .filter(oid -> !template.terms().extendedKeyUsages().contains(oid))
        .findFirst()
        .flatMap(oid -> refused(RefusalReason.EnhancedKeyUsageMismatch, "does not allow " + oid));
  }

  private Optional<Refused> toValidity() {
    return Periods.isLonger(authorisation.validity(), template.terms().maximumValidity())
        ? refused(
            RefusalReason.RefusedByIssuingAuthority,
            "allows "
                + template.terms().maximumValidity()
                + ", authorised was "
                + authorisation.validity())
        : Optional.empty();
  }

  private Optional<Refused> toNames() {
    return template
        .terms()
        .names()
        .constraints()
        .violation(authorisation.subject())
        .flatMap(what -> refused(RefusalReason.SubjectNameMismatch, what))
        .or(
            () ->
                template
                    .terms()
                    .names()
                    .violation(authorisation.subjectAltNames())
                    .flatMap(what -> refused(RefusalReason.SubjectAltNameMismatch, what)));
  }

  /**
   * Whether a certificate may be renewed already.
   *
   * @param end of the certificate that is renewed; empty if it is not on record
   */
  public Optional<Refused> toRenewal(Optional<Instant> end, Instant now) {
    if (template.terms().renewalPeriod().isEmpty()) {
      return Optional.empty();
    }
    if (end.isEmpty()) {
      return refused(
          RefusalReason.RenewalCertificateUnknown,
          "the certificate to be renewed is not on record");
    }
    Instant opens =
        end.get().atZone(ZoneOffset.UTC).minus(template.terms().renewalPeriod().get()).toInstant();
    return now.isBefore(opens)
        ? refused(RefusalReason.RenewalTooEarly, "lets it be renewed from " + opens)
        : Optional.empty();
  }

  private Optional<Refused> unavailable(String detail) {
    return refused(RefusalReason.TemplateNotAvailable, detail);
  }

  private Optional<Refused> refused(RefusalReason reason, String detail) {
    return Optional.of(new Refused(reason, template.name() + ": " + detail));
  }
}
