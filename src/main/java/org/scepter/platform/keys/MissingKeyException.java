package org.scepter.platform.keys;

import java.security.GeneralSecurityException;

/** The token is there and has no key of a name, or had none when it was opened. */
final class MissingKeyException extends GeneralSecurityException {
  private static final long serialVersionUID = 1;

  MissingKeyException(String message) {
    super(message);
  }
}
