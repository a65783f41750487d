package org.scepter.pki.constraint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host of a URI's authority (RFC 3986 §3.2). */
final class UriHost {
  private static final Pattern AUTHORITY =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://([^/?#\\\\]*)([/?#].*)?", Pattern.DOTALL);

  private UriHost() {}

  /** Empty if there is none, or an address stands there: such a URI can be held to no host. */
  static Optional<HostName> of(String uri) {
    Matcher parts = AUTHORITY.matcher(uri);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String authority = parts.group(1);
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return HostName.of(host.replaceFirst(":[0-9]*$", ""));
  }
}
