package org.scepter.issuing.elsewhere.revocation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder.State;
import org.scepter.pki.Thumbprint;

/** The book of revocations elsewhere. Every call needs a transaction and takes part in it. */
public interface RevocationOrders {
  /**
   * Enters a certificate; one that is entered and was never told of may only be due sooner.
   *
   * @return whether it was not entered before
   */
  boolean enter(long certificateId, State state, Instant due);

  /** Enters all revoked certificates of devices that end after {@code now} and are of no own CA. */
  int enterMissing(Collection<Thumbprint> own, State state, Instant now);

  /** The first of those that are to be told now, and whose revocation is in force. */
  List<RevocationOrder> due(Instant now, int limit);

  /** Takes an order until {@code until}, unless another node has taken it. */
  boolean claim(RevocationOrder order, Instant until);

  /** Enters what came of an open order. */
  void settle(RevocationOrder order, State state, String detail, Instant next);

  /** Changes one that is not done, by somebody's word. */
  boolean decide(long certificateId, State state, Instant next);

  /** How many there are that somebody should know of, of certificates that have not ended. */
  Map<State, Long> unsettled(Instant now);
}
