package org.scepter.issuing.elsewhere;

import java.time.Instant;
import java.util.Objects;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.Sha256;

/**
 * What was asked of the other CA for an enrolment, and is not settled yet. Once there is a
 * certificate, that stands in the book and the order is gone.
 *
 * @param id the enrolment, one order each
 * @param key SHA-256 of the SubjectPublicKeyInfo
 * @param request SHA-256 of the PKCS#10 that was sent
 * @param state how it stands
 * @param reference by which the other CA knows it; may be empty
 * @param detail what was heard last, for people
 * @param sentAt when it was sent, or was about to be
 * @param askAt before which nobody asks
 */
public record Order(
    EnrolmentId id,
    Sha256 key,
    Sha256 request,
    State state,
    String reference,
    String detail,
    Instant sentAt,
    Instant askAt) {
  /** How an order stands. */
  public enum State {
    /** It is being sent; if nothing more is heard, nobody knows what became of it. */
    SENDING,
    /** The other CA has it and has not decided. */
    WAITING,
    /** The other CA said no. */
    DECLINED,
    /** Nobody knows whether the other CA has issued. */
    UNCLEAR,
    /** It was never taken by the other CA. */
    NOT_TAKEN,
    /** What came is not what was authorised; it is not asked for again. */
    MISFIT
  }

  public Order {
    Objects.requireNonNull(id);
    Objects.requireNonNull(key);
    Objects.requireNonNull(request);
    Objects.requireNonNull(state);
    Objects.requireNonNull(reference);
    Objects.requireNonNull(detail);
    Objects.requireNonNull(sentAt);
    Objects.requireNonNull(askAt);
  }

  Order in(State now, String said, Instant next) {
    return new Order(id, key, request, now, reference, said, sentAt, next);
  }

  Order named(String by) {
    return new Order(id, key, request, state, by, detail, sentAt, askAt);
  }
}
