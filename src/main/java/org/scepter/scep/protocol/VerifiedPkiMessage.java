package org.scepter.scep.protocol;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.DigestAlgorithm;
import org.scepter.scep.protocol.algorithms.KeyLimits;
import org.scepter.scep.protocol.algorithms.MessagePolicy;

/**
 * Second stage: a message whose signature holds under the key of the certificate that came with it.
 * Only {@link #verify} makes one.
 */
final class VerifiedPkiMessage implements Verification {
  private final Echo echo;
  private final SignedPkiMessage message;
  private final byte[] content;
  private final PublicKeyInfo key;
  private final PublicKey publicKey;
  private final Optional<Duration> clockDifference;

  private VerifiedPkiMessage(
      Echo echo, SignedPkiMessage message, byte[] content, PublicKeyInfo key, PublicKey publicKey) {
    this.echo = echo;
    this.message = message;
    this.content = content;
    this.key = key;
    this.publicKey = publicKey;
    this.clockDifference = Optional.empty();
  }

  private VerifiedPkiMessage(VerifiedPkiMessage same, Optional<Duration> clockDifference) {
    this.echo = same.echo;
    this.message = same.message;
    this.content = same.content;
    this.key = same.key;
    this.publicKey = same.publicKey;
    this.clockDifference = clockDifference;
  }

  /**
   * Checks algorithms against {@code policy} and the key against {@code keys}, then contentType,
   * messageDigest and signature.
   */
  static Verification verify(
      SignedPkiMessage message, MessagePolicy policy, KeyLimits keys, Provider provider) {
    SignerInfo signer = message.signer();
    Optional<DigestAlgorithm> digest =
        DigestAlgorithm.of(signer.getDigestAlgorithm().getAlgorithm()).filter(policy::takes);
    Echo echo = new Echo(message.transaction(), message.senderNonce(), answering(message, policy));
    if (digest.isEmpty()) {
      return notAllowed(echo, "the digest " + signer.getDigestAlgorithm().getAlgorithm());
    }
    try {
      PublicKeyInfo key = keyOf(message.certificate());
      if (!keys.admit(key)) {
        return keyNotAllowed(echo, key.algorithm() + " with " + key.bits() + " bits");
      }
      Optional<String> signature = signatureName(signer, digest.get(), key);
      return signature.isEmpty()
          ? notAllowed(
              echo,
              "the signature algorithm " + signer.getDigestEncryptionAlgorithm().getAlgorithm())
          : verify(message, echo, new Algorithms(digest.get(), signature.get()), key, provider);
    } catch (UnreadableException e) {
      return keyNotAllowed(echo, e.getMessage());
    }
  }

  /** As the JDK names the signature. */
  private record Algorithms(DigestAlgorithm digest, String signature) {}

  private static DigestAlgorithm answering(SignedPkiMessage message, MessagePolicy policy) {
    Set<DigestAlgorithm> shown = EnumSet.noneOf(DigestAlgorithm.class);
    DigestAlgorithm.of(message.signer().getDigestAlgorithm().getAlgorithm()).ifPresent(shown::add);
    for (ASN1ObjectIdentifier capability : message.attributes().capabilities()) {
      DigestAlgorithm.shown(capability).ifPresent(shown::add);
    }
    return policy.signing(shown);
  }

  // Clients write the key's algorithm, or the signature's with its digest.
  private static Optional<String> signatureName(
      SignerInfo signer, DigestAlgorithm digest, PublicKeyInfo key) {
    ASN1ObjectIdentifier said = signer.getDigestEncryptionAlgorithm().getAlgorithm();
    boolean fits =
        switch (key.algorithm()) {
          case RSA ->
              PKCSObjectIdentifiers.rsaEncryption.equals(said) || digest.withRsa().equals(said);
          case EC ->
              digest != DigestAlgorithm.MD5
                  && (X9ObjectIdentifiers.id_ecPublicKey.equals(said)
                      || digest.withEcdsa().equals(said));
        };
    if (!fits) {
      return Optional.empty();
    }
    return Optional.of(
        switch (key.algorithm()) {
          case RSA -> digest.javaSignatureName();
          case EC -> digest.javaEcdsaName();
        });
  }

  private static Verification verify(
      SignedPkiMessage message,
      Echo echo,
      Algorithms algorithms,
      PublicKeyInfo key,
      Provider provider)
      throws UnreadableException {
    PublicKey publicKey = key.toPublicKey(provider);
    byte[] content = message.content() == null ? new byte[0] : message.content().getOctets();
    boolean typeHolds =
        message.attributes().contentType().filter(CMSObjectIdentifiers.data::equals).isPresent();
    if (!typeHolds || !digestHolds(message, algorithms.digest(), content, provider)) {
      return broken(echo, "contentType or messageDigest do not fit the content");
    }
    if (!signatureHolds(message.signer(), algorithms.signature(), publicKey, provider)) {
      return broken(echo, "the signature does not fit the signer's key");
    }
    return new VerifiedPkiMessage(echo, message, content, key, publicKey);
  }

  private static PublicKeyInfo keyOf(Certificate certificate) throws UnreadableException {
    try {
      return PublicKeyInfo.read(certificate.getSubjectPublicKeyInfo().getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new UnreadableException("it cannot be encoded", e);
    }
  }

  private static boolean digestHolds(
      SignedPkiMessage message, DigestAlgorithm digest, byte[] content, Provider provider) {
    try {
      byte[] actual = MessageDigest.getInstance(digest.javaName(), provider).digest(content);
      return message
          .attributes()
          .messageDigest()
          .filter(said -> MessageDigest.isEqual(said, actual))
          .isPresent();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the provider lacks " + digest.javaName(), e);
    }
  }

  private static boolean signatureHolds(
      SignerInfo signer, String algorithm, PublicKey key, Provider provider) {
    try {
      Signature signature = Signature.getInstance(algorithm, provider);
      signature.initVerify(key);
      // CMS signs the DER of the SET, whatever encoding carried it (RFC 5652 §5.4).
      signature.update(signer.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER));
      return signature.verify(signer.getEncryptedDigest().getOctets());
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      return false;
    }
  }

  private static Verification notAllowed(Echo echo, String what) {
    return new ScepRequest.Rejected(
        echo, MessageFault.ALGORITHM_NOT_ALLOWED, "not accepted: " + what);
  }

  private static Verification keyNotAllowed(Echo echo, String what) {
    return new ScepRequest.Rejected(
        echo, MessageFault.KEY_NOT_ALLOWED, "the signer's key is not accepted: " + what);
  }

  private static Verification broken(Echo echo, String detail) {
    return new ScepRequest.Rejected(echo, MessageFault.BAD_SIGNATURE, detail);
  }

  Echo echo() {
    return echo;
  }

  /** Empty for a messageType that names no request. */
  Optional<MessageType> type() {
    return message.attributes().messageType();
  }

  /** The same message, whose signer's clock differs from ours. */
  VerifiedPkiMessage noting(Optional<Duration> difference) {
    return difference.isEmpty() ? this : new VerifiedPkiMessage(this, difference);
  }

  Optional<Duration> clockDifference() {
    return clockDifference;
  }

  Optional<Instant> signingTime() {
    return message.attributes().signingTime();
  }

  /** What the sender says it can read. */
  Set<ASN1ObjectIdentifier> capabilities() {
    return message.attributes().capabilities();
  }

  /** The signed content: the envelope; empty where the message has none. */
  byte[] content() {
    return content;
  }

  Certificate certificate() {
    return message.certificate();
  }

  PublicKeyInfo key() {
    return key;
  }

  PublicKey publicKey() {
    return publicKey;
  }
}
