package org.scepter.profile;

import java.io.ByteArrayInputStream;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.scepter.pki.Der;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Result;

/** The rules between a trusted-root profile as written and one that can be deployed. */
final class TrustedRootRules {
  // RSA-8192 with long names is below 4 KiB.
  private static final int MAX_CERTIFICATE_LENGTH = 16_384;

  private final Provider provider;
  private final Supplier<X509Certificate> ownRoot;

  /**
   * @param ownRoot the root of this site's CA, for profiles that bring none
   */
  TrustedRootRules(Provider provider, Supplier<X509Certificate> ownRoot) {
    this.provider = provider;
    this.ownRoot = ownRoot;
  }

  Result<TrustedRoot> validate(JsonFields fields) {
    String name = fields.text("name").orElse("");
    if (!name.matches(ScepProfileRules.NAME)) {
      fields.fault("name", ScepProfileRules.NAME_EXPECTED);
    }
    String description = ScepProfileRules.description(fields.text("description"), fields);
    Optional<X509Certificate> root =
        fields
            .text("certificate")
            .map(this::written)
            .orElseGet(() -> Optional.of(ownRoot.get()))
            .filter(TrustedRootRules::isRoot);
    if (root.isEmpty()) {
      fields.fault(
          "certificate",
          "must be one self-issued CA certificate as PEM or base64 DER, at most "
              + MAX_CERTIFICATE_LENGTH
              + " bytes");
    }
    return fields.orFaults(() -> trustedRoot(name, description, root.orElseThrow()));
  }

  private static TrustedRoot trustedRoot(
      String name, String description, X509Certificate certificate) {
    try {
      return new TrustedRoot(
          name,
          description,
          Der.of(certificate.getEncoded()),
          certificate.getSubjectX500Principal().getName(),
          certificate.getNotAfter().toInstant());
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate that was read can be encoded", e);
    }
  }

  private static boolean isRoot(X509Certificate certificate) {
    return certificate.getBasicConstraints() >= 0
        && certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private Optional<X509Certificate> written(String text) {
    String base64 = text.replaceAll("-----(BEGIN|END) CERTIFICATE-----", "").replaceAll("\\s", "");
    try {
      byte[] der = Base64.getDecoder().decode(base64);
      if (der.length > MAX_CERTIFICATE_LENGTH) {
        return Optional.empty();
      }
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509", provider)
                  .generateCertificate(new ByteArrayInputStream(der));
      // One certificate and nothing behind it.
      return Optional.ofNullable(certificate).filter(one -> encodes(one, der));
    } catch (CertificateException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean encodes(X509Certificate certificate, byte[] der) {
    try {
      return java.util.Arrays.equals(certificate.getEncoded(), der);
    } catch (CertificateException e) {
      return false;
    }
  }
}
