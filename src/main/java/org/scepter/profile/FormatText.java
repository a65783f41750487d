package org.scepter.profile;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.scepter.pki.UnreadableException;

/**
 * Text with placeholders like {@code {{DeviceName}}}. Inside, each placeholder is one character of
 * Unicode's private use area, so that what surrounds it can be parsed before any device's value is
 * known: no value can change the structure of a name.
 */
final class FormatText {
  /** Longest format accepted: far above a full distinguished name. */
  static final int MAX_LENGTH = 1024;

  private static final char FIRST_MARK = '\ue000';
  private static final List<DeviceVariable> VARIABLES = List.of(DeviceVariable.values());
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private FormatText() {}

  /**
   * Replaces the placeholders of {@code written} by marks.
   *
   * @throws UnreadableException if a variable is unknown or the static text holds one of {@code { }
   *     | ;}, a control or private use character
   */
  static String marked(String written) throws UnreadableException {
    if (written.length() > MAX_LENGTH) {
      throw new UnreadableException("must have at most " + MAX_LENGTH + " characters");
    }
    StringBuilder marked = new StringBuilder();
    int at = 0;
    for (int open = written.indexOf(OPEN); open >= 0; open = written.indexOf(OPEN, at)) {
      int close = written.indexOf(CLOSE, open);
      if (close < 0) {
        throw new UnreadableException("has a placeholder that is not closed with }}");
      }
      marked.append(literal(written.substring(at, open)));
      marked.append(mark(written.substring(open + OPEN.length(), close).strip()));
      at = close + CLOSE.length();
    }
    return marked.append(literal(written.substring(at))).toString();
  }

  private static String literal(String text) throws UnreadableException {
    if (text.chars().anyMatch(c -> "{}|;".indexOf(c) >= 0)) {
      throw new UnreadableException("must not have { } | or ; in its static text");
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) || (c >= 0xe000 && c <= 0xf8ff))) {
      throw new UnreadableException("must not have control or private use characters");
    }
    return text;
  }

  private static char mark(String name) throws UnreadableException {
    DeviceVariable variable =
        DeviceVariable.find(name)
            .orElseThrow(
                () ->
                    new UnreadableException(
                        "names an unknown variable; known are " + DeviceVariable.known()));
    return (char) (FIRST_MARK + VARIABLES.indexOf(variable));
  }

  /** The variables of marked text. */
  static Set<DeviceVariable> variables(String marked) {
    Set<DeviceVariable> variables = EnumSet.noneOf(DeviceVariable.class);
    for (DeviceVariable variable : VARIABLES) {
      if (marked.indexOf(FIRST_MARK + VARIABLES.indexOf(variable)) >= 0) {
        variables.add(variable);
      }
    }
    return variables;
  }

  /**
   * Marked text with the device's values in place of the marks.
   *
   * @param values one for each of {@link #variables}
   * @param escape makes a value harmless where the text stands
   */
  static String filled(
      String marked, Map<DeviceVariable, String> values, UnaryOperator<String> escape) {
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      int variable = c - FIRST_MARK;
      if (variable >= 0 && variable < VARIABLES.size()) {
        filled.append(escape.apply(values.get(VARIABLES.get(variable))));
      } else {
        filled.append(c);
      }
    }
    return filled.toString();
  }
}
