package org.scepter.platform.peer;

import java.io.IOException;

/** A server has not answered in time; waiting longer would not help. */
final class SlowAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  SlowAnswerException(String what) {
    super(what);
  }
}
