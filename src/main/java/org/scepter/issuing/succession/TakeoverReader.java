package org.scepter.issuing.succession;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Result;

/** Reads what an operator wants of the next issuing CA. */
final class TakeoverReader {
  static final String ACTIVE_FROM = "activeFrom";
  private static final int MAX_WORD = 64;

  private TakeoverReader() {}

  /** 422 with each field that makes no sense. */
  static Result<Takeover> read(JsonFields fields) {
    Optional<Instant> at =
        fields.needed(ACTIVE_FROM, MAX_WORD).flatMap(text -> instant(text, fields));
    Duration grace =
        fields.text("grace", MAX_WORD).flatMap(text -> grace(text, fields)).orElse(Takeover.GRACE);
    Optional<String> written = fields.text("keyType", MAX_WORD);
    Optional<KeyType> type = written.flatMap(KeyType::named);
    if (written.isPresent() && type.isEmpty()) {
      fields.fault("keyType", "must be one of " + KeyType.accepted(false));
    }
    return fields.orFaults(() -> new Takeover(at.orElseThrow(), grace, type));
  }

  private static Optional<Instant> instant(String text, JsonFields fields) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      fields.fault(ACTIVE_FROM, "must be an instant like 2026-12-01T00:00:00Z");
      return Optional.empty();
    }
  }

  private static Optional<Duration> grace(String text, JsonFields fields) {
    Optional<Duration> grace = Takeover.grace(text);
    if (grace.isEmpty()) {
      fields.fault("grace", Takeover.GRACE_ACCEPTED);
    }
    return grace;
  }
}
