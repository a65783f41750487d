package org.scepter.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows as lines of text, in the form of PostgreSQL's COPY: columns apart by tabulators, {@code \N}
 * for none, and backslash, tabulator and line ends written by a backslash and a letter.
 */
final class RowText {
  private static final String NONE = "\\N";

  private RowText() {}

  /** One row, with the line end. */
  static String line(List<Optional<String>> row) {
    StringBuilder line = new StringBuilder();
    String apart = "";
    for (Optional<String> each : row) {
      line.append(apart);
      apart = "\t";
      if (each.isEmpty()) {
        line.append(NONE);
      } else {
        escape(each.get(), line);
      }
    }
    return line.append('\n').toString();
  }

  private static void escape(String text, StringBuilder to) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> to.append("\\\\");
        case '\t' -> to.append("\\t");
        case '\n' -> to.append("\\n");
        case '\r' -> to.append("\\r");
        default -> to.append(c);
      }
    }
  }

  /**
   * The next row; empty after the last one.
   *
   * @throws IOException if the text has been cut off or is no row
   */
  static Optional<List<Optional<String>>> read(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    if (line == null) {
      return Optional.empty();
    }
    List<Optional<String>> row = new ArrayList<>();
    for (String each : line.split("\t", -1)) {
      row.add(each.equals(NONE) ? Optional.empty() : Optional.of(unescaped(each)));
    }
    return Optional.of(row);
  }

  private static String unescaped(String text) throws IOException {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    boolean isEscaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isEscaped) {
        plain.append(meant(c));
        isEscaped = false;
      } else if (c == '\\') {
        isEscaped = true;
      } else {
        plain.append(c);
      }
    }
    if (isEscaped) {
      throw new IOException("a backslash stands at the end");
    }
    return plain.toString();
  }

  private static char meant(char letter) throws IOException {
    return switch (letter) {
      case '\\' -> '\\';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> throw new IOException("a backslash stands before nothing known");
    };
  }
}
