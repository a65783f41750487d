package org.scepter.command.run;

/** The server cannot run; the message is one line that names the cause. */
final class CannotRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotRunException(String message) {
    super(message);
  }
}
