package org.scepter.platform;

import java.util.function.Supplier;
import org.scepter.pki.TransactionId;

/**
 * The SCEP transaction on which a thread works. Log files name it beside every line that is written
 * meanwhile, so that the lines of one enrolment can be found in all of them, on all servers.
 */
public final class CurrentTransaction {
  private static final ThreadLocal<TransactionId> CURRENT = new ThreadLocal<>();

  private CurrentTransaction() {}

  /** Does {@code work} for {@code transaction}. */
  public static <T> T during(TransactionId transaction, Supplier<T> work) {
    TransactionId before = CURRENT.get();
    CURRENT.set(transaction);
    try {
      return work.get();
    } finally {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }

  /** Its id as it was sent, empty outside any. */
  public static String id() {
    TransactionId transaction = CURRENT.get();
    return transaction == null ? "" : transaction.value();
  }
}
