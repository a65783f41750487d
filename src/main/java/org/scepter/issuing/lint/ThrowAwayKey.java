package org.scepter.issuing.lint;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.scepter.pki.Der;

/**
 * Signs drafts, so that whoever reads certificates can read them, and nobody can take one for the
 * CA's: its public half is written nowhere.
 */
final class ThrowAwayKey {
  private static final int BITS = 256;

  private final PrivateKey key;

  ThrowAwayKey(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(BITS, random);
      this.key = generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has EC", e);
    }
  }

  /** A certificate that names the CA's algorithm, with a signature that is not by the CA. */
  Der draft(Der toBeSigned) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(toBeSigned.bytes());
      TBSCertificate tbs = TBSCertificate.getInstance(toBeSigned.bytes());
      ASN1Encodable[] parts = {tbs, tbs.getSignature(), new DERBitString(signature.sign())};
      return Der.of(new DERSequence(parts).getEncoded("DER"));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a draft can be signed", e);
    }
  }
}
