package org.scepter.scep.protocol.algorithms;

import java.util.Comparator;
import java.util.Objects;
import java.util.Set;

/**
 * Which weak algorithms an endpoint still takes from its devices. SHA-256, -384, -512 and AES are
 * always taken.
 *
 * @param allowSha1Digest take SHA-1 signatures and answer them with SHA-1 (RFC 8894 §2.9: MAY)
 * @param allowTripleDes take 3DES and answer it with 3DES (RFC 8894 §2.9: MAY)
 * @param allowSingleDes take single DES (RFC 8894 §2.9: MUST NOT; old Go clients send nothing
 *     else). The answer is never in single DES.
 * @param allowMd5Digest take MD5 signatures (RFC 8894 §2.9: MUST NOT; old Cisco IOS signs with
 *     nothing else). The answer is never signed with MD5, whose collisions a sender could prepare.
 * @param signingTime what a signer's wrong clock means
 */
public record MessagePolicy(
    boolean allowSha1Digest,
    boolean allowTripleDes,
    boolean allowSingleDes,
    boolean allowMd5Digest,
    SigningTimeRule signingTime) {
  public MessagePolicy {
    Objects.requireNonNull(signingTime);
  }

  /** Without MD5; a wrong signingTime is noted. */
  public MessagePolicy(boolean allowSha1Digest, boolean allowTripleDes, boolean allowSingleDes) {
    this(allowSha1Digest, allowTripleDes, allowSingleDes, false, SigningTimeRule.note());
  }

  /** What RFC 8894 §2.9 allows: SHA-1 and 3DES are taken, single DES and MD5 are not. */
  public static MessagePolicy rfc8894() {
    return new MessagePolicy(true, true, false);
  }

  /** SHA-2 and AES alone. */
  public static MessagePolicy modern() {
    return new MessagePolicy(false, false, false);
  }

  public boolean takes(DigestAlgorithm digest) {
    return switch (digest) {
      case SHA256, SHA384, SHA512 -> true;
      case SHA1 -> allowSha1Digest;
      case MD5 -> allowMd5Digest;
    };
  }

  public boolean takes(ContentCipher cipher) {
    return switch (cipher) {
      case AES_128_CBC, AES_192_CBC, AES_256_CBC -> true;
      case DES_EDE3_CBC -> allowTripleDes;
      case DES_CBC -> allowSingleDes;
    };
  }

  /**
   * The cipher of the answer: the strongest of those that the request {@code shown}, which its
   * sender can read. Where that is single DES alone, the next one up, since DES is never answered
   * in kind.
   */
  public ContentCipher answering(Set<ContentCipher> shown) {
    return shown.stream()
        .filter(cipher -> cipher != ContentCipher.DES_CBC && takes(cipher))
        .min(Comparator.naturalOrder())
        .orElse(allowTripleDes ? ContentCipher.DES_EDE3_CBC : ContentCipher.AES_128_CBC);
  }

  /**
   * The digest of the answer: the strongest of those {@code shown} that are taken. Where that is
   * MD5 alone, the next one up.
   */
  public DigestAlgorithm signing(Set<DigestAlgorithm> shown) {
    return shown.stream()
        .filter(digest -> digest != DigestAlgorithm.MD5 && takes(digest))
        .max(Comparator.naturalOrder())
        .orElse(allowMd5Digest && allowSha1Digest ? DigestAlgorithm.SHA1 : DigestAlgorithm.SHA256);
  }
}
