package org.scepter.device;

import java.time.Instant;
import java.util.Objects;

/** A SCEP profile, with its trusted root, deployed to a collection. */
public record Deployment(String id, String collection, String scepProfile, Instant createdAt) {
  public Deployment {
    Objects.requireNonNull(id);
    Objects.requireNonNull(collection);
    Objects.requireNonNull(scepProfile);
    Objects.requireNonNull(createdAt);
  }
}
