package org.scepter.scep.protocol;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x509.Certificate;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Der;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.ContentCipher;
import org.scepter.scep.protocol.algorithms.DigestAlgorithm;
import org.scepter.scep.protocol.algorithms.SigningTimeRule;

/**
 * Who signed a verified message, and how its answer is to be sealed: a SUCCESS is encrypted to the
 * signer's certificate (RFC 8894 §2.3) if its key is RSA, and else under its challenge (§3.1). Only
 * a verified message has one. A self-signed certificate proves the possession of its key and
 * nothing else.
 */
public final class Requester {
  private final Der certificate;
  private final VerifiedPkiMessage message;
  private final ContentCipher answerCipher;
  private final RaDecryptionKey addressee;
  private final Optional<ChallengePassword> password;

  private Requester(
      VerifiedPkiMessage message,
      Der certificate,
      ContentCipher answerCipher,
      RaDecryptionKey addressee,
      Optional<ChallengePassword> password) {
    this.message = message;
    this.certificate = certificate;
    this.answerCipher = Objects.requireNonNull(answerCipher);
    this.addressee = Objects.requireNonNull(addressee);
    this.password = password;
  }

  static Requester of(
      VerifiedPkiMessage message, ContentCipher answerCipher, RaDecryptionKey addressee)
      throws UnreadableException {
    try {
      return new Requester(
          message,
          Der.of(message.certificate().getEncoded()),
          answerCipher,
          addressee,
          Optional.empty());
    } catch (IOException e) {
      throw new UnreadableException("the signer's certificate cannot be encoded", e);
    }
  }

  /**
   * The same, to be answered under {@code challenge} if its key cannot decrypt. An enrolment's
   * requester has its own challenge already; a poll's gets that of the reopened request.
   */
  public Requester sealedBy(ChallengePassword challenge) {
    return challenge.isEmpty()
        ? this
        : new Requester(message, certificate, answerCipher, addressee, Optional.of(challenge));
  }

  /** Whether anything can be sealed to it: by its key, or by a challenge. */
  public boolean isReachable() {
    return canDecrypt() || password.isPresent();
  }

  /** Whether the signer's key can decrypt: RSA can, EC cannot. */
  boolean canDecrypt() {
    return message.key().algorithm() == PublicKeyInfo.Algorithm.RSA;
  }

  /** The signer's certificate as it came. */
  public Der certificate() {
    return certificate;
  }

  /** The signer's key. */
  public PublicKeyInfo key() {
    return message.key();
  }

  /** How the answer will be encrypted. */
  public ContentCipher answerCipher() {
    return answerCipher;
  }

  /** Which of the reader's keys the envelope names, the very object that the reader was given. */
  public RaDecryptionKey addressee() {
    return addressee;
  }

  /**
   * How far the signer's clock is ahead of ours (negative: behind), if that breaks the policy's
   * {@link SigningTimeRule}, which lets it pass all the same.
   */
  public Optional<Duration> clockDifference() {
    return message.clockDifference();
  }

  /** Whether the certificate names one party as issuer and subject. */
  boolean isSelfIssued() {
    Certificate parsed = message.certificate();
    return SignedPkiMessage.isSame(parsed.getIssuer(), parsed.getSubject());
  }

  DigestAlgorithm answerDigest() {
    return message.echo().digest();
  }

  /** Only where {@link #isReachable} and not {@link #canDecrypt}. */
  ChallengePassword password() {
    return password.orElseThrow();
  }

  IssuerAndSerialNumber name() {
    Certificate parsed = message.certificate();
    return new IssuerAndSerialNumber(parsed.getIssuer(), parsed.getSerialNumber().getValue());
  }

  PublicKey publicKey() {
    return message.publicKey();
  }
}
