package org.scepter.scep.est;

import org.scepter.scep.Denial;

/** The HTTP status of each refusal (RFC 7030 §4.2.3 leaves the choice to the server). */
final class EstStatus {
  /** Nothing is decided: the same request is welcome later. */
  static final int UNAVAILABLE = 503;

  private EstStatus() {}

  static int of(Denial denial) {
    return switch (denial) {
      case CHALLENGE, NO_CHALLENGE -> 401;
      case TEMPLATE_DENIED, NOT_SERVED, APPROVAL, ISSUING_AUTHORITY, REQUEST_EXPIRED -> 403;
      case UNAVAILABLE -> UNAVAILABLE;
      case SUBJECT,
          NO_ALT_NAME,
          ALT_NAME,
          KEY_USAGE,
          KEY_LENGTH,
          KEY_TYPE,
          KEY,
          TEMPLATE,
          REQUEST_UNREADABLE,
          REQUEST_SIGNATURE,
          RENEWAL,
          RENEWAL_CERTIFICATE,
          RENEWAL_TOO_EARLY,
          NOT_SEALABLE,
          NOT_READABLE,
          UNKNOWN_ID,
          NOT_SUPPORTED,
          MESSAGE_SIGNATURE,
          ALGORITHM,
          REQUESTER_KEY,
          CLOCK,
          ENVELOPE ->
          400;
    };
  }
}
