package org.scepter.pki;

import java.security.Provider;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A PKCS#10 certification request (RFC 2986) whose structure has been read within bounds. It holds
 * a challengePassword, so its DER is a secret: it is neither stored nor logged.
 *
 * <p>Having one proves nothing about who sent it; {@link #isSignedByItsKey} proves possession.
 *
 * @param der the request as it came
 * @param subject the subject asked for
 * @param publicKey the key to be certified
 * @param challengePassword the challenge: the attribute's, or what was presented beside the request
 *     ({@link #presenting}); empty where there is neither
 * @param subjectAltNames the SANs asked for, in their order; empty where the extension is missing
 * @param keyUsage the keyUsage extension's bits as one octet (0x80 digitalSignature … 0x01
 *     encipherOnly; decipherOnly is 0x8000), empty where the extension is missing
 * @param extendedKeyUsages the extendedKeyUsage OIDs, empty where the extension is missing
 * @param securityIdentifier the SID in extension 1.3.6.1.4.1.311.25.2 or in a SAN tag URI, if any
 * @param asksToBeCa whether the basicConstraints extension asks for a CA's certificate
 */
public record CertificationRequest(
    Der der,
    SubjectName subject,
    PublicKeyInfo publicKey,
    Optional<ChallengePassword> challengePassword,
    List<SubjectAltName> subjectAltNames,
    OptionalInt keyUsage,
    List<String> extendedKeyUsages,
    Optional<String> securityIdentifier,
    boolean asksToBeCa) {

  /** Longest PKCS#10 that is read: an RSA-8192 request with long names is below 8 KiB. */
  public static final int MAX_DER_LENGTH = 65_536;

  /** Bounds of a whole request and of each extension's octets. */
  static final Asn1Bounds BOUNDS = RequestLimits.standard().encoding();

  public CertificationRequest {
    Objects.requireNonNull(der);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(publicKey);
    Objects.requireNonNull(challengePassword);
    subjectAltNames = List.copyOf(subjectAltNames);
    Objects.requireNonNull(keyUsage);
    extendedKeyUsages = List.copyOf(extendedKeyUsages);
    Objects.requireNonNull(securityIdentifier);
  }

  /** Reads a request within {@link RequestLimits#standard}. */
  public static CertificationRequest read(byte[] der) throws UnreadableException {
    return read(der, RequestLimits.standard());
  }

  /**
   * Reads a request. The signature is not looked at.
   *
   * @throws UnreadableException if it is no PKCS#10, breaks one of {@code limits} or is nested too
   *     deeply, names a key that {@link PublicKeyInfo} refuses, or repeats an attribute or
   *     extension
   */
  public static CertificationRequest read(byte[] der, RequestLimits limits)
      throws UnreadableException {
    return new CertificationRequestReader(limits).read(der);
  }

  /**
   * Whether the request is signed by the key that it asks to certify (proof of possession), with a
   * digest of SHA-256 or better, or SHA-1 where {@code allowSha1Digest}. RSA PKCS#1 v1.5, RSA PSS
   * and ECDSA are taken.
   */
  public boolean isSignedByItsKey(Provider provider, boolean allowSha1Digest) {
    return ProofOfPossession.holds(this, provider, allowSha1Digest);
  }

  /**
   * Bits of the digest with which the request is signed, 160 for SHA-1; empty for an algorithm that
   * {@link #isSignedByItsKey} never takes.
   */
  public OptionalInt digestBits() {
    return ProofOfPossession.digestBits(this);
  }

  /**
   * The same request with a challenge that came beside it, as EST's do by HTTP (RFC 7030 §3.2.3).
   *
   * @throws UnreadableException if the request has another challengePassword of its own: what it is
   *     there for, the binding to a TLS connection (RFC 7030 §3.5) or another challenge, must not
   *     go unverified
   */
  public CertificationRequest presenting(ChallengePassword challenge) throws UnreadableException {
    if (challengePassword.filter(own -> !own.equals(challenge)).isPresent()) {
      throw new UnreadableException("the PKCS#10 has another challengePassword than was presented");
    }
    return new CertificationRequest(
        der,
        subject,
        publicKey,
        Optional.of(challenge),
        subjectAltNames,
        keyUsage,
        extendedKeyUsages,
        securityIdentifier,
        asksToBeCa);
  }

  /** The fields without the challenge and without the DER. */
  @Override
  public String toString() {
    return "request for " + subject + " with key " + publicKey.digest().hex();
  }
}
