package org.scepter.pki;

/**
 * A SCEP transactionID (RFC 8894 §3.2.1.1): chosen by the client, compared as opaque text.
 * Printable ASCII only, so that it can stand in a log line and a header.
 */
public record TransactionId(String value) {
  /** Far above what clients send (a hash in hex); bounds what is stored. */
  public static final int MAX_LENGTH = 256;

  public TransactionId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a transactionID has 1 to " + MAX_LENGTH + " characters");
    }
    if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("a transactionID is printable ASCII");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
