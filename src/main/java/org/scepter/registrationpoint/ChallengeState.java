package org.scepter.registrationpoint;

/** Where a challenge stands: issued, then bound, then consumed, expired or revoked. */
public enum ChallengeState {
  /** Handed out, used by nobody. */
  ISSUED,
  /** Belongs to one public key, which may ask again; no certificate is known yet. */
  BOUND,
  /** A certificate came of it. Its key still gets the same answer; no other key ever does. */
  CONSUMED,
  /** Its life ended before anyone used it. */
  EXPIRED,
  /** Ended by a newer challenge, the site or an operator. */
  REVOKED
}
