package org.scepter.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.stream.Collectors;

/** Reports what a request led to, in the transaction that did it. */
@ApplicationScoped
public class Reporter {
  private final Event<Happening> happenings;

  Reporter() {
    this.happenings = null;
  }

  @Inject
  public Reporter(Event<Happening> happenings) {
    this.happenings = happenings;
  }

  /** Fires done or refused for {@code result}, which it returns. */
  public <T> Result<T> report(String action, String object, Result<T> result) {
    happenings.fire(
        result.fold(
            problem -> Happening.refused(action, object, reason(problem), ""),
            value -> Happening.done(action, object, "")));
    return result;
  }

  public void report(Happening happening) {
    happenings.fire(happening);
  }

  // Names of fields alone: what stands in them may be a secret.
  static String reason(Problem problem) {
    String word = problem.title().replace(" ", "");
    return problem.faults().isEmpty()
        ? word
        : word
            + ": "
            + problem.faults().stream()
                .map(Problem.FieldFault::field)
                .distinct()
                .limit(20)
                .collect(Collectors.joining(", "));
  }
}
