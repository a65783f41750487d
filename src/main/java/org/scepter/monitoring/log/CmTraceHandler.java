package org.scepter.monitoring.log;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.scepter.platform.CurrentTransaction;
import org.scepter.platform.log.CmTraceLine;
import org.scepter.platform.log.LogText;

/** Writes one logger's records to a file in CMTrace's grammar. */
final class CmTraceHandler extends Handler {
  private static final StackWalker STACK = StackWalker.getInstance();
  private static final int MAX_CAUSES = 5;
  private static final int MAX_FRAMES = 40;
  private static final int MAX_CAUSE = 1024;

  private final LogFile file;
  private final Path path;
  private final String component;
  private final ZoneId zone;

  CmTraceHandler(Path path, String component, long rollSize, ZoneId zone) {
    this.file = new LogFile("", rollSize);
    this.path = path;
    this.component = component;
    this.zone = zone;
    setFormatter(new Message());
    setLevel(Level.ALL);
  }

  @Override
  public void publish(LogRecord record) {
    if (record != null && isLoggable(record)) {
      file.append(path, line(record));
    }
  }

  private CmTraceLine line(LogRecord record) {
    String message = getFormatter().formatMessage(record);
    return new CmTraceLine(
        message == null ? "" : message,
        record.getThrown() == null ? "" : stack(record.getThrown()),
        record.getInstant().atZone(zone),
        component,
        CurrentTransaction.id(),
        type(record.getLevel()),
        record.getLongThreadID(),
        source(record));
  }

  private static CmTraceLine.Type type(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return CmTraceLine.Type.ERROR;
    }
    return level.intValue() >= Level.WARNING.intValue()
        ? CmTraceLine.Type.WARNING
        : CmTraceLine.Type.INFORMATION;
  }

  /**
   * Our line that speaks. Servers put their own classes between System.Logger and the record, so
   * what the record guesses is often the logger itself.
   */
  private static String source(LogRecord record) {
    return STACK
        .walk(frames -> frames.filter(CmTraceHandler::isSpeaker).findFirst())
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
        .orElseGet(() -> record.getSourceClassName() == null ? "" : record.getSourceClassName());
  }

  private static boolean isSpeaker(StackWalker.StackFrame frame) {
    return frame.getClassName().startsWith("org.scepter.")
        && !frame.getClassName().startsWith(CmTraceHandler.class.getName() + "$")
        && !frame.getClassName().equals(CmTraceHandler.class.getName());
  }

  /** An exception's message may be foreign text; the frames are ours, so they may have lines. */
  private static String stack(Throwable thrown) {
    StringBuilder lines = new StringBuilder();
    Throwable at = thrown;
    for (int i = 0; i < MAX_CAUSES && at != null; i++, at = at.getCause()) {
      lines.append(i == 0 ? "\r\n" : "\r\nCaused by: ");
      lines.append(LogText.oneLine(at.toString(), MAX_CAUSE));
      StackTraceElement[] frames = at.getStackTrace();
      for (int f = 0; f < Math.min(frames.length, MAX_FRAMES); f++) {
        lines.append("\r\n\tat ").append(frames[f]);
      }
    }
    return lines.toString();
  }

  @Override
  public void flush() {
    // Each line is written at once.
  }

  @Override
  public void close() {
    file.close();
  }

  private static final class Message extends Formatter {
    @Override
    public String format(LogRecord record) {
      return formatMessage(record);
    }
  }
}
