package org.scepter.issuing.template;

/** Somebody else changed a template meanwhile; undoes the transaction that it leaves. */
final class OvertakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OvertakenException() {
    super("a template was changed meanwhile");
  }
}
