package org.scepter.issuing.elsewhere.cmp;

/** An answer that is none of the CA's to this question. */
final class UnbelievableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnbelievableException(String detail) {
    super(detail);
  }

  UnbelievableException(String detail, Throwable cause) {
    super(detail, cause);
  }
}
