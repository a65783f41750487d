package org.scepter.registrationpoint.outside;

import java.util.regex.Pattern;

/** Words of somebody outside as they may stand in a log. */
public final class OutsideText {
  private static final int MAX_LENGTH = 200;

  // A challenge, a request or a token that is repeated to us; a GUID, which helps to find things
  // at the other side, has 36 characters.
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9+/=_%.~-]{40,}");

  private OutsideText() {}

  /** Short, on one line, and without anything that could be a secret. */
  public static String of(String text) {
    // Masked before it is cut, or the beginning of a secret at its end would be too short to tell.
    String masked = SECRET.matcher(text.replaceAll("\\p{Cntrl}", "?")).replaceAll("***");
    return masked.length() <= MAX_LENGTH ? masked : masked.substring(0, MAX_LENGTH);
  }
}
