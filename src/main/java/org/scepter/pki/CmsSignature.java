package org.scepter.pki;

import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** How Scepter's own keys sign what goes between its servers: CMS SignedData (RFC 5652). */
public final class CmsSignature {
  private static final Set<String> DIGESTS =
      Set.of(
          "2.16.840.1.101.3.4.2.1", // SHA-256
          "2.16.840.1.101.3.4.2.2", // SHA-384
          "2.16.840.1.101.3.4.2.3"); // SHA-512

  private CmsSignature() {}

  /** A signer, with SHA-256, of what is being made. */
  public static SignerInfoGenerator by(
      X509Certificate certificate, KeyHolder key, Provider provider)
      throws OperatorCreationException, CertificateException {
    String algorithm =
        "RSA".equals(certificate.getPublicKey().getAlgorithm())
            ? "SHA256withRSA"
            : "SHA256withECDSA";
    return new JcaSignerInfoGeneratorBuilder(
            new JcaDigestCalculatorProviderBuilder().setProvider(provider).build())
        .build(new HeldSigner(key, algorithm), certificate);
  }

  /** Whether its digest is one that nobody finds another content for. */
  public static boolean isStrong(SignerInformation signer) {
    return DIGESTS.contains(signer.getDigestAlgOID());
  }

  /** Whether the certificate's key has signed, by a strong digest. */
  public static boolean isBy(
      X509Certificate certificate, SignerInformation signer, Provider provider)
      throws CMSException, OperatorCreationException {
    return isStrong(signer)
        && signer.verify(
            new JcaSimpleSignerInfoVerifierBuilder()
                .setProvider(provider)
                .build(certificate.getPublicKey()));
  }
}
