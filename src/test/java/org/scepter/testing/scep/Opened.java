package org.scepter.testing.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;

/** Opens what was sealed for a requester. */
final class Opened {
  private static final String ENVELOPED_DATA = "1.2.840.113549.1.7.3";

  private Opened() {}

  static byte[] open(byte[] contentInfo, Signer recipient) {
    ContentInfo info = ContentInfo.getInstance(contentInfo);
    assertThat(info.getContentType().getId()).as("pkcsPKIEnvelope").isEqualTo(ENVELOPED_DATA);
    EnvelopedData enveloped = EnvelopedData.getInstance(info.getContent());
    assertThat(enveloped.getRecipientInfos().size()).as("recipients").isEqualTo(1);
    KeyTransRecipientInfo transport =
        KeyTransRecipientInfo.getInstance(
            RecipientInfo.getInstance(enveloped.getRecipientInfos().getObjectAt(0)).getInfo());
    assertThat(Asn1.der(transport.getRecipientIdentifier().getId()))
        .as("recipient of the answer")
        .isEqualTo(Asn1.der(Envelope.issuerAndSerial(recipient.certificate())));
    EncryptedContentInfo sealed = enveloped.getEncryptedContentInfo();
    ContentCipher cipher = ContentCipher.of(sealed.getContentEncryptionAlgorithm().getAlgorithm());
    assertThat(cipher).as("cipher of an answer").isNotEqualTo(ContentCipher.DES);
    try {
      Cipher unwrap = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      unwrap.init(Cipher.DECRYPT_MODE, recipient.key());
      byte[] key = unwrap.doFinal(transport.getEncryptedKey().getOctets());
      byte[] iv =
          ASN1OctetString.getInstance(sealed.getContentEncryptionAlgorithm().getParameters())
              .getOctets();
      Cipher decrypt = Cipher.getInstance(cipher.transformation());
      decrypt.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, cipher.javaName()), new IvParameterSpec(iv));
      return decrypt.doFinal(sealed.getEncryptedContent().getOctets());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the answer cannot be decrypted", e);
    }
  }
}
