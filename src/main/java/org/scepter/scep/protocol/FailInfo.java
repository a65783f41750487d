package org.scepter.scep.protocol;

/** Why a CertRep fails (RFC 8894 §3.2.1.4). */
public enum FailInfo {
  /** Unrecognised or unsupported algorithm. */
  BAD_ALG(0),
  /** Integrity check failed. */
  BAD_MESSAGE_CHECK(1),
  /** Transaction not permitted or supported. */
  BAD_REQUEST(2),
  /** The signingTime is too far from the server's time. */
  BAD_TIME(3),
  /** No certificate matches. */
  BAD_CERT_ID(4);

  private final int number;

  FailInfo(int number) {
    this.number = number;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }
}
