package org.scepter.enrolment;

import java.util.Objects;

/** The CA did not answer; whether it issued is not known, the same authorisation may ask again. */
public record Unreachable(String detail) implements Issuance {
  public Unreachable {
    Objects.requireNonNull(detail);
  }

  @Override
  public <R> R accept(Handler<R> handler) {
    return handler.unreachable(this);
  }
}
