package org.scepter.enrolment;

/** The registration point's answer to "is this request authorised?". */
public sealed interface Verdict permits Authorised, Refused, Pending {
  <R> R accept(Handler<R> handler);

  /** Answers every kind; a new kind breaks the build until each handler does. */
  interface Handler<R> {
    R authorised(Authorised verdict);

    R refused(Refused verdict);

    R pending(Pending verdict);
  }
}
