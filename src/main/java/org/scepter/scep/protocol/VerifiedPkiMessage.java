package org.scepter.scep.protocol;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.UnreadableException;

/**
 * Second stage: a message whose signature holds under the key of the certificate that came with it.
 * Only {@link #verify} makes one.
 */
final class VerifiedPkiMessage implements Verification {
  private final Echo echo;
  private final Optional<MessageType> type;
  private final byte[] content;
  private final Certificate certificate;
  private final PublicKeyInfo key;
  private final PublicKey publicKey;

  private VerifiedPkiMessage(
      Echo echo, SignedPkiMessage message, byte[] content, PublicKeyInfo key, PublicKey publicKey) {
    this.echo = echo;
    this.type = message.attributes().messageType();
    this.content = content;
    this.certificate = message.certificate();
    this.key = key;
    this.publicKey = publicKey;
  }

  /** Checks algorithms against {@code policy}, then contentType, messageDigest and signature. */
  static Verification verify(SignedPkiMessage message, MessagePolicy policy, Provider provider) {
    SignerInfo signer = message.signer();
    Optional<DigestAlgorithm> digest =
        DigestAlgorithm.of(signer.getDigestAlgorithm().getAlgorithm()).filter(policy::takes);
    Echo echo =
        new Echo(
            message.transaction(), message.senderNonce(), digest.orElse(DigestAlgorithm.SHA256));
    if (digest.isEmpty()) {
      return notAllowed(echo, "the digest " + signer.getDigestAlgorithm().getAlgorithm());
    }
    ASN1ObjectIdentifier signature = signer.getDigestEncryptionAlgorithm().getAlgorithm();
    if (!PKCSObjectIdentifiers.rsaEncryption.equals(signature)
        && !digest.get().withRsa().equals(signature)) {
      return notAllowed(echo, "the signature algorithm " + signature);
    }
    try {
      return verify(message, echo, provider);
    } catch (UnreadableException e) {
      return notAllowed(echo, "the signer's key: " + e.getMessage());
    }
  }

  private static Verification verify(SignedPkiMessage message, Echo echo, Provider provider)
      throws UnreadableException {
    PublicKeyInfo key = keyOf(message.certificate());
    if (key.algorithm() != PublicKeyInfo.Algorithm.RSA) {
      return notAllowed(echo, "the signer's key can decrypt no answer: it is not RSA");
    }
    PublicKey publicKey = key.toPublicKey(provider);
    byte[] content = message.content() == null ? new byte[0] : message.content().getOctets();
    boolean typeHolds =
        message.attributes().contentType().filter(CMSObjectIdentifiers.data::equals).isPresent();
    if (!typeHolds || !digestHolds(message, echo.digest(), content, provider)) {
      return broken(echo, "contentType or messageDigest do not fit the content");
    }
    if (!signatureHolds(message.signer(), echo.digest(), publicKey, provider)) {
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
      SignerInfo signer, DigestAlgorithm digest, PublicKey key, Provider provider) {
    try {
      Signature signature = Signature.getInstance(digest.javaSignatureName(), provider);
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

  private static Verification broken(Echo echo, String detail) {
    return new ScepRequest.Rejected(echo, MessageFault.BAD_SIGNATURE, detail);
  }

  Echo echo() {
    return echo;
  }

  /** Empty for a messageType that names no request. */
  Optional<MessageType> type() {
    return type;
  }

  /** The signed content: the envelope; empty where the message has none. */
  byte[] content() {
    return content;
  }

  Certificate certificate() {
    return certificate;
  }

  PublicKeyInfo key() {
    return key;
  }

  PublicKey publicKey() {
    return publicKey;
  }
}
