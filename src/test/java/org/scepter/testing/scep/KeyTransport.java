package org.scepter.testing.scep;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;

/** How the content-encryption key is wrapped for the RA (RFC 8017 §7). */
public enum KeyTransport {
  PKCS1(""),
  /** RSAES-OAEP with its default parameters, SHA-1 for both. */
  OAEP_SHA1("SHA-1"),
  OAEP_SHA256("SHA-256");

  private static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
  private static final String RSAES_OAEP = "1.2.840.113549.1.1.7";
  private static final String MGF1 = "1.2.840.113549.1.1.8";
  private static final String SHA256 = "2.16.840.1.101.3.4.2.1";

  private final String digest;

  KeyTransport(String digest) {
    this.digest = digest;
  }

  byte[] wrap(byte[] key, PublicKey recipient) throws GeneralSecurityException {
    if (this == PKCS1) {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, recipient);
      return cipher.doFinal(key);
    }
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        recipient,
        new OAEPParameterSpec(
            digest, "MGF1", new MGF1ParameterSpec(digest), PSource.PSpecified.DEFAULT));
    return cipher.doFinal(key);
  }

  ASN1Encodable oid() {
    return switch (this) {
      case PKCS1 ->
          new DERSequence(new ASN1Encodable[] {Asn1.oid(RSA_ENCRYPTION), DERNull.INSTANCE});
      case OAEP_SHA1 ->
          new DERSequence(new ASN1Encodable[] {Asn1.oid(RSAES_OAEP), new DERSequence()});
      case OAEP_SHA256 ->
          new DERSequence(
              new ASN1Encodable[] {
                Asn1.oid(RSAES_OAEP),
                new DERSequence(
                    new ASN1Encodable[] {
                      new DERTaggedObject(true, 0, sha256()),
                      new DERTaggedObject(
                          true, 1, new DERSequence(new ASN1Encodable[] {Asn1.oid(MGF1), sha256()}))
                    })
              });
    };
  }

  private static ASN1Encodable sha256() {
    return new DERSequence(new ASN1Encodable[] {Asn1.oid(SHA256), DERNull.INSTANCE});
  }
}
