package org.scepter.issuing.est;

import java.io.IOException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.operator.OperatorCreationException;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.CmsSignature;
import org.scepter.pki.Der;
import org.scepter.pki.KeyOutOfReachException;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.keys.KeyHolders;

/**
 * That a request comes from who has the key of the certificate to be renewed, where this cannot be
 * shown as a client certificate: CMS SignedData (RFC 5652) without content over the PKCS#10, with
 * one signer and the signer's certificate inside.
 */
public final class RenewalProof {
  /** The header with it: base64, one line. */
  public static final String HEADER = "Scepter-Renewal";

  private static final int MAX_LENGTH = 8192;

  private RenewalProof() {}

  /** Base64 of the proof. */
  public static String of(KeyEntry old, CertificationRequest request, Provider provider)
      throws IOException {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          CmsSignature.by(
              old.certificate(), KeyHolders.by(provider).of(old.privateKey()), provider));
      generator.addCertificate(new JcaX509CertificateHolder(old.certificate()));
      byte[] proof =
          generator
              .generate(new CMSProcessableByteArray(request.der().bytes()), false)
              .getEncoded("DER");
      return Base64.getEncoder().encodeToString(proof);
    } catch (OperatorCreationException
        | CMSException
        | CertificateException
        | IllegalArgumentException
        | KeyOutOfReachException e) {
      throw new IOException("the old key cannot sign: " + e.getMessage(), e);
    }
  }

  /**
   * The certificate whose key signed the request.
   *
   * @throws UnreadableException if it is no such proof for this request
   */
  static X509Certificate verify(String base64, CertificationRequest request, Provider provider)
      throws UnreadableException {
    if (base64.length() > MAX_LENGTH) {
      throw new UnreadableException("a proof has at most " + MAX_LENGTH + " characters");
    }
    try {
      CMSSignedData proof =
          new CMSSignedData(
              new CMSProcessableByteArray(request.der().bytes()),
              Base64.getDecoder().decode(base64));
      Collection<SignerInformation> signers = proof.getSignerInfos().getSigners();
      List<X509CertificateHolder> inside = List.copyOf(proof.getCertificates().getMatches(null));
      if (signers.size() != 1 || inside.size() != 1) {
        throw new UnreadableException("a proof has one signer and its certificate");
      }
      X509Certificate old = X509.certificate(Der.of(inside.get(0).getEncoded()));
      if (!CmsSignature.isBy(old, signers.iterator().next(), provider)) {
        throw new UnreadableException("the proof is not signed by its certificate's key");
      }
      return old;
    } catch (CMSException
        | OperatorCreationException
        | CertificateException
        | IOException
        | RuntimeException e) {
      throw new UnreadableException("the proof cannot be verified", e);
    }
  }
}
