package org.scepter.registrationpoint.outside;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.Refused;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;

/** What an authority outside says to a request, or to the news of what came of it. */
public sealed interface OutsideAnswer {
  <R> R accept(Handler<R> handler);

  /** Answers every kind. */
  interface Handler<R> {
    R agreed(Agreed answer);

    R denied(Denied answer);

    R silent(Silent answer);
  }

  /**
   * Yes.
   *
   * @param template the only template that it agrees to; any if empty
   * @param subject the only subject, likewise
   * @param subjectAltNames all SANs, likewise
   */
  record Agreed(
      Optional<TemplateName> template,
      Optional<SubjectName> subject,
      Optional<List<SubjectAltName>> subjectAltNames)
      implements OutsideAnswer {
    /** To the request as it is. */
    public static final Agreed AS_ASKED =
        new Agreed(Optional.empty(), Optional.empty(), Optional.empty());

    public Agreed {
      Objects.requireNonNull(template);
      Objects.requireNonNull(subject);
      subjectAltNames = subjectAltNames.map(List::copyOf);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.agreed(this);
    }
  }

  /** No, and asking again will not change it. */
  record Denied(Refused why) implements OutsideAnswer {
    public Denied {
      Objects.requireNonNull(why);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.denied(this);
    }
  }

  /**
   * No answer that could be believed, or it was not asked.
   *
   * @param detail what went wrong; never holds a secret or what the other side sent
   */
  record Silent(String detail) implements OutsideAnswer {
    public Silent {
      Objects.requireNonNull(detail);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.silent(this);
    }
  }
}
