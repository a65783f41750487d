package org.scepter.monitoring.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/**
 * Appends whole lines to a file; each line is one write, so a killed process leaves no half of one.
 * Trouble with the file is told once and never reaches the caller: a full disk must not stop
 * enrolment.
 */
final class LogFile implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LogFile.class.getName());

  /** How long lines may go into a file that an operator moved away. */
  private static final long PRESENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String header;
  private final long rollSize;

  private Path path;
  // Not a channel: an interrupted request thread would close it for everybody.
  private FileOutputStream out;
  private long size;
  private long lookedAt;
  private boolean isFailing;

  /**
   * @param header what a new file starts with
   * @param rollSize bytes after which {@code x.log} becomes {@code x.lo_}
   */
  LogFile(String header, long rollSize) {
    this.header = header;
    this.rollSize = rollSize;
  }

  /** Appends {@code line} and its end to {@code file}, which may be another one than before. */
  synchronized void append(Path file, Object line) {
    try {
      if (out == null || !file.equals(path) || isGone()) {
        open(file);
      } else if (size >= rollSize) {
        roll(file);
      }
      write(line + "\r\n");
      isFailing = false;
    } catch (IOException | RuntimeException e) {
      close();
      if (!isFailing) {
        LOG.log(Level.WARNING, file + " cannot be written, its lines are lost: " + e);
      }
      isFailing = true;
    }
  }

  private boolean isGone() {
    long now = System.nanoTime();
    if (now - lookedAt < PRESENCE_NANOS) {
      return false;
    }
    lookedAt = now;
    return !Files.exists(path);
  }

  private void open(Path file) throws IOException {
    close();
    Files.createDirectories(file.getParent());
    out = new FileOutputStream(file.toFile(), true);
    path = file;
    size = Files.size(file);
    lookedAt = System.nanoTime();
    if (size == 0 && !header.isEmpty()) {
      write(header.replace("\n", "\r\n"));
    }
  }

  private void roll(Path file) throws IOException {
    close();
    Path old = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.log$", ".lo_"));
    Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
    open(file);
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes);
    size += bytes.length;
  }

  @Override
  public synchronized void close() {
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, path + " did not close", e);
      }
      out = null;
    }
  }
}
