package org.scepter.command.local;

/** The server has not done what it was asked; the message says why. */
public final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String cure;

  NoAnswerException(String seen, String cure) {
    super(seen);
    this.cure = cure;
  }

  /** What to do. */
  public String cure() {
    return cure;
  }
}
