package org.scepter.scep.protocol;

import java.util.Objects;
import org.scepter.pki.TransactionId;
import org.scepter.scep.protocol.algorithms.DigestAlgorithm;

/**
 * What every answer takes from its request: transactionID and nonce are repeated, the digest is
 * used for the signature. Proves nothing about the sender.
 *
 * @param transaction the transactionID
 * @param senderNonce the client's nonce, which becomes the recipientNonce
 * @param digest the client's digest, or SHA-256 where policy does not take the client's
 */
public record Echo(TransactionId transaction, Nonce senderNonce, DigestAlgorithm digest) {
  public Echo {
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(senderNonce);
    Objects.requireNonNull(digest);
  }
}
