package org.scepter.scep.protocol;

import org.scepter.scep.protocol.algorithms.KeyLimits;
import org.scepter.scep.protocol.algorithms.SigningTimeRule;

/**
 * Why a pkiMessage that can be answered is nevertheless no request. Coarse on purpose: an outsider
 * learns no more than this, whatever the detail in our own log says.
 */
public enum MessageFault {
  /** Signature, messageDigest or contentType do not hold. */
  BAD_SIGNATURE(FailInfo.BAD_MESSAGE_CHECK),
  /** A digest, cipher or signature algorithm that policy or this server does not take. */
  ALGORITHM_NOT_ALLOWED(FailInfo.BAD_ALG),
  /** The signer's key is none that {@link KeyLimits} admit. */
  KEY_NOT_ALLOWED(FailInfo.BAD_ALG),
  /** The signingTime is further from our time than {@link SigningTimeRule} lets it be. */
  CLOCKS_DIFFER(FailInfo.BAD_TIME),
  /** A messageType that RFC 8894 gives to no request, or none at all. */
  UNSUPPORTED_MESSAGE_TYPE(FailInfo.BAD_REQUEST),
  /**
   * The envelope does not open, what is inside is not what the messageType says, or may be
   * another's envelope that was bent. One fault, so that no answer tells a wrong padding from any
   * other (RSA PKCS#1 v1.5 and CBC oracles).
   */
  NOT_OPENED(FailInfo.BAD_MESSAGE_CHECK);

  private final FailInfo failInfo;

  MessageFault(FailInfo failInfo) {
    this.failInfo = failInfo;
  }

  public FailInfo failInfo() {
    return failInfo;
  }
}
