package org.scepter.enrolment;

import java.util.Objects;

/** True: what may be issued. */
public record Authorised(Authorisation authorisation) implements Verdict {
  public Authorised {
    Objects.requireNonNull(authorisation);
  }

  @Override
  public <R> R accept(Handler<R> handler) {
    return handler.authorised(this);
  }
}
