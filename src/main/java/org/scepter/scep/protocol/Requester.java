package org.scepter.scep.protocol;

import java.security.PublicKey;
import java.util.Objects;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.scepter.pki.Der;
import org.scepter.pki.PublicKeyInfo;

/**
 * Who signed a verified message, and how its answer is to be sealed: a SUCCESS is encrypted to the
 * signer's certificate (RFC 8894 §2.3). Only a verified message has one. A self-signed certificate
 * proves the possession of its key and nothing else.
 */
public final class Requester {
  private final Der certificate;
  private final IssuerAndSerialNumber name;
  private final PublicKeyInfo key;
  private final PublicKey publicKey;
  private final ContentCipher answerCipher;

  Requester(
      Der certificate,
      IssuerAndSerialNumber name,
      PublicKeyInfo key,
      PublicKey publicKey,
      ContentCipher answerCipher) {
    this.certificate = Objects.requireNonNull(certificate);
    this.name = Objects.requireNonNull(name);
    this.key = Objects.requireNonNull(key);
    this.publicKey = Objects.requireNonNull(publicKey);
    this.answerCipher = Objects.requireNonNull(answerCipher);
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

  IssuerAndSerialNumber name() {
    return name;
  }

  PublicKey publicKey() {
    return publicKey;
  }
}
