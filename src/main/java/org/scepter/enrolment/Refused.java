package org.scepter.enrolment;

import java.util.Objects;

/**
 * A request that is not acceptable: a value, never an exception.
 *
 * @param reason the closed reason
 * @param detail for the operator: what was expected and what came, never a secret. Outsiders see
 *     the reason only.
 */
public record Refused(RefusalReason reason, String detail) implements Verdict, Issuance {
  public Refused {
    Objects.requireNonNull(reason);
    Objects.requireNonNull(detail);
  }

  @Override
  public <R> R accept(Verdict.Handler<R> handler) {
    return handler.refused(this);
  }

  @Override
  public <R> R accept(Issuance.Handler<R> handler) {
    return handler.refused(this);
  }
}
