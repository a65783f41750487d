package org.scepter.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/** Signs any CertificationRequestInfo, the impossible ones too, as it stands. */
record SigningRequest(String algorithm, KeyPair keys, AlgorithmParameterSpec pss) {
  byte[] der(ASN1Encodable info) {
    try {
      byte[] signed = info.toASN1Primitive().getEncoded(ASN1Encoding.DL);
      Signature signature = Signature.getInstance(algorithm, new BouncyCastleProvider());
      if (pss != null) {
        signature.setParameter(pss);
      }
      signature.initSign(keys.getPrivate());
      signature.update(signed);
      return new DLSequence(
              new ASN1Encodable[] {info, identifier(signature), new DERBitString(signature.sign())})
          .getEncoded(ASN1Encoding.DL);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private AlgorithmIdentifier identifier(Signature signature) throws IOException {
    return pss == null
        ? new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm)
        : new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_RSASSA_PSS,
            ASN1Primitive.fromByteArray(signature.getParameters().getEncoded()));
  }
}
