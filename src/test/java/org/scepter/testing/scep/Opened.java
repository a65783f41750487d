package org.scepter.testing.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.PasswordRecipient;
import org.bouncycastle.cms.PasswordRecipientInformation;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JcePasswordEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Opens what was sealed for a requester. */
final class Opened {
  private static final String ENVELOPED_DATA = "1.2.840.113549.1.7.3";

  private Opened() {}

  /** The cipher of the content, to be seen without a key. */
  static ContentCipher cipher(byte[] contentInfo) {
    return ContentCipher.of(
        EnvelopedData.getInstance(ContentInfo.getInstance(contentInfo).getContent())
            .getEncryptedContentInfo()
            .getContentEncryptionAlgorithm()
            .getAlgorithm());
  }

  static byte[] open(byte[] contentInfo, Signer recipient) {
    return open(contentInfo, recipient, Optional.empty());
  }

  /** With the challenge where the recipient's key cannot decrypt (RFC 8894 §3.1). */
  static byte[] open(byte[] contentInfo, Signer signer, Optional<String> challenge) {
    ContentInfo info = ContentInfo.getInstance(contentInfo);
    assertThat(info.getContentType().getId()).as("pkcsPKIEnvelope").isEqualTo(ENVELOPED_DATA);
    EnvelopedData enveloped = EnvelopedData.getInstance(info.getContent());
    assertThat(enveloped.getRecipientInfos().size()).as("recipients").isEqualTo(1);
    ASN1Encodable recipient =
        RecipientInfo.getInstance(enveloped.getRecipientInfos().getObjectAt(0)).getInfo();
    EncryptedContentInfo sealed = enveloped.getEncryptedContentInfo();
    ContentCipher cipher = ContentCipher.of(sealed.getContentEncryptionAlgorithm().getAlgorithm());
    assertThat(cipher).as("cipher of an answer").isNotEqualTo(ContentCipher.DES);
    try {
      if (!signer.isRsa()) {
        // Nothing of it is rebuilt here: Bouncy Castle's CMS is a second reader of RFC 3211.
        return byPassword(contentInfo, challenge.orElseThrow());
      }
      byte[] key = unwrapped(KeyTransRecipientInfo.getInstance(recipient), signer);
      byte[] iv =
          ASN1OctetString.getInstance(sealed.getContentEncryptionAlgorithm().getParameters())
              .getOctets();
      Cipher decrypt = Cipher.getInstance(cipher.transformation());
      decrypt.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, cipher.javaName()), new IvParameterSpec(iv));
      return decrypt.doFinal(sealed.getEncryptedContent().getOctets());
    } catch (GeneralSecurityException | CMSException e) {
      throw new AssertionError("the answer cannot be decrypted", e);
    }
  }

  private static byte[] unwrapped(KeyTransRecipientInfo transport, Signer recipient)
      throws GeneralSecurityException {
    assertThat(Asn1.der(transport.getRecipientIdentifier().getId()))
        .as("recipient of the answer")
        .isEqualTo(Asn1.der(Envelope.issuerAndSerial(recipient.certificate())));
    Cipher unwrap = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    unwrap.init(Cipher.DECRYPT_MODE, recipient.key());
    return unwrap.doFinal(transport.getEncryptedKey().getOctets());
  }

  private static byte[] byPassword(byte[] contentInfo, String challenge) throws CMSException {
    RecipientInformation recipient =
        new CMSEnvelopedData(contentInfo).getRecipientInfos().iterator().next();
    assertThat(recipient).isInstanceOf(PasswordRecipientInformation.class);
    return recipient.getContent(
        new JcePasswordEnvelopedRecipient(challenge.toCharArray())
            .setProvider(new BouncyCastleProvider())
            .setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8));
  }
}
