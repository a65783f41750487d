package org.scepter.issuing.status;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Der;

/**
 * An OCSP response.
 *
 * @param response DER of the OCSPResponse
 * @param shared for how long it is the answer to everybody; empty if it is a refusal, or for one
 *     caller alone
 */
public record StatusAnswer(Der response, Optional<Validity> shared) {
  /**
   * When an answer was made and until when it is good.
   *
   * @param nextUpdate by when there is a newer one
   */
  public record Validity(Instant thisUpdate, Instant nextUpdate) {
    public Validity {
      Objects.requireNonNull(thisUpdate);
      Objects.requireNonNull(nextUpdate);
    }
  }

  /** Why nothing is said (RFC 6960 §4.2.1). */
  public enum Refusal {
    /** The request cannot be read. */
    MALFORMED_REQUEST(1),
    /** Nothing can be said now. */
    TRY_LATER(3),
    /** It is not for this responder to say (RFC 5019 §2.2.3). */
    UNAUTHORIZED(6);

    private final byte status;

    Refusal(int status) {
      this.status = (byte) status;
    }

    public StatusAnswer answer() {
      return new StatusAnswer(Der.of(new byte[] {0x30, 3, 0x0a, 1, status}), Optional.empty());
    }
  }

  public StatusAnswer {
    Objects.requireNonNull(response);
    Objects.requireNonNull(shared);
  }

  /** Whether it says how certificates stand. */
  public boolean isAuthoritative() {
    for (Refusal refusal : Refusal.values()) {
      if (refusal.answer().response.equals(response)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it may be given to anybody still. */
  public boolean isSharedAt(Instant now) {
    return shared.filter(validity -> now.isBefore(validity.nextUpdate())).isPresent();
  }
}
