package org.scepter.enrolment;

import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;

/**
 * NDES's question to the registration point, in the shape of Microsoft's INDESPolicy. Asking twice
 * for the same enrolment gives the same answer; neither question nor outcome frees a challenge.
 * Each call throws {@link OutOfReachException} if a registration point on another server cannot be
 * reached.
 */
public interface PolicyModule {
  /** Asks whether the request is authorised; binds its challenge to its key if so. */
  Verdict verify(VerificationRequest request);

  /**
   * Asks what became of an earlier request.
   *
   * @param signerKey SHA-256 of the SubjectPublicKeyInfo that signed the poll
   */
  Polled poll(EndpointName endpoint, TransactionId transaction, Sha256 signerKey);

  /**
   * Tells what the CA did. Only an issued certificate that fits the authorisation consumes the
   * challenge; any other outcome leaves it bound to its key.
   *
   * @return what the device is to be told: the outcome's own issuance, unless an authority outside
   *     has to know of a certificate first and does not yet, or will not have it
   */
  Issuance notify(Outcome outcome);
}
