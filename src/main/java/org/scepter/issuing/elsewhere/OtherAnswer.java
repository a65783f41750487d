package org.scepter.issuing.elsewhere;

import java.time.Duration;
import java.util.Objects;
import org.scepter.pki.Der;

/** What came of asking the other CA once. */
public sealed interface OtherAnswer {
  <R> R accept(Handler<R> handler);

  /** Answers every kind. */
  interface Handler<R> {
    R given(Given answer);

    R waiting(Waiting answer);

    R declined(Declined answer);

    R notAsked(NotAsked answer);

    R unclear(Unclear answer);
  }

  /** A certificate, which nobody has looked at yet. */
  record Given(Der certificate) implements OtherAnswer {
    public Given {
      Objects.requireNonNull(certificate);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.given(this);
    }
  }

  /**
   * The other side has taken the request and has not decided.
   *
   * @param retryAfter when to ask what became of it
   * @param reference by which to ask; empty where the request itself does that
   */
  record Waiting(Duration retryAfter, String reference) implements OtherAnswer {
    public Waiting {
      Objects.requireNonNull(retryAfter);
      Objects.requireNonNull(reference);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.waiting(this);
    }
  }

  /** It said no, and has issued nothing. */
  record Declined(String detail) implements OtherAnswer {
    public Declined {
      Objects.requireNonNull(detail);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.declined(this);
    }
  }

  /** It has not taken the request, that is sure: it was not reached, or said that it is busy. */
  record NotAsked(String detail) implements OtherAnswer {
    public NotAsked {
      Objects.requireNonNull(detail);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.notAsked(this);
    }
  }

  /** It may have issued, or may yet. */
  record Unclear(String detail) implements OtherAnswer {
    public Unclear {
      Objects.requireNonNull(detail);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.unclear(this);
    }
  }
}
