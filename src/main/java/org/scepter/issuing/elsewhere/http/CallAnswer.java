package org.scepter.issuing.elsewhere.http;

import java.util.Locale;
import java.util.OptionalInt;

/** What the other CA answered, bounded. It prints its status alone. */
public final class CallAnswer {
  private final int status;
  private final String mediaType;
  private final String retryAfter;
  private final byte[] body;

  CallAnswer(int status, String mediaType, String retryAfter, byte[] body) {
    this.status = status;
    this.mediaType = mediaType == null ? "" : mediaType;
    this.retryAfter = retryAfter == null ? "" : retryAfter;
    this.body = body.clone();
  }

  public int status() {
    return status;
  }

  public byte[] body() {
    return body.clone();
  }

  /** Whether its media type is this one, whatever parameters it has. */
  public boolean isOf(String type) {
    return mediaType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(type);
  }

  /** {@code Retry-After} in seconds, at least 1 and at most a week; empty if it says no number. */
  public OptionalInt retryAfterSeconds() {
    return retryAfter.matches("[0-9]{1,9}")
        ? OptionalInt.of(Math.max(1, Math.min(604_800, Integer.parseInt(retryAfter))))
        : OptionalInt.empty();
  }

  @Override
  public String toString() {
    return "status " + status;
  }
}
