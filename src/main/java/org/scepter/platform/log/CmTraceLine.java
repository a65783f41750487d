package org.scepter.platform.log;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/**
 * One entry in the grammar that CMTrace, the log viewer of ConfigMgr, reads. {@link #toString()} is
 * the entry without its line end.
 *
 * @param text what happened; foreign text in it is escaped here
 * @param stack lines of a stack trace, shown after the text
 * @param at when, in the zone in which it is to be shown
 * @param component the log's name
 * @param context the SCEP transaction to which it belongs, or empty
 * @param type how bad it is
 * @param thread the thread's id
 * @param file the source file that says it
 */
public record CmTraceLine(
    String text,
    String stack,
    ZonedDateTime at,
    String component,
    String context,
    Type type,
    long thread,
    String file) {

  /** Severity, in CMTrace's numbers. */
  public enum Type {
    INFORMATION(1),
    WARNING(2),
    ERROR(3);

    private final int number;

    Type(int number) {
      this.number = number;
    }
  }

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MM-dd-uuuu");
  private static final int MAX_TEXT = 8192;
  private static final int MAX_ATTRIBUTE = 256;

  public CmTraceLine {
    Objects.requireNonNull(text);
    Objects.requireNonNull(stack);
    Objects.requireNonNull(at);
    Objects.requireNonNull(component);
    Objects.requireNonNull(context);
    Objects.requireNonNull(type);
    Objects.requireNonNull(file);
  }

  @Override
  public String toString() {
    return "<![LOG["
        + unterminated(LogText.oneLine(text, MAX_TEXT))
        + unterminated(stack)
        + "]LOG]!><time=\""
        + TIME.format(at)
        + bias()
        + "\" date=\""
        + DATE.format(at)
        + "\" component=\""
        + attribute(component)
        + "\" context=\""
        + attribute(context)
        + "\" type=\""
        + type.number
        + "\" thread=\""
        + thread
        + "\" file=\""
        + attribute(file)
        + "\">";
  }

  /** Minutes that lead from local time to UTC: Windows' bias, so UTC+2 is -120. */
  private String bias() {
    int minutes = -at.getOffset().getTotalSeconds() / 60;
    return String.format(Locale.ROOT, "%+03d", minutes);
  }

  private static String unterminated(String text) {
    return text.replace("]LOG]!>", "]LOG]!\\u003e");
  }

  private static String attribute(String text) {
    return LogText.oneLine(text, MAX_ATTRIBUTE).replace('"', '\'').replace('>', '\'');
  }
}
