package org.scepter.platform;

import java.util.Objects;
import java.util.Set;

/**
 * Who is asking, however they proved it.
 *
 * @param name for the audit: {@code admin}, {@code device:phone-1}, {@code node:policy-module}
 * @param roles roles of a person or API token; empty for devices and nodes
 */
public record Caller(String name, Set<PersonRole> roles) {
  /** Nobody in particular. */
  public static final Caller ANYONE = new Caller("anyone", Set.of());

  /** The application itself: timers and start-up. */
  public static final Caller SYSTEM = new Caller("system", Set.of());

  public Caller {
    Objects.requireNonNull(name);
    roles = Set.copyOf(roles);
  }
}
