package org.scepter.pki.constraint;

import java.util.Optional;

/**
 * The hosts that a constraint of rfc822Name or URI means: one host, or with a dot before it every
 * host below (RFC 5280 §4.2.1.10).
 */
record HostTree(HostName name, boolean onlyBelow) {
  static Optional<HostTree> of(String written) {
    boolean below = written.startsWith(".");
    return HostName.of(below ? written.substring(1) : written)
        .map(host -> new HostTree(host, below));
  }

  boolean covers(HostName host) {
    return onlyBelow ? host.isBelow(name) : host.equals(name);
  }

  String text() {
    return (onlyBelow ? "." : "") + name.text();
  }
}
