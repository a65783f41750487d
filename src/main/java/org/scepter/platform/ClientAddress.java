package org.scepter.platform;

import java.util.Objects;

/**
 * From where a request came.
 *
 * @param text an IP address; that of the nearest one known if the client's own is not
 * @param isKnown whether it is the client's: false if a proxy says that it passes on another's
 *     request and either is none that is trusted or does not name an address
 */
public record ClientAddress(String text, boolean isKnown) {
  public ClientAddress {
    Objects.requireNonNull(text);
  }
}
