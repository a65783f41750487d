package org.scepter.scep.protocol;

import org.scepter.pki.SubjectName;
import org.scepter.pki.TransactionId;

/**
 * How long the names are by which a message is told from others; they are echoed, stored and
 * logged.
 *
 * @param maxTransactionId characters of the transactionID
 * @param minNonce octets of the senderNonce; RFC 8894 §3.2.1.5 has 16, old iOS sends 8
 * @param maxNonce octets of the senderNonce
 * @param maxNameBytes DER of the issuer and of the subject in the signer's certificate
 * @param maxNameParts attributes of each; names are compared attribute by attribute
 */
public record IdLimits(
    int maxTransactionId, int minNonce, int maxNonce, int maxNameBytes, int maxNameParts) {
  public IdLimits {
    if (maxTransactionId < 1 || maxTransactionId > TransactionId.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a transactionID has 1 to " + TransactionId.MAX_LENGTH + " characters");
    }
    if (minNonce < Nonce.MIN_LENGTH || maxNonce > Nonce.MAX_LENGTH || minNonce > maxNonce) {
      throw new IllegalArgumentException(
          "a senderNonce has " + Nonce.MIN_LENGTH + " to " + Nonce.MAX_LENGTH + " octets");
    }
    if (maxNameBytes < 1
        || maxNameBytes > SubjectName.MAX_DER_LENGTH
        || maxNameParts < 1
        || maxNameParts > SignedPkiMessage.MAX_NAME_PARTS) {
      throw new IllegalArgumentException(
          "a name has up to %d bytes and %d parts"
              .formatted(SubjectName.MAX_DER_LENGTH, SignedPkiMessage.MAX_NAME_PARTS));
    }
  }

  /** As far as the types reach: 256 characters, 8 to 64 octets, 4096 bytes, 32 parts. */
  public static IdLimits standard() {
    return new IdLimits(
        TransactionId.MAX_LENGTH,
        Nonce.MIN_LENGTH,
        Nonce.MAX_LENGTH,
        SubjectName.MAX_DER_LENGTH,
        SignedPkiMessage.MAX_NAME_PARTS);
  }
}
