package org.scepter.testing.scep;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;

/** Seals messageData for one recipient: pkcsPKIEnvelope (RFC 8894 §3.2.2, RFC 5652 §6). */
final class Envelope {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ENVELOPED_DATA = "1.2.840.113549.1.7.3";
  static final String DATA = "1.2.840.113549.1.7.1";

  private Envelope() {}

  /** The encoded ContentInfo. */
  static byte[] seal(
      byte[] content,
      X509Certificate recipient,
      KeyTransport transport,
      ContentCipher cipher,
      Asn1 asn1) {
    byte[] key = random(cipher.keyLength());
    byte[] iv = random(cipher.blockLength());
    try {
      Cipher encryption = Cipher.getInstance(cipher.transformation());
      encryption.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, cipher.javaName()), new IvParameterSpec(iv));
      ASN1Encodable enveloped =
          asn1.sequence(
              new ASN1Integer(0),
              Asn1.set(recipientInfo(recipient, transport, key)),
              asn1.sequence(
                  Asn1.oid(DATA),
                  new DERSequence(new ASN1Encodable[] {cipher.oid(), new DEROctetString(iv)}),
                  asn1.implicitOctets(0, encryption.doFinal(content))));
      return Asn1.bytes(asn1.sequence(Asn1.oid(ENVELOPED_DATA), asn1.explicit(0, enveloped)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ASN1Encodable recipientInfo(
      X509Certificate recipient, KeyTransport transport, byte[] key)
      throws GeneralSecurityException {
    return new DERSequence(
        new ASN1Encodable[] {
          new ASN1Integer(0),
          issuerAndSerial(recipient),
          transport.oid(),
          new DEROctetString(transport.wrap(key, recipient.getPublicKey()))
        });
  }

  static ASN1Encodable issuerAndSerial(X509Certificate certificate) {
    return new DERSequence(
        new ASN1Encodable[] {
          X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()),
          new ASN1Integer(certificate.getSerialNumber())
        });
  }

  static ASN1Encodable issuerAndSubject(X509Certificate issuer, X509Certificate subject) {
    return new DERSequence(
        new ASN1Encodable[] {
          X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
          X500Name.getInstance(subject.getSubjectX500Principal().getEncoded())
        });
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
