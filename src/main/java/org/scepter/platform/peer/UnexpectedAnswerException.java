package org.scepter.platform.peer;

import java.io.IOException;

/** A server answered, but not as one of Scepter's that is well does. */
public final class UnexpectedAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnexpectedAnswerException(String what) {
    super(what);
  }

  /** An answer whose status or media type does not belong to the question. */
  public static UnexpectedAnswerException of(PeerAnswer answer) {
    return new UnexpectedAnswerException(
        switch (answer.status()) {
          case 403 ->
              "403: this node's client certificate is not registered there, has ended, or may not"
                  + " ask this";
          case 404 -> "404: there is no Scepter with this role (yet)";
          default -> answer.describe();
        });
  }
}
