package org.scepter.platform;

import java.util.Objects;

/**
 * What a component did or refused, fired as a CDI event; the audit trail keeps it in the same
 * database transaction. Never holds a secret.
 *
 * @param action what was tried, {@code challenge.verify}
 * @param object what it was tried on: kind and name, {@code device:phone-1}
 * @param outcome how it ended
 * @param reason why, for anything but done; a closed word first, detail after it
 * @param transaction SCEP transactionID or request id; empty if there is none
 */
public record Happening(
    String action, String object, Outcome outcome, String reason, String transaction) {
  /** How it ended. */
  public enum Outcome {
    DONE,
    REFUSED,
    FAILED,
    /** Done or refused, and someone should look: a breach signal. */
    ALARM
  }

  public Happening {
    Objects.requireNonNull(action);
    Objects.requireNonNull(object);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(transaction);
  }

  public static Happening done(String action, String object, String transaction) {
    return new Happening(action, object, Outcome.DONE, "", transaction);
  }

  public static Happening refused(String action, String object, String reason, String transaction) {
    return new Happening(action, object, Outcome.REFUSED, reason, transaction);
  }

  public static Happening alarm(String action, String object, String reason, String transaction) {
    return new Happening(action, object, Outcome.ALARM, reason, transaction);
  }
}
