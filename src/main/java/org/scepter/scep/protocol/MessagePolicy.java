package org.scepter.scep.protocol;

/**
 * Which weak algorithms an endpoint still takes from its devices. SHA-256, -384, -512 and AES are
 * always taken, MD5 never.
 *
 * @param allowSha1Digest take SHA-1 signatures and answer them with SHA-1 (RFC 8894 §2.9: MAY)
 * @param allowTripleDes take 3DES and answer it with 3DES (RFC 8894 §2.9: MAY)
 * @param allowSingleDes take single DES (RFC 8894 §2.9: MUST NOT; old Go clients send nothing
 *     else). The answer is never in single DES.
 */
public record MessagePolicy(
    boolean allowSha1Digest, boolean allowTripleDes, boolean allowSingleDes) {

  /** What RFC 8894 §2.9 allows: SHA-1 and 3DES are taken, single DES is not. */
  public static MessagePolicy rfc8894() {
    return new MessagePolicy(true, true, false);
  }

  /** SHA-2 and AES alone. */
  public static MessagePolicy modern() {
    return new MessagePolicy(false, false, false);
  }

  boolean takes(DigestAlgorithm digest) {
    return digest != DigestAlgorithm.SHA1 || allowSha1Digest;
  }

  boolean takes(ContentCipher cipher) {
    return switch (cipher) {
      case AES_128_CBC, AES_192_CBC, AES_256_CBC -> true;
      case DES_EDE3_CBC -> allowTripleDes;
      case DES_CBC -> allowSingleDes;
    };
  }

  /**
   * The cipher of the answer to a request in {@code cipher}: the client's own, which it can read;
   * for single DES the next one up, since OpenSSL 3 reads no DES.
   */
  ContentCipher answering(ContentCipher cipher) {
    return switch (cipher) {
      case AES_128_CBC, AES_192_CBC, AES_256_CBC, DES_EDE3_CBC -> cipher;
      case DES_CBC -> allowTripleDes ? ContentCipher.DES_EDE3_CBC : ContentCipher.AES_128_CBC;
    };
  }
}
