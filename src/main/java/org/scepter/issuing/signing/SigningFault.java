package org.scepter.issuing.signing;

import org.scepter.pki.KeyOutOfReachException;

/** A CA's key could not be used: its store or module is out of reach, or signs wrongly. */
public final class SigningFault extends KeyOutOfReachException {
  private static final long serialVersionUID = 1;

  SigningFault(String message) {
    super(message);
  }

  SigningFault(String message, Throwable cause) {
    super(message, cause);
  }
}
