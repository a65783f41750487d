package org.scepter.monitoring;

import java.time.Instant;
import java.util.Objects;
import org.scepter.platform.Happening;
import org.scepter.platform.log.LogText;

/**
 * One entry of the audit trail. Texts are kept in one line each and cut to their column, so that an
 * entry can neither be refused by the database for what a device sent nor forge another one in an
 * export.
 *
 * @param id its place in the trail; 0 before it is stored
 * @param at when it happened, to the millisecond
 * @param actor who did it: a person's name, {@code device:phone-1}, {@code node:policy-module},
 *     {@code anyone}, {@code system}
 * @param listener through which listener
 * @param address the peer's address, empty outside a request
 * @param action what was tried
 * @param object what it was tried on
 * @param outcome how it ended
 * @param reason why, for anything but done
 * @param transaction SCEP transactionID or request id, or empty
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    String listener,
    String address,
    String action,
    String object,
    Happening.Outcome outcome,
    String reason,
    String transaction) {

  /** Longest texts, in characters, as the table's columns have them. */
  private static final int ACTOR = 256;

  private static final int LISTENER = 16;
  private static final int ADDRESS = 64;
  private static final int ACTION = 64;
  private static final int OBJECT = 512;
  private static final int REASON = 1024;
  private static final int TRANSACTION = 256;

  public AuditEntry {
    Objects.requireNonNull(at);
    Objects.requireNonNull(outcome);
    actor = LogText.oneLine(actor, ACTOR);
    listener = LogText.oneLine(listener, LISTENER);
    address = LogText.oneLine(address, ADDRESS);
    action = LogText.oneLine(action, ACTION);
    object = LogText.oneLine(object, OBJECT);
    reason = LogText.oneLine(reason, REASON);
    transaction = LogText.oneLine(transaction, TRANSACTION);
  }
}
