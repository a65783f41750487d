package org.scepter.device.people;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.scepter.platform.PersonRole;

/** A program's access to the API, without its secret. */
public record ApiToken(
    String name, Set<PersonRole> roles, String createdBy, Instant createdAt, Instant expiresAt) {
  public ApiToken {
    Objects.requireNonNull(name);
    roles = Set.copyOf(roles);
    Objects.requireNonNull(createdBy);
    Objects.requireNonNull(createdAt);
    Objects.requireNonNull(expiresAt);
  }
}
