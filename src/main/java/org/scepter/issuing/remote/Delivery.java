package org.scepter.issuing.remote;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.CaGeneration;
import org.scepter.issuing.AuthorityCertificate;
import org.scepter.issuing.CertificateCheck;
import org.scepter.issuing.elsewhere.Comparison;
import org.scepter.issuing.elsewhere.PinnedAuthority;
import org.scepter.issuing.est.AuthorityDocument;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;

/**
 * Compares a certificate that came over the wire with what was authorised, before it is handed on.
 */
final class Delivery {
  // From the longest backdating that a CA's settings allow.
  private static final Period LEEWAY = Period.ofDays(2);

  private final List<CaGeneration> generations;
  private final boolean isElsewhere;
  private final Provider provider;

  Delivery(Optional<AuthorityDocument> known, Provider provider) {
    this.generations = known.map(AuthorityDocument::generations).orElse(List.of());
    this.isElsewhere = known.filter(AuthorityDocument::isElsewhere).isPresent();
    this.provider = provider;
  }

  /**
   * The CA that signed the certificate.
   *
   * @throws UnreadableException if the certificate is not exactly what was authorised, or no CA
   *     that this node knows has signed it
   */
  CaGeneration requireAuthorised(
      Der certificate, Authorisation authorisation, CertificationRequest request)
      throws UnreadableException {
    try {
      X509Certificate came = X509.certificate(certificate);
      CaGeneration ca =
          generations.stream()
              .filter(each -> isAsked(each, authorisation.issuingCa()))
              .filter(each -> hasSigned(each, came))
              .findFirst()
              .orElseThrow(() -> new UnreadableException("no CA that is known here signed it"));
      if (isElsewhere) {
        requireFit(certificate, authorisation, request, ca);
        return ca;
      }
      CertificateCheck.requireAuthorised(
          certificate, authorisation, request.publicKey(), describe(ca));
      requireLifetime(came, authorisation);
      return ca;
    } catch (GeneralSecurityException | IllegalStateException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()), e);
    }
  }

  // As the CA inside has compared it: another one's certificates are not built as ours are.
  private void requireFit(
      Der certificate, Authorisation authorisation, CertificationRequest request, CaGeneration ca)
      throws GeneralSecurityException, UnreadableException {
    Optional<String> difference =
        Comparison.difference(
            certificate,
            authorisation,
            request.publicKey(),
            new PinnedAuthority(X509.certificate(ca.chain().get(0)), ca.chain()),
            authorisation.issuedAt(),
            provider);
    if (difference.isPresent()) {
      throw new UnreadableException(difference.get());
    }
  }

  private static boolean isAsked(CaGeneration ca, Optional<org.scepter.pki.Thumbprint> authorised) {
    return authorised.isEmpty() || authorised.get().equals(ca.thumbprint());
  }

  private boolean hasSigned(CaGeneration ca, X509Certificate came) {
    try {
      came.verify(X509.certificate(ca.chain().get(0)).getPublicKey(), provider);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void requireLifetime(X509Certificate came, Authorisation authorisation)
      throws UnreadableException {
    Instant latest =
        came.getNotBefore()
            .toInstant()
            .atZone(ZoneOffset.UTC)
            .plus(authorisation.validity())
            .plus(LEEWAY)
            .toInstant();
    if (came.getNotAfter().toInstant().isAfter(latest)) {
      throw new UnreadableException("it lives longer than was authorised");
    }
  }

  private static AuthorityCertificate describe(CaGeneration ca) throws GeneralSecurityException {
    Der der = ca.chain().get(0);
    X509Certificate certificate = X509.certificate(der);
    return new AuthorityCertificate(
        der,
        der.thumbprint(),
        Der.of(certificate.getSubjectX500Principal().getEncoded()),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }
}
