package org.scepter.diagnostics.outside;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/** An answer, and when it came. */
final class Fetched {
  private final HttpResponse<byte[]> response;
  private final Instant asked;
  private final Instant answered;

  Fetched(HttpResponse<byte[]> response, Instant asked, Instant answered) {
    this.response = response;
    this.asked = asked;
    this.answered = answered;
  }

  URI url() {
    return response.uri();
  }

  int status() {
    return response.statusCode();
  }

  byte[] body() {
    return response.body();
  }

  boolean hasSameBodyAs(Fetched other) {
    return Arrays.equals(body(), other.body());
  }

  String text() {
    return new String(body(), StandardCharsets.ISO_8859_1);
  }

  /** The media type without parameters, empty without one. */
  String type() {
    return header("Content-Type").map(it -> it.replaceFirst(";.*", "").strip()).orElse("");
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  Duration took() {
    return Duration.between(asked, answered);
  }

  /**
   * How far the other's clock is ahead of this one's, negative if behind, nearest to zero of what
   * the whole seconds of the head and the way there and back leave open; empty without a date.
   */
  Optional<Duration> clockAhead() {
    return header("Date").flatMap(Fetched::date).map(this::ahead);
  }

  private Duration ahead(Instant date) {
    Instant latest = date.plusSeconds(1);
    if (date.isAfter(answered)) {
      return Duration.between(answered, date);
    }
    return latest.isBefore(asked) ? Duration.between(asked, latest) : Duration.ZERO;
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
