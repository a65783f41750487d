package org.scepter.registrationpoint.right;

import java.nio.charset.StandardCharsets;

/** Puts foreign text into LDAP filters. */
final class FilterText {
  private FilterText() {}

  static String filled(String filter, String user, String group) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (at < filter.length()) {
      if (filter.startsWith("{user}", at)) {
        filled.append(escaped(user));
        at += "{user}".length();
      } else if (filter.startsWith("{group}", at)) {
        filled.append(escaped(group));
        at += "{group}".length();
      } else {
        filled.append(filter.charAt(at++));
      }
    }
    return filled.toString();
  }

  /** RFC 4515 §3: every octet that is not a plain letter, digit or harmless mark as hex. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      int value = octet & 0xff;
      boolean isPlain =
          (value >= '0' && value <= '9')
              || (value >= 'A' && value <= 'Z')
              || (value >= 'a' && value <= 'z')
              || "@.-_=, ".indexOf(value) >= 0;
      if (isPlain) {
        escaped.append((char) value);
      } else {
        escaped.append(String.format("\\%02x", value));
      }
    }
    return escaped.toString();
  }
}
