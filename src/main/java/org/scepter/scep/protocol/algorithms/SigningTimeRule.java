package org.scepter.scep.protocol.algorithms;

import java.time.Duration;

/**
 * What a signingTime that is far from our own time means (RFC 8894 §3.2.1.4, badTime). A message
 * without the attribute passes: RFC 8894 does not ask for it.
 *
 * @param maxBias how far it may be away, before or after
 * @param refuse whether the message is refused then, or the difference only noted with its
 *     requester
 */
public record SigningTimeRule(Duration maxBias, boolean refuse) {
  public SigningTimeRule {
    if (maxBias.isNegative() || maxBias.isZero()) {
      throw new IllegalArgumentException("a signingTime's bias is positive");
    }
  }

  /**
   * Devices come with wrong clocks, and a challenge ages by ours: beyond five minutes, from which
   * on ConfigMgr's own manuals expect trouble, it is noted.
   */
  public static SigningTimeRule note() {
    return new SigningTimeRule(Duration.ofMinutes(5), false);
  }

  public boolean isBrokenBy(Duration difference) {
    return difference.abs().compareTo(maxBias) > 0;
  }
}
