package org.scepter.scep.protocol;

import java.io.IOException;
import java.security.Provider;
import java.util.Arrays;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.Der;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.ContentCipher;
import org.scepter.scep.protocol.algorithms.MessagePolicy;

/**
 * What a renewal's pkiMessage proves by itself (RFC 8894 §3.3.1.2), read from its bytes by whoever
 * decides about the renewal: the signer holds the key of {@link #certificate}, and signed the
 * envelope that holds {@link #request}. Having one means that both were verified here; nothing of
 * it rests on the word of the registration authority, which gave away no more than the content
 * encryption key of this one envelope.
 *
 * <p>It does not prove that the certificate is ours, in date or unrevoked, nor that the PKCS#10 is
 * signed by its own key. The content is encrypted, not authenticated: that the signer knew what is
 * inside is proven by nothing but the PKCS#10's own signature.
 */
public final class RenewalEvidence {
  private final TransactionId transaction;
  private final Der certificate;
  private final PublicKeyInfo key;
  private final CertificationRequest request;

  private RenewalEvidence(
      VerifiedPkiMessage message, Der certificate, CertificationRequest request) {
    this.transaction = message.echo().transaction();
    this.certificate = certificate;
    this.key = message.key();
    this.request = request;
  }

  /**
   * Verifies {@code message} and opens its envelope by {@code key}.
   *
   * @param message the whole pkiMessage as the device sent it: a PKCSReq or a RenewalReq
   * @param key the content encryption key of its envelope
   * @throws UnreadableException if it is no such message, its signature does not hold, {@code
   *     policy} does not take an algorithm, or {@code key} does not open it
   */
  public static RenewalEvidence read(
      Der message,
      ContentEncryptionKey key,
      MessagePolicy policy,
      PkiMessageLimits limits,
      Provider provider)
      throws UnreadableException {
    Verification verification =
        VerifiedPkiMessage.verify(
            SignedPkiMessage.read(message.bytes(), limits), policy, limits.keys(), provider);
    if (!(verification instanceof VerifiedPkiMessage verified)) {
      throw new UnreadableException(((ScepRequest.Rejected) verification).detail());
    }
    if (verified.type().filter(MessageType::enrols).isEmpty()) {
      throw new UnreadableException("the messageType names neither PKCSReq nor RenewalReq");
    }
    return new RenewalEvidence(
        verified,
        certificate(verified),
        CertificationRequest.read(
            opened(verified.content(), key, policy, limits, provider), limits.request()));
  }

  private static byte[] opened(
      byte[] content,
      ContentEncryptionKey key,
      MessagePolicy policy,
      PkiMessageLimits limits,
      Provider provider)
      throws UnreadableException {
    Envelope envelope = Envelope.read(content, limits);
    ContentCipher cipher =
        envelope
            .cipher(policy)
            .orElseThrow(
                () -> new UnreadableException("not accepted: " + envelope.algorithm().getId()));
    envelope.requireWhole(cipher);
    byte[] octets = key.reveal();
    try {
      if (octets.length != cipher.keyLength()) {
        throw new UnreadableException("the key has another length than the cipher's");
      }
      return envelope.open(cipher, octets, provider);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private static Der certificate(VerifiedPkiMessage message) throws UnreadableException {
    try {
      return Der.of(message.certificate().getEncoded());
    } catch (IOException e) {
      throw new UnreadableException("the signer's certificate cannot be encoded", e);
    }
  }

  /** The message's transactionID. */
  public TransactionId transaction() {
    return transaction;
  }

  /** The certificate whose key signed the message. */
  public Der certificate() {
    return certificate;
  }

  /** The key of {@link #certificate}. */
  public PublicKeyInfo key() {
    return key;
  }

  /** The PKCS#10 found inside. */
  public CertificationRequest request() {
    return request;
  }

  /** Whose key asks for which. */
  @Override
  public String toString() {
    return "renewal by key " + key.digest().hex() + ": " + request;
  }
}
