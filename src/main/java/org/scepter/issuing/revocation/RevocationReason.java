package org.scepter.issuing.revocation;

import java.util.Optional;

/** Why a certificate is revoked (RFC 5280 §5.3.1), as far as a CA may say it of others. */
public enum RevocationReason {
  UNSPECIFIED("unspecified", 0),
  KEY_COMPROMISE("keyCompromise", 1),
  AFFILIATION_CHANGED("affiliationChanged", 3),
  SUPERSEDED("superseded", 4),
  CESSATION_OF_OPERATION("cessationOfOperation", 5),
  PRIVILEGE_WITHDRAWN("privilegeWithdrawn", 9);

  private final String word;
  private final int code;

  RevocationReason(String word, int code) {
    this.word = word;
    this.code = code;
  }

  /** As the RFC writes it. */
  public String word() {
    return word;
  }

  /** The CRLReason. */
  public int code() {
    return code;
  }

  public static Optional<RevocationReason> named(String word) {
    for (RevocationReason reason : values()) {
      if (reason.word.equals(word)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
