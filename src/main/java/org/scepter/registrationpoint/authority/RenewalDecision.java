package org.scepter.registrationpoint.authority;

import java.util.Objects;

/**
 * What the certificate that signs a request says about it.
 *
 * @param decision granted, or why not
 * @param signer whose certificate it is
 */
record RenewalDecision(Decision decision, Signer signer) {
  /** Who signs a request. */
  enum Signer {
    /** A certificate of this CA and endpoint. */
    OURS,
    /** Another certificate, over the very key that is to be certified (RFC 8894 §2.3). */
    REQUESTED_KEY,
    /** Somebody else, or nobody who could be made out. */
    STRANGER
  }

  RenewalDecision {
    Objects.requireNonNull(decision);
    Objects.requireNonNull(signer);
  }

  /** Whether a challenge in the request may still authorise it. */
  boolean leavesItToTheChallenge() {
    return decision.refusal().isPresent() && signer != Signer.STRANGER;
  }
}
