package org.scepter.issuing.elsewhere;

import java.util.Objects;
import org.scepter.issuing.SigningIntent;
import org.scepter.pki.Der;

/** The other CA's answer, after a certificate in it was compared with what was authorised. */
sealed interface Judged {
  <R> R accept(Handler<R> handler);

  /** Answers every kind. */
  interface Handler<R> extends OtherAnswer.Handler<R> {
    R fitting(Fitting judged);

    R misfit(Misfit judged);

    R open(OtherAnswer answer);
  }

  /**
   * A certificate that is what was authorised.
   *
   * @param recorded as it goes into the book
   */
  record Fitting(Der certificate, SigningIntent recorded) implements Judged {
    public Fitting {
      Objects.requireNonNull(certificate);
      Objects.requireNonNull(recorded);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.fitting(this);
    }
  }

  /** A certificate that is not. */
  record Misfit(Der certificate, String why) implements Judged {
    public Misfit {
      Objects.requireNonNull(certificate);
      Objects.requireNonNull(why);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.misfit(this);
    }
  }

  /** Any other answer. */
  record Open(OtherAnswer answer) implements Judged {
    public Open {
      Objects.requireNonNull(answer);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.open(answer);
    }
  }
}
