package org.scepter.profile;

import java.util.Objects;

/**
 * A device cannot be named.
 *
 * @param reason what is missing or does not fit; holds no device's values
 */
public record NamesUnavailable(String reason) implements NamesOutcome {
  public NamesUnavailable {
    Objects.requireNonNull(reason);
  }
}
