package org.scepter.scep.protocol;

import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.scepter.pki.Asn1Bounds;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.cms.Tlv;

/**
 * A content that can be read and proves nothing. Reading it takes the time that is saved where a
 * content cannot be read, so that the answer's time does not tell one from the other.
 */
final class Decoy {
  private static final int BIT_STRING = 0x03;
  private final byte[] request;
  private final byte[] id;

  /** Over the certificate's RSA key, with a signature that does not hold. */
  Decoy(X509Certificate certificate) {
    int length = (((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength() + 7) / 8;
    byte[] signature = new byte[length + 1];
    signature[length] = 1;
    byte[] name = certificate.getSubjectX500Principal().getEncoded();
    this.request =
        Tlv.sequence(
            Tlv.sequence(
                Tlv.integer(0), name, certificate.getPublicKey().getEncoded(), Tlv.context(0)),
            Tlv.sequence(
                Tlv.of(PKCSObjectIdentifiers.sha256WithRSAEncryption), Tlv.of(DERNull.INSTANCE)),
            Tlv.of(BIT_STRING, signature));
    this.id = Tlv.sequence(certificate.getIssuerX500Principal().getEncoded(), Tlv.integer(1));
  }

  /** Reads a PKCS#10 and checks its signature. */
  void spend(Provider provider) {
    try {
      if (CertificationRequest.read(request).isSignedByItsKey(provider, true)) {
        throw new IllegalStateException("the decoy's signature holds");
      }
    } catch (UnreadableException e) {
      throw new IllegalStateException("the decoy cannot be read", e);
    }
  }

  /** Reads an issuer and serial number. */
  void spendOnId(Asn1Bounds bounds) {
    try {
      CertificateId.read(id, bounds);
    } catch (UnreadableException e) {
      throw new IllegalStateException("the decoy cannot be read", e);
    }
  }
}
