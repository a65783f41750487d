package org.scepter.enrolment;

/**
 * Whom a port asks cannot be reached now. Nothing was decided or promised, so the same question may
 * be put again; whether the other side heard it is not known, and need not be: each question of the
 * ports may be asked any number of times.
 */
public final class OutOfReachException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param detail for the log: who was asked and how it failed
   */
  public OutOfReachException(String detail) {
    super(detail);
  }
}
