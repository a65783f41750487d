package org.scepter.enrolment;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * How a device's request came to NDES, by NDES's word: for logs, counts and what is shown of a
 * device. It never lets a request in, and keeps nobody out whom a live challenge lets in.
 *
 * @param address the device's address as text, at most {@link #MAX_ADDRESS} characters of an IP
 *     address; empty if it is not known
 * @param clockAhead how far the device's clock is before ours, negative if it is behind, in whole
 *     seconds and at most ten years; empty if the message told no time or one within the endpoint's
 *     bias
 */
public record Arrival(Optional<String> address, Optional<Duration> clockAhead) {
  private static final Duration MAX_CLOCK = Duration.ofDays(3650);

  /** Longest text of an address: IPv6 with a mapped IPv4 address and a zone. */
  public static final int MAX_ADDRESS = 64;

  /** Nothing is known of it. */
  public static final Arrival UNKNOWN = new Arrival(Optional.empty(), Optional.empty());

  public Arrival {
    Objects.requireNonNull(address);
    clockAhead = clockAhead.map(Arrival::bounded);
    if (address.filter(text -> !text.matches("[0-9A-Za-z.:%_-]{1,64}")).isPresent()) {
      throw new IllegalArgumentException("an address has 1 to 64 characters of an IP address");
    }
  }

  // A device may say any year of four digits; more than ten years are as good as ten.
  private static Duration bounded(Duration ahead) {
    Duration seconds = ahead.truncatedTo(ChronoUnit.SECONDS);
    if (seconds.abs().compareTo(MAX_CLOCK) <= 0) {
      return seconds;
    }
    return ahead.isNegative() ? MAX_CLOCK.negated() : MAX_CLOCK;
  }
}
