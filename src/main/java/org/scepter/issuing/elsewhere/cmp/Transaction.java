package org.scepter.issuing.elsewhere.cmp;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import org.scepter.pki.Hex;

/**
 * What a CMP transaction is known by (RFC 9810 §5.1.1).
 *
 * @param id the transactionID in hex
 * @param request the certReqId that the CA named
 * @param nonce the last senderNonce of the CA's, in hex; empty before its first answer
 */
record Transaction(String id, BigInteger request, String nonce) {
  private static final int BYTES = 16;
  private static final BigInteger NONE_YET = BigInteger.ONE.negate();

  static Transaction begun(SecureRandom random) {
    byte[] id = new byte[BYTES];
    random.nextBytes(id);
    return new Transaction(Hex.encode(id), NONE_YET, "");
  }

  /** As {@link #written}; empty if it is none. */
  static Optional<Transaction> read(String written) {
    String[] parts = written.split("/", -1);
    return parts.length == 3
            && parts[0].matches("([0-9a-f]{2}){1,64}")
            && parts[1].matches("-1|[0-9]{1,9}")
            && parts[2].matches("([0-9a-f]{2}){0,64}")
        ? Optional.of(new Transaction(parts[0], new BigInteger(parts[1]), parts[2]))
        : Optional.empty();
  }

  String written() {
    return id + "/" + request + "/" + nonce;
  }

  Transaction answered(BigInteger named, byte[] next) {
    return new Transaction(id, named, next == null ? "" : Hex.encode(next));
  }
}
