package org.scepter.pki;

import java.util.Objects;

/** One entry of a subjectAltName extension (RFC 5280 §4.2.1.6). */
public record SubjectAltName(Kind kind, String value) {
  /** Longest value accepted: an e-mail address or URI beyond this is no device's name. */
  public static final int MAX_LENGTH = 1024;

  /** The kinds that profiles can name. */
  public enum Kind {
    /** rfc822Name. */
    EMAIL,
    /** dNSName. */
    DNS,
    /** uniformResourceIdentifier. */
    URI,
    /** iPAddress: four decimal numbers or eight hexadecimal groups, however it was written. */
    IP,
    /** otherName 1.3.6.1.4.1.311.20.2.3, Microsoft's user principal name. */
    UPN,
    /** Any other form, kept as hex of its DER so that it can be compared and is never issued. */
    OTHER
  }

  public SubjectAltName {
    Objects.requireNonNull(kind);
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a subject alternative name has 1 to " + MAX_LENGTH + " characters");
    }
    value = kind == Kind.IP ? IpText.canonical(value) : value;
  }

  /** A host by its name or address, as URLs have it. */
  public static SubjectAltName host(String host) {
    String bare = host.replaceAll("^\\[|]$", "");
    boolean address = bare.contains(":") || bare.matches("[0-9.]+");
    return new SubjectAltName(address ? Kind.IP : Kind.DNS, bare);
  }

  /** {@code EMAIL:a@b}, as it is stored and shown. */
  public String text() {
    return kind + ":" + value;
  }

  /**
   * @param text as {@link #text()} gives it
   * @throws IllegalArgumentException if it has no known kind before the first colon
   */
  public static SubjectAltName parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a subject alternative name is written KIND:value");
    }
    return new SubjectAltName(Kind.valueOf(text.substring(0, colon)), text.substring(colon + 1));
  }
}
