package org.scepter.registrationpoint.node;

import java.util.Objects;

/**
 * An NDES server as it is registered.
 *
 * @param inForce whether a certificate may ask in its name
 */
public record NdesServer(String name, NdesTerms terms, boolean inForce) {
  public NdesServer {
    Objects.requireNonNull(name);
    Objects.requireNonNull(terms);
  }
}
