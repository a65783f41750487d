package org.scepter.issuing.elsewhere;

import java.util.Objects;

/**
 * What came of asking the other CA to revoke a certificate.
 *
 * @param detail for people, in a sentence's second half
 */
public record RevocationAnswer(Kind kind, String detail) {
  /** How it ended. */
  public enum Kind {
    /** It is revoked there, by this call or before. */
    REVOKED,
    /** The other CA said no. */
    REFUSED,
    /** There was no answer that counts; it may be asked again. */
    UNHEARD,
    /** It cannot be asked in this protocol. */
    NOT_POSSIBLE
  }

  public RevocationAnswer {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(detail);
  }

  public static RevocationAnswer revoked(String detail) {
    return new RevocationAnswer(Kind.REVOKED, detail);
  }

  public static RevocationAnswer refused(String detail) {
    return new RevocationAnswer(Kind.REFUSED, detail);
  }

  public static RevocationAnswer unheard(String detail) {
    return new RevocationAnswer(Kind.UNHEARD, detail);
  }

  public static RevocationAnswer notPossible(String detail) {
    return new RevocationAnswer(Kind.NOT_POSSIBLE, detail);
  }
}
