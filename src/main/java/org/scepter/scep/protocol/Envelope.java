package org.scepter.scep.protocol;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.ContentCipher;
import org.scepter.scep.protocol.algorithms.MessagePolicy;

/**
 * The pkcsPKIEnvelope of a request (RFC 8894 §3.1, RFC 5652 §6): what can be seen without a key.
 */
final class Envelope {
  private final List<KeyTransRecipientInfo> recipients;
  private final ASN1ObjectIdentifier algorithm;
  private final byte[] vector;
  private final byte[] encrypted;

  private Envelope(List<KeyTransRecipientInfo> recipients, EncryptedContentInfo content) {
    this.recipients = recipients;
    this.algorithm = content.getContentEncryptionAlgorithm().getAlgorithm();
    this.vector =
        content.getContentEncryptionAlgorithm().getParameters() instanceof ASN1OctetString octets
            ? octets.getOctets()
            : new byte[0];
    this.encrypted = content.getEncryptedContent().getOctets();
  }

  /**
   * @throws UnreadableException if {@code encoded} breaks a limit or is no EnvelopedData
   */
  static Envelope read(byte[] encoded, PkiMessageLimits limits) throws UnreadableException {
    limits.encoding().check(encoded);
    try {
      ContentInfo outer = ContentInfo.getInstance(encoded);
      if (!CMSObjectIdentifiers.envelopedData.equals(outer.getContentType())) {
        throw new UnreadableException("what is signed is no EnvelopedData");
      }
      EnvelopedData enveloped = EnvelopedData.getInstance(outer.getContent());
      EncryptedContentInfo content = enveloped.getEncryptedContentInfo();
      if (content.getEncryptedContent() == null) {
        throw new UnreadableException("the envelope is empty");
      }
      return new Envelope(recipients(enveloped.getRecipientInfos(), limits), content);
    } catch (RuntimeException e) {
      throw new UnreadableException("the envelope is not CMS", e);
    }
  }

  private static List<KeyTransRecipientInfo> recipients(ASN1Set all, PkiMessageLimits limits)
      throws UnreadableException {
    if (all.size() > limits.maxRecipients()) {
      throw new UnreadableException("more than " + limits.maxRecipients() + " recipients");
    }
    List<KeyTransRecipientInfo> recipients = new ArrayList<>();
    for (ASN1Encodable element : all) {
      if (RecipientInfo.getInstance(element).getInfo() instanceof KeyTransRecipientInfo recipient) {
        // Bouncy Castle reads a recipient's name when it is asked for, and throws only then.
        Objects.requireNonNull(recipient.getRecipientIdentifier().getId());
        recipients.add(recipient);
      }
    }
    return recipients;
  }

  /** Those that a key of its own can open, in their order. */
  List<KeyTransRecipientInfo> recipients() {
    return recipients;
  }

  ASN1ObjectIdentifier algorithm() {
    return algorithm;
  }

  /** The content cipher, if it is known and {@code policy} takes it. */
  Optional<ContentCipher> cipher(MessagePolicy policy) {
    return ContentCipher.of(algorithm).filter(policy::takes);
  }

  /**
   * Whether vector and content have lengths that {@code cipher} can decrypt: seen in the clear.
   *
   * @throws UnreadableException if not
   */
  void requireWhole(ContentCipher cipher) throws UnreadableException {
    if (vector.length != cipher.blockLength()
        || encrypted.length == 0
        || encrypted.length % cipher.blockLength() != 0) {
      throw new UnreadableException("the envelope's content is not whole blocks");
    }
  }

  /**
   * Decrypts the content; only after {@link #requireWhole}. A wrong padding gives an empty content
   * instead of an exception, at the same cost: that it is nothing shows where any other wrong
   * content shows.
   *
   * @param key {@link ContentCipher#keyLength} bytes
   */
  byte[] open(ContentCipher cipher, byte[] key, Provider provider) throws UnreadableException {
    try {
      Cipher decryption = Cipher.getInstance(cipher.unpaddedTransformation(), provider);
      decryption.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, cipher.keyName()),
          new IvParameterSpec(vector));
      byte[] padded = decryption.doFinal(encrypted);
      return Arrays.copyOf(padded, unpaddedLength(padded, cipher.blockLength()));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new UnreadableException("the envelope cannot be decrypted", e);
    }
  }

  /** The length before PKCS#7 padding, or 0 where that is wrong; without a branch on the bytes. */
  static int unpaddedLength(byte[] padded, int block) {
    int padding = padded[padded.length - 1] & 0xff;
    int wrong = ((padding - 1) | (block - padding)) >>> 31;
    for (int i = 1; i <= block; i++) {
      int inside = (i - 1 - padding) >> 31;
      wrong |= inside & ((padded[padded.length - i] & 0xff) ^ padding);
    }
    int right = (wrong - 1) >> 31;
    return (padded.length - padding) & right;
  }
}
