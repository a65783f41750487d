package org.scepter.scep.protocol;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;

/**
 * Third stage: opens the envelope (RFC 8894 §3.1) of a verified message with the RA's key and takes
 * what is inside as the messageType says.
 *
 * <p>Security guarantee: whatever depends on decrypted bytes ends in the one fault {@link
 * MessageFault#NOT_OPENED}. Anybody can put a recorded envelope into a message of his own, so the
 * signature protects against nothing here.
 */
final class EnvelopeOpener {
  private final RaDecryptionKey ra;
  private final MessagePolicy policy;
  private final PkiMessageLimits limits;
  private final Provider provider;

  EnvelopeOpener(
      RaDecryptionKey ra, MessagePolicy policy, PkiMessageLimits limits, Provider provider) {
    this.ra = ra;
    this.policy = policy;
    this.limits = limits;
    this.provider = provider;
  }

  /** The parts of an EnvelopedData that matter to us. */
  private record Envelope(KeyTransRecipientInfo recipient, EncryptedContentInfo content) {
    AlgorithmIdentifier algorithm() {
      return content.getContentEncryptionAlgorithm();
    }
  }

  ScepRequest open(VerifiedPkiMessage message) {
    Echo echo = message.echo();
    if (message.type().isEmpty()) {
      return new ScepRequest.Rejected(
          echo, MessageFault.UNSUPPORTED_MESSAGE_TYPE, "the messageType names no request");
    }
    try {
      Envelope envelope = envelope(message.content());
      Optional<ContentCipher> cipher =
          ContentCipher.of(envelope.algorithm().getAlgorithm()).filter(policy::takes);
      AlgorithmIdentifier wrapping = envelope.recipient().getKeyEncryptionAlgorithm();
      if (cipher.isEmpty() || !ra.takes(wrapping)) {
        return new ScepRequest.Rejected(
            echo,
            MessageFault.ALGORITHM_NOT_ALLOWED,
            "not accepted: the cipher %s with the key wrapping %s"
                .formatted(envelope.algorithm().getAlgorithm(), wrapping.getAlgorithm()));
      }
      byte[] messageData = decrypt(envelope, cipher.get());
      Requester requester = requester(message, policy.answering(cipher.get()));
      return request(message.type().get(), echo, requester, messageData);
    } catch (UnreadableException e) {
      return new ScepRequest.Rejected(echo, MessageFault.NOT_OPENED, e.getMessage());
    }
  }

  private Envelope envelope(byte[] encoded) throws UnreadableException {
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
      return new Envelope(recipient(enveloped.getRecipientInfos()), content);
    } catch (RuntimeException e) {
      throw new UnreadableException("the envelope is not CMS", e);
    }
  }

  // Clients may encrypt to every certificate of GetCACert; only ours is ever tried, and once.
  private KeyTransRecipientInfo recipient(ASN1Set recipients) throws UnreadableException {
    if (recipients.size() > limits.maxRecipients()) {
      throw new UnreadableException("more than " + limits.maxRecipients() + " recipients");
    }
    for (ASN1Encodable element : recipients) {
      if (RecipientInfo.getInstance(element).getInfo() instanceof KeyTransRecipientInfo recipient
          && ra.isNamedBy(recipient.getRecipientIdentifier())) {
        return recipient;
      }
    }
    throw new UnreadableException("no recipient names the RA's decryption certificate");
  }

  private byte[] decrypt(Envelope envelope, ContentCipher cipher) throws UnreadableException {
    byte[] key =
        ra.unwrap(
            envelope.recipient().getKeyEncryptionAlgorithm(),
            envelope.recipient().getEncryptedKey().getOctets(),
            cipher.keyLength());
    try {
      byte[] vector = ASN1OctetString.getInstance(envelope.algorithm().getParameters()).getOctets();
      Cipher decryption = Cipher.getInstance(cipher.transformation(), provider);
      decryption.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, cipher.keyName()),
          new IvParameterSpec(vector));
      return decryption.doFinal(envelope.content().getEncryptedContent().getOctets());
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new UnreadableException("the envelope cannot be decrypted", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static Requester requester(VerifiedPkiMessage message, ContentCipher answerCipher)
      throws UnreadableException {
    Certificate certificate = message.certificate();
    try {
      return new Requester(
          Der.of(certificate.getEncoded()),
          new IssuerAndSerialNumber(
              certificate.getIssuer(), certificate.getSerialNumber().getValue()),
          message.key(),
          message.publicKey(),
          answerCipher);
    } catch (IOException e) {
      throw new UnreadableException("the signer's certificate cannot be encoded", e);
    }
  }

  private ScepRequest request(MessageType type, Echo echo, Requester requester, byte[] messageData)
      throws UnreadableException {
    return switch (type) {
      case PKCS_REQ -> pkcsReq(echo, requester, CertificationRequest.read(messageData));
      case RENEWAL_REQ ->
          new ScepRequest.RenewalReq(echo, requester, CertificationRequest.read(messageData));
      case CERT_POLL -> {
        ASN1Sequence names = pair(messageData);
        yield new ScepRequest.CertPoll(
            echo, requester, name(names.getObjectAt(0)), name(names.getObjectAt(1)));
      }
      case GET_CERT -> {
        ASN1Sequence id = pair(messageData);
        yield new ScepRequest.GetCert(
            echo, requester, name(id.getObjectAt(0)), serial(id.getObjectAt(1)));
      }
      case GET_CRL -> {
        ASN1Sequence id = pair(messageData);
        yield new ScepRequest.GetCrl(
            echo, requester, name(id.getObjectAt(0)), serial(id.getObjectAt(1)));
      }
    };
  }

  // The certificate will be encrypted to the signer's key, so no other key may be certified.
  private static ScepRequest pkcsReq(Echo echo, Requester requester, CertificationRequest request)
      throws UnreadableException {
    if (!request.publicKey().equals(requester.key())) {
      throw new UnreadableException("the PKCSReq is not signed by the key to be certified");
    }
    return new ScepRequest.PkcsReq(echo, requester, request);
  }

  private ASN1Sequence pair(byte[] messageData) throws UnreadableException {
    limits.encoding().check(messageData);
    try {
      ASN1Sequence pair = ASN1Sequence.getInstance(messageData);
      if (pair.size() == 2) {
        return pair;
      }
    } catch (RuntimeException e) {
      throw new UnreadableException("the messageData cannot be read", e);
    }
    throw new UnreadableException("the messageData is not what the messageType says");
  }

  private static SubjectName name(ASN1Encodable encoded) throws UnreadableException {
    try {
      return SubjectName.fromDer(encoded.toASN1Primitive().getEncoded());
    } catch (IOException e) {
      throw new UnreadableException("the name cannot be encoded", e);
    }
  }

  private static SerialNumber serial(ASN1Encodable encoded) throws UnreadableException {
    try {
      return new SerialNumber(ASN1Integer.getInstance(encoded).getValue());
    } catch (RuntimeException e) {
      throw new UnreadableException("the serial number cannot be read", e);
    }
  }
}
