package org.scepter.issuing.elsewhere;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.Objections;
import org.scepter.issuing.template.RequestAttributes;
import org.scepter.issuing.template.Template;
import org.scepter.issuing.template.TemplatesInForce;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.TemplateName;

/**
 * Whether a device's request may be shown to the other CA, which issues from it: it asks for
 * exactly what was authorised, and holds nothing by which that CA might be asked for more.
 */
@ApplicationScoped
public class Admission {
  private static final String SID_TAG = "tag:microsoft.com,2022-09-14:sid:";
  private static final Set<ASN1ObjectIdentifier> EXTENSIONS =
      Set.of(
          Extension.subjectAlternativeName,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.basicConstraints,
          Extension.subjectKeyIdentifier,
          new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2"),
          new ASN1ObjectIdentifier("1.3.6.1.4.1.311.21.10"));
  // The last five are what Windows tells of itself, and the certificate that it renews.
  private static final Set<ASN1ObjectIdentifier> ATTRIBUTES =
      Set.of(
          PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
          PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
          PKCSObjectIdentifiers.pkcs_9_at_unstructuredName,
          PKCSObjectIdentifiers.pkcs_9_at_unstructuredAddress,
          new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14"),
          new ASN1ObjectIdentifier("1.3.6.1.4.1.311.13.2.3"),
          new ASN1ObjectIdentifier("1.3.6.1.4.1.311.13.2.2"),
          new ASN1ObjectIdentifier("1.3.6.1.4.1.311.21.20"),
          new ASN1ObjectIdentifier("1.3.6.1.4.1.311.13.1"));

  private final TemplatesInForce templates;
  private final CertificateRecords records;

  Admission() {
    this(null, null);
  }

  @Inject
  public Admission(TemplatesInForce templates, CertificateRecords records) {
    this.templates = templates;
    this.records = records;
  }

  /** As {@link org.scepter.enrolment.IssuingAuthority#requestAttributes}. */
  Optional<Der> requestAttributes(TemplateName template) {
    return RequestAttributes.of(templates.now(), template);
  }

  /** What speaks against the request by its template. */
  Optional<Refused> toTemplate(
      Authorisation authorisation, CertificationRequest request, Instant now) {
    return Objections.toContent(
        authorisation, request, templates.judging(authorisation), records::endOf, now);
  }

  /** The version in force, or the authorised one if there is none any more. */
  int versionFor(Authorisation authorisation) {
    return templates
        .judging(authorisation)
        .inForce()
        .map(Template::version)
        .orElse(authorisation.templateVersion());
  }

  /** What speaks against showing the request; empty if nothing does. */
  Optional<Refused> objection(Authorisation authorisation, CertificationRequest request) {
    if (!request.subject().equals(authorisation.subject())) {
      return refused(RefusalReason.SubjectNameMismatch, "the subject");
    }
    if (!names(request.subjectAltNames(), authorisation)
        .equals(names(authorisation.subjectAltNames(), authorisation))) {
      return refused(RefusalReason.SubjectAltNameMismatch, "the subject alternative names");
    }
    if (!request.securityIdentifier().equals(authorisation.securityIdentifier())) {
      return refused(RefusalReason.SecurityIdentifierMismatch, "the security identifier");
    }
    if (request.keyUsage().isPresent()
        && request.keyUsage().getAsInt() != authorisation.keyUsage().bits()) {
      return refused(RefusalReason.KeyUsageMismatch, "the key usage");
    }
    if (!request.extendedKeyUsages().isEmpty()
        && !Set.copyOf(request.extendedKeyUsages())
            .equals(Set.copyOf(authorisation.extendedKeyUsages()))) {
      return refused(RefusalReason.EnhancedKeyUsageMismatch, "the extended key usages");
    }
    return content(request);
  }

  private static Set<String> names(List<SubjectAltName> names, Authorisation authorisation) {
    Set<String> all = new HashSet<>();
    for (SubjectAltName name : names) {
      boolean isAccount =
          authorisation.securityIdentifier().map(SID_TAG::concat).equals(Optional.of(name.value()));
      if (!isAccount) {
        all.add(name.text());
      }
    }
    return all;
  }

  private static Optional<Refused> content(CertificationRequest request) {
    try {
      PKCS10CertificationRequest parsed = new PKCS10CertificationRequest(request.der().bytes());
      for (Attribute attribute : parsed.getAttributes()) {
        if (!ATTRIBUTES.contains(attribute.getAttrType())) {
          return beyond("an attribute " + attribute.getAttrType().getId());
        }
      }
      Extensions extensions = parsed.getRequestedExtensions();
      if (extensions == null) {
        return Optional.empty();
      }
      Optional<ASN1ObjectIdentifier> strange =
          Arrays.stream(extensions.getExtensionOIDs())
              .filter(oid -> !EXTENSIONS.contains(oid))
              .findFirst();
      if (strange.isPresent()) {
        return beyond("an extension " + strange.get().getId());
      }
      BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
      return constraints != null && constraints.isCA() ? beyond("to be a CA") : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(
          new Refused(
              RefusalReason.CertificateRequestDecodingFailed,
              "the request's attributes cannot be read"));
    }
  }

  private static Optional<Refused> beyond(String what) {
    return Optional.of(
        new Refused(
            RefusalReason.RefusedByIssuingAuthority,
            "the request asks for " + what + ", which is not passed on"));
  }

  private static Optional<Refused> refused(RefusalReason reason, String what) {
    return Optional.of(
        new Refused(
            reason,
            what + " in the request is not what was authorised, and the other CA issues from it"));
  }
}
