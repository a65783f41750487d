package org.scepter.enrolment;

import java.time.Duration;
import java.util.Objects;

/** Not decided yet; the requester may ask again after {@code retryAfter}. */
public record Pending(Duration retryAfter) implements Verdict, Issuance {
  public Pending {
    Objects.requireNonNull(retryAfter);
  }

  @Override
  public <R> R accept(Verdict.Handler<R> handler) {
    return handler.pending(this);
  }

  @Override
  public <R> R accept(Issuance.Handler<R> handler) {
    return handler.pending(this);
  }
}
