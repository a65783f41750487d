package org.scepter.scep.protocol;

import java.security.Provider;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.ContentCipher;
import org.scepter.scep.protocol.algorithms.MessagePolicy;

/**
 * Third stage: opens the envelope (RFC 8894 §3.1) of a verified message with the RA's key and takes
 * what is inside as the messageType says.
 *
 * <p>Security guarantee: whatever depends on decrypted bytes ends in the one fault {@link
 * MessageFault#NOT_OPENED}, and nobody gets past it by an envelope that is not his own. The
 * signature does not help here, since anybody can put a recorded or a bent envelope into a message
 * of his own, and a content in CBC can be bent: so a stranger's message counts as opened only if
 * what is inside could not have come from bending. That is a PKCS#10 whose own signature holds, or
 * an issuer's whole name. A CertPoll is not opened at all.
 */
final class EnvelopeOpener {
  private final List<RaDecryptionKey> keys;
  private final MessagePolicy policy;
  private final PkiMessageLimits limits;
  private final Provider provider;
  private final Predicate<SubjectName> ownIssuer;

  EnvelopeOpener(
      List<RaDecryptionKey> keys,
      MessagePolicy policy,
      PkiMessageLimits limits,
      Provider provider,
      Predicate<SubjectName> ownIssuer) {
    this.keys = List.copyOf(keys);
    this.policy = policy;
    this.limits = limits;
    this.provider = provider;
    this.ownIssuer = ownIssuer;
  }

  ScepRequest open(VerifiedPkiMessage message) {
    Echo echo = message.echo();
    if (message.type().isEmpty()) {
      return new ScepRequest.Rejected(
          echo, MessageFault.UNSUPPORTED_MESSAGE_TYPE, "the messageType names no request");
    }
    try {
      Envelope envelope = Envelope.read(message.content(), limits);
      return open(message, message.type().get(), envelope, addressed(envelope));
    } catch (UnreadableException e) {
      return new ScepRequest.Rejected(echo, MessageFault.NOT_OPENED, e.getMessage());
    }
  }

  /** One of our keys, and what was wrapped for it. */
  private record Addressed(RaDecryptionKey key, KeyTransRecipientInfo recipient) {}

  // Clients may encrypt to every certificate of GetCACert; only one of ours is tried, and once.
  private Addressed addressed(Envelope envelope) throws UnreadableException {
    for (KeyTransRecipientInfo recipient : envelope.recipients()) {
      for (RaDecryptionKey key : keys) {
        if (key.isNamedBy(recipient.getRecipientIdentifier())) {
          return new Addressed(key, recipient);
        }
      }
    }
    throw new UnreadableException("no recipient names the RA's decryption certificate");
  }

  private ScepRequest open(
      VerifiedPkiMessage message, MessageType type, Envelope envelope, Addressed addressed) {
    Echo echo = message.echo();
    Optional<RaDecryptionKey> key = Optional.of(addressed.key());
    Optional<ContentCipher> cipher = envelope.cipher(policy);
    AlgorithmIdentifier wrapping = addressed.recipient().getKeyEncryptionAlgorithm();
    if (cipher.isEmpty() || !addressed.key().takes(wrapping)) {
      return new ScepRequest.Rejected(
          echo,
          MessageFault.ALGORITHM_NOT_ALLOWED,
          "not accepted: the cipher %s with the key wrapping %s"
              .formatted(envelope.algorithm(), wrapping.getAlgorithm()),
          key);
    }
    try {
      envelope.requireWhole(cipher.get());
      Requester requester =
          Requester.of(message, policy.answering(shown(message, cipher.get())), addressed.key());
      return type == MessageType.CERT_POLL
          ? new ScepRequest.CertPoll(echo, requester)
          : request(type, echo, requester, opened(envelope, cipher.get(), addressed));
    } catch (UnreadableException e) {
      return new ScepRequest.Rejected(echo, MessageFault.NOT_OPENED, e.getMessage(), key);
    }
  }

  private static Set<ContentCipher> shown(VerifiedPkiMessage message, ContentCipher used) {
    Set<ContentCipher> shown = EnumSet.of(used);
    for (ASN1ObjectIdentifier capability : message.capabilities()) {
      ContentCipher.of(capability).ifPresent(shown::add);
    }
    return shown;
  }

  /** What was inside, with the key that opened it, if it did. */
  private static final class Content {
    private final byte[] bytes;
    private final byte[] key;

    Content(byte[] bytes, byte[] key) {
      this.bytes = bytes;
      this.key = key;
    }
  }

  private Content opened(Envelope envelope, ContentCipher cipher, Addressed addressed)
      throws UnreadableException {
    byte[] key =
        addressed
            .key()
            .unwrap(
                addressed.recipient().getKeyEncryptionAlgorithm(),
                addressed.recipient().getEncryptedKey().getOctets(),
                cipher.keyLength());
    return new Content(envelope.open(cipher, key, provider), key);
  }

  private ScepRequest request(MessageType type, Echo echo, Requester requester, Content content)
      throws UnreadableException {
    try {
      return switch (type) {
        case PKCS_REQ, RENEWAL_REQ -> enrolment(type, echo, requester, content);
        case GET_CERT -> {
          CertificateId id = id(content.bytes, requester.addressee());
          yield new ScepRequest.GetCert(echo, requester, id.issuer(), id.serial());
        }
        case GET_CRL -> {
          CertificateId id = id(content.bytes, requester.addressee());
          yield new ScepRequest.GetCrl(echo, requester, id.issuer(), id.serial());
        }
        case CERT_POLL -> throw new IllegalStateException("a poll is not opened");
      };
    } finally {
      Arrays.fill(content.key, (byte) 0);
    }
  }

  // To the signer's key the certificate will be encrypted. Who holds the requested key himself
  // learns nothing from us; anybody else might be bending a recorded envelope.
  private ScepRequest enrolment(MessageType type, Echo echo, Requester requester, Content content)
      throws UnreadableException {
    CertificationRequest request = certificationRequest(content.bytes, requester.addressee());
    boolean ownKey = request.publicKey().equals(requester.key());
    Requester answered = request.challengePassword().map(requester::sealedBy).orElse(requester);
    if (!ownKey && !request.isSignedByItsKey(provider, true)) {
      throw new UnreadableException(
          "signer and requested key differ and the PKCS#10 is not signed");
    }
    return type == MessageType.PKCS_REQ && ownKey && requester.isSelfIssued()
        ? new ScepRequest.PkcsReq(echo, answered, request)
        : new ScepRequest.RenewalReq(
            echo, answered, request, type, ContentEncryptionKey.of(content.key));
  }

  // What cannot be read costs what a PKCS#10 costs whose signature is wrong.
  private CertificationRequest certificationRequest(byte[] content, RaDecryptionKey key)
      throws UnreadableException {
    try {
      return CertificationRequest.read(content, limits.request());
    } catch (UnreadableException e) {
      key.decoy().spend(provider);
      throw e;
    }
  }

  private CertificateId id(byte[] content, RaDecryptionKey key) throws UnreadableException {
    CertificateId id;
    try {
      id = CertificateId.read(content, limits.encoding());
    } catch (UnreadableException e) {
      key.decoy().spendOnId(limits.encoding());
      throw e;
    }
    if (!ownIssuer.test(id.issuer())) {
      throw new UnreadableException("the issuer is not ours");
    }
    return id;
  }
}
