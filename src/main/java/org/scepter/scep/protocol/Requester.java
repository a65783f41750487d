package org.scepter.scep.protocol;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Objects;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x509.Certificate;
import org.scepter.pki.Der;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.UnreadableException;

/**
 * Who signed a verified message, and how its answer is to be sealed: a SUCCESS is encrypted to the
 * signer's certificate (RFC 8894 §2.3). Only a verified message has one. A self-signed certificate
 * proves the possession of its key and nothing else.
 */
public final class Requester {
  private final Der certificate;
  private final IssuerAndSerialNumber name;
  private final boolean selfIssued;
  private final PublicKeyInfo key;
  private final PublicKey publicKey;
  private final ContentCipher answerCipher;
  private final RaDecryptionKey addressee;

  private Requester(
      VerifiedPkiMessage message,
      Der certificate,
      ContentCipher answerCipher,
      RaDecryptionKey addressee) {
    Certificate parsed = message.certificate();
    this.certificate = certificate;
    this.name = new IssuerAndSerialNumber(parsed.getIssuer(), parsed.getSerialNumber().getValue());
    this.selfIssued = SignedPkiMessage.isSame(parsed.getIssuer(), parsed.getSubject());
    this.key = message.key();
    this.publicKey = message.publicKey();
    this.answerCipher = Objects.requireNonNull(answerCipher);
    this.addressee = Objects.requireNonNull(addressee);
  }

  static Requester of(
      VerifiedPkiMessage message, ContentCipher answerCipher, RaDecryptionKey addressee)
      throws UnreadableException {
    try {
      return new Requester(
          message, Der.of(message.certificate().getEncoded()), answerCipher, addressee);
    } catch (IOException e) {
      throw new UnreadableException("the signer's certificate cannot be encoded", e);
    }
  }

  /** The signer's certificate as it came. */
  public Der certificate() {
    return certificate;
  }

  /** The signer's key: RSA. */
  public PublicKeyInfo key() {
    return key;
  }

  /** How the answer will be encrypted. */
  public ContentCipher answerCipher() {
    return answerCipher;
  }

  /** Which of the reader's keys the envelope names, the very object that the reader was given. */
  public RaDecryptionKey addressee() {
    return addressee;
  }

  /** Whether the certificate names one party as issuer and subject. */
  boolean isSelfIssued() {
    return selfIssued;
  }

  IssuerAndSerialNumber name() {
    return name;
  }

  PublicKey publicKey() {
    return publicKey;
  }
}
