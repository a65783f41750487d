package org.scepter.platform;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request led to: a value, or a problem that refuses it. A refusal is no exception, so it
 * rolls nothing back and the audit keeps it.
 */
public final class Result<T> {
  private final T value;
  private final Problem problem;

  private Result(T value, Problem problem) {
    this.value = value;
    this.problem = problem;
  }

  public static <T> Result<T> of(T value) {
    return new Result<>(Objects.requireNonNull(value), null);
  }

  public static <T> Result<T> refused(Problem problem) {
    return new Result<>(null, Objects.requireNonNull(problem));
  }

  /** What was looked up, or 404. */
  public static <T> Result<T> found(Optional<T> looked, String what) {
    return looked.map(Result::of).orElseGet(() -> refused(Problem.notFound(what)));
  }

  /** Goes on with the value; a refusal stays what it is. */
  public <R> Result<R> then(Function<T, Result<R>> next) {
    return problem == null ? next.apply(value) : refused(problem);
  }

  public <R> Result<R> map(Function<T, R> next) {
    return then(value -> of(next.apply(value)));
  }

  public <R> R fold(Function<Problem, R> refused, Function<T, R> done) {
    return problem == null ? done.apply(value) : refused.apply(problem);
  }
}
