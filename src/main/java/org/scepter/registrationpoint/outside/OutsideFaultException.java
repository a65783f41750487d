package org.scepter.registrationpoint.outside;

/** A server outside could not be called, or gave nothing that could be read. */
public final class OutsideFaultException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param detail for the log: who was called and how it failed, nothing of what was sent
   */
  public OutsideFaultException(String detail) {
    super(detail);
  }
}
