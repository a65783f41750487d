package org.scepter.pki;

/**
 * A private key cannot be used now: the module that holds it is away. Nothing was signed, and the
 * same may be asked for again.
 */
public class KeyOutOfReachException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message for the log
   */
  public KeyOutOfReachException(String message) {
    super(message);
  }

  public KeyOutOfReachException(String message, Throwable cause) {
    super(message, cause);
  }
}
