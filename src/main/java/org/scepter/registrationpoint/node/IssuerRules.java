package org.scepter.registrationpoint.node;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/**
 * Whose certificates an issuer and a DNS name stand for (RFC 5280 §6): the path from the client's
 * certificate up to the issuer verifies, and the certificate is for client authentication and for
 * this one name. What Scepter's own CAs have issued, or the CA that issues for it, never counts,
 * since devices choose their names there.
 */
final class IssuerRules {
  private static final int MAX_CERTIFICATES = 8;
  private static final int DNS = 2;
  private static final String NAME =
      "(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*";

  private final Set<PublicKey> own;
  private final Instant now;

  /**
   * @param own certificates of Scepter's own CAs and of those that issue for it, all of them
   */
  IssuerRules(Collection<X509Certificate> own, Instant now) {
    this.own =
        own.stream()
            .map(X509Certificate::getPublicKey)
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
    this.now = now;
  }

  /** A DNS name as it is compared; empty if it is none, or stands for several. */
  static Optional<String> dnsName(String written) {
    return Optional.of(written.toLowerCase(Locale.ROOT)).filter(text -> text.matches(NAME));
  }

  /** The only name of a certificate's subjectAltName, if it is a DNS name. */
  static Optional<String> onlyName(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null || names.size() != 1
          ? Optional.empty()
          : names.stream()
              .filter(each -> each.get(0).equals(DNS))
              .map(each -> (String) each.get(1))
              .flatMap(text -> dnsName(text).stream())
              .findFirst();
    } catch (CertificateParsingException e) {
      return Optional.empty();
    }
  }

  /** Why it is no NDES server's certificate by itself; empty if it can be one. */
  Optional<String> clientObjection(X509Certificate client) {
    return NodeCertificateRules.objection(client, now);
  }

  /** Why nobody can be registered under this issuer; empty if somebody can. */
  Optional<String> objection(X509Certificate issuer) {
    boolean[] usage = issuer.getKeyUsage();
    if (issuer.getBasicConstraints() == -1 || (usage != null && !usage[5])) {
      return Optional.of("is no CA's");
    }
    if (isOver(issuer)) {
      return Optional.of("is out of date");
    }
    if (own.isEmpty()) {
      return Optional.of("cannot be told from Scepter's own CAs: the home names none");
    }
    return own.contains(issuer.getPublicKey())
        ? Optional.of(
            "is a CA of Scepter's own or issues for it, so that devices choose their names there")
        : Optional.empty();
  }

  /** Whether the issuer may give certificates to the name (RFC 5280 §4.2.1.10). */
  static boolean permits(X509Certificate issuer, String dnsName) {
    byte[] extension = issuer.getExtensionValue(Extension.nameConstraints.getId());
    if (extension == null) {
      return true;
    }
    try {
      NameConstraints constraints =
          NameConstraints.getInstance(ASN1OctetString.getInstance(extension).getOctets());
      PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
      if (constraints.getPermittedSubtrees() != null) {
        validator.intersectPermittedSubtree(constraints.getPermittedSubtrees());
      }
      Stream.ofNullable(constraints.getExcludedSubtrees())
          .flatMap(Arrays::stream)
          .map(GeneralSubtree.class::cast)
          .forEach(validator::addExcludedSubtree);
      GeneralName name = new GeneralName(GeneralName.dNSName, dnsName);
      validator.checkPermitted(name);
      validator.checkExcluded(name);
      return true;
    } catch (NameConstraintValidatorException | RuntimeException e) {
      return false;
    }
  }

  /**
   * Why a client is not the one that {@code issuer} and {@code dnsName} stand for; empty if it is.
   *
   * @param chain what the client has shown, its own certificate first
   */
  Optional<String> objection(List<X509Certificate> chain, X509Certificate issuer, String dnsName) {
    X509Certificate client = chain.get(0);
    if (!onlyName(client).equals(Optional.of(dnsName))) {
      return Optional.of("its only alternative name is not the DNS name " + dnsName);
    }
    return clientObjection(client)
        .map(why -> "it " + why)
        .or(() -> objection(issuer).map(why -> "its issuer " + why))
        .or(() -> pathObjection(chain, issuer));
  }

  private Optional<String> pathObjection(List<X509Certificate> chain, X509Certificate issuer) {
    try {
      List<? extends Certificate> path = path(chain, issuer);
      if (path.size() - 1 > issuer.getBasicConstraints()) {
        return Optional.of("there are more CAs below its issuer than that one allows");
      }
      return path.stream().map(Certificate::getPublicKey).anyMatch(own::contains)
          ? Optional.of("a CA of Scepter's own, or that issues for it, is on its path")
          : Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.of("it does not lead up to the registered issuer: " + e.getMessage());
    }
  }

  // From the client's certificate to the one below the issuer.
  private List<? extends Certificate> path(List<X509Certificate> chain, X509Certificate issuer)
      throws GeneralSecurityException {
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(chain.get(0));
    PKIXBuilderParameters parameters = parameters(issuer, target);
    parameters.addCertStore(
        CertStore.getInstance(
            "Collection",
            new CollectionCertStoreParameters(chain.stream().limit(MAX_CERTIFICATES).toList())));
    PKIXCertPathBuilderResult built =
        (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
    return built.getCertPath().getCertificates();
  }

  private PKIXBuilderParameters parameters(X509Certificate issuer, X509CertSelector target)
      throws InvalidAlgorithmParameterException, NoSuchAlgorithmException {
    PKIXBuilderParameters parameters =
        new PKIXBuilderParameters(Set.of(new TrustAnchor(issuer, null)), target);
    // Whoever is to be shut out is ended here; another CA's lists are not fetched.
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    return parameters;
  }

  private boolean isOver(X509Certificate certificate) {
    return now.isBefore(certificate.getNotBefore().toInstant())
        || !now.isBefore(certificate.getNotAfter().toInstant());
  }
}
