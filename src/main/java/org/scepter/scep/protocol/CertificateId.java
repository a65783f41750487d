package org.scepter.scep.protocol;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.scepter.pki.Asn1Bounds;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;

/** IssuerAndSerialNumber (RFC 5652 §10.2.4), the messageData of GetCert and GetCRL. */
record CertificateId(SubjectName issuer, SerialNumber serial) {

  /**
   * @throws UnreadableException if {@code encoded} breaks a bound or is anything else
   */
  static CertificateId read(byte[] encoded, Asn1Bounds bounds) throws UnreadableException {
    bounds.check(encoded);
    try {
      ASN1Sequence pair = ASN1Sequence.getInstance(encoded);
      if (pair.size() == 2) {
        return new CertificateId(name(pair.getObjectAt(0)), serial(pair.getObjectAt(1)));
      }
    } catch (IOException | RuntimeException e) {
      throw new UnreadableException("the messageData cannot be read", e);
    }
    throw new UnreadableException("the messageData is not what the messageType says");
  }

  private static SubjectName name(ASN1Encodable encoded) throws UnreadableException, IOException {
    return SubjectName.fromDer(encoded.toASN1Primitive().getEncoded());
  }

  private static SerialNumber serial(ASN1Encodable encoded) {
    return new SerialNumber(ASN1Integer.getInstance(encoded).getValue());
  }
}
