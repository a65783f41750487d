package org.scepter.monitoring;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.scepter.platform.Happening;
import org.scepter.platform.Problem.FieldFault;

/** Reads the parameters of a request for the audit trail and collects every fault. */
final class AuditQueryReader {
  static final int MAX_LIMIT = 500;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_TEXT = 512;

  private final Function<String, String> parameters;
  private final List<FieldFault> faults = new ArrayList<>();

  /**
   * @param parameters a parameter's value by its name, null if it is not there
   */
  AuditQueryReader(Function<String, String> parameters) {
    this.parameters = parameters;
  }

  AuditQuery query() {
    return new AuditQuery(
        number("after", 0, 0, Long.MAX_VALUE),
        text("action"),
        text("object"),
        outcome(),
        instant("since"),
        instant("until"));
  }

  int limit() {
    return (int) number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  List<FieldFault> faults() {
    return List.copyOf(faults);
  }

  private Optional<String> text(String name) {
    Optional<String> text = Optional.ofNullable(parameters.apply(name)).filter(it -> !it.isEmpty());
    if (text.filter(it -> it.length() > MAX_TEXT || it.indexOf('\0') >= 0).isPresent()) {
      faults.add(new FieldFault(name, "has at most " + MAX_TEXT + " characters"));
      return Optional.empty();
    }
    return text;
  }

  private long number(String name, long otherwise, long min, long max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    faults.add(new FieldFault(name, "must be a whole number from " + min + " to " + max));
    return otherwise;
  }

  private Optional<Happening.Outcome> outcome() {
    Optional<String> text = text("outcome");
    try {
      return text.map(it -> Happening.Outcome.valueOf(it.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      faults.add(new FieldFault("outcome", "must be one of done, refused, failed, alarm"));
      return Optional.empty();
    }
  }

  private Optional<Instant> instant(String name) {
    Optional<String> text = text(name);
    try {
      return text.map(Instant::parse).map(AuditQueryReader::storable);
    } catch (DateTimeParseException | ArithmeticException e) {
      faults.add(new FieldFault(name, "must be an instant like 2026-11-23T10:00:00Z"));
      return Optional.empty();
    }
  }

  /** Instants are kept in milliseconds; the far ends of their range are not. */
  private static Instant storable(Instant instant) {
    return Instant.ofEpochMilli(instant.toEpochMilli());
  }
}
