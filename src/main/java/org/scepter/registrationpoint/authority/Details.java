package org.scepter.registrationpoint.authority;

/** Explanations that repeat a stranger's words: short, on one line. */
final class Details {
  private static final int MAX_LENGTH = 600;

  private Details() {}

  static String of(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
