package org.scepter.enrolment;

/** The CA's answer to an authorisation. */
public sealed interface Issuance permits Issued, Refused, Pending, Unreachable {
  <R> R accept(Handler<R> handler);

  /** Answers every kind; a new kind breaks the build until each handler does. */
  interface Handler<R> {
    R issued(Issued issuance);

    R refused(Refused issuance);

    R pending(Pending issuance);

    R unreachable(Unreachable issuance);
  }
}
