package org.scepter.issuing.elsewhere.wstep;

/** There is no address at which a template can be enrolled for; the message says why. */
final class NoPlaceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean isUnknown;

  private NoPlaceException(String message, boolean isUnknown) {
    super(message);
    this.isUnknown = isUnknown;
  }

  /** Nobody said so: the policy could not be read. */
  static NoPlaceException unknown(String message) {
    return new NoPlaceException(message, true);
  }

  /** The policy says so. */
  static NoPlaceException none(String message) {
    return new NoPlaceException(message, false);
  }

  boolean isUnknown() {
    return isUnknown;
  }
}
