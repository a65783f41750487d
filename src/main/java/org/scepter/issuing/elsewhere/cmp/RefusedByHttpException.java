package org.scepter.issuing.elsewhere.cmp;

/** The server answered with a status and no CMP message. */
final class RefusedByHttpException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedByHttpException(int status) {
    super("the CA answered with status " + status);
    this.status = status;
  }

  int status() {
    return status;
  }
}
