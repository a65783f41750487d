package org.scepter.platform.keys;

import java.security.GeneralSecurityException;

/** The token is out of reach, refuses the PIN or lacks a key; it may come back. */
public final class TokenAwayException extends GeneralSecurityException {
  private static final long serialVersionUID = 1;

  TokenAwayException(String message, Throwable cause) {
    super(message, cause);
  }

  TokenAwayException(String message) {
    super(message);
  }
}
