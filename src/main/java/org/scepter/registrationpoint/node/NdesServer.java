package org.scepter.registrationpoint.node;

import java.util.Objects;

/**
 * An NDES server as it is registered.
 *
 * @param raKeys whether it gets the RA's keys, to answer devices in Scepter's place
 * @param inForce whether a certificate may ask in its name
 */
public record NdesServer(String name, NdesTerms terms, boolean raKeys, boolean inForce) {
  public NdesServer {
    Objects.requireNonNull(name);
    Objects.requireNonNull(terms);
  }
}
