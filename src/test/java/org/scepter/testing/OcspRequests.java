package org.scepter.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;

/** OCSP requests, by Bouncy Castle's classes for clients. */
public final class OcspRequests {
  private OcspRequests() {}

  /**
   * About one certificate, its issuer named by SHA-1.
   *
   * @param nonce none, if it has no octets
   */
  public static byte[] about(X509Certificate issuer, BigInteger serial, byte... nonce) {
    OCSPReqBuilder builder = new OCSPReqBuilder();
    try {
      builder.addRequest(
          new CertificateID(
              new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1),
              new X509CertificateHolder(issuer.getEncoded()),
              serial));
      if (nonce.length > 0) {
        builder.setRequestExtensions(
            new Extensions(
                new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                    false,
                    new DEROctetString(nonce).getEncoded())));
      }
      return builder.build().getEncoded();
    } catch (IOException | GeneralSecurityException | OCSPException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }
}
