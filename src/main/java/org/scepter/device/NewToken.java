package org.scepter.device;

import java.time.Instant;
import java.util.Objects;

/** A token to be shown once. */
public record NewToken(SecretToken token, Instant expiresAt) {
  public NewToken {
    Objects.requireNonNull(token);
    Objects.requireNonNull(expiresAt);
  }
}
