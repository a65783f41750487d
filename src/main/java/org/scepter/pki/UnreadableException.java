package org.scepter.pki;

/**
 * Bytes that are not what their place demands: the one checked exception of the pure core. The
 * message names the fault in words fit for the sender and never repeats the bytes.
 */
public final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableException(String message) {
    super(message);
  }

  public UnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
