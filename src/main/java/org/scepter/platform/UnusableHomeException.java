package org.scepter.platform;

/** The home cannot be used; the message is one line for the operator, with the cure. */
public final class UnusableHomeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableHomeException(String message) {
    super(message);
  }
}
