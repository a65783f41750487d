package org.scepter.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Notes which statements a WildFly of a test's own prepares. */
public final class StatementTrace {
  // What a request does, it does there; timers have threads of their own.
  private static final String OF_REQUESTS = "default task";
  private static final String BAR = "\\|";

  private final Path directory;

  /**
   * @param directory for the rule and the notes
   */
  public StatementTrace(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /** For {@link OwnServer#withAgent}. */
  public String agent() {
    Path rules = directory.resolve("statements.btm");
    try {
      Files.createDirectories(directory);
      Files.writeString(notes(), "");
      Files.writeString(
          rules,
          """
          RULE note each statement
          CLASS org.jboss.jca.adapters.jdbc.WrappedConnection
          METHOD prepareStatement
          AT ENTRY
          BIND end:java.lang.String = java.lang.System.lineSeparator();
               thread:java.lang.String = java.lang.Thread.currentThread().getName();
               line:java.lang.String = thread + "|" + $1.replace(end, " ") + end;
               file:java.io.FileOutputStream = new java.io.FileOutputStream("%s", true);
               whole:java.io.BufferedOutputStream = new java.io.BufferedOutputStream(file);
               notes:java.io.DataOutputStream = new java.io.DataOutputStream(whole)
          IF TRUE
          DO notes.writeBytes(line), notes.close()
          ENDRULE
          """
              .formatted(notes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Byteman.agent(rules);
  }

  private Path notes() {
    return directory.resolve("statements.txt");
  }

  /** The statements that requests prepare while {@code act} runs, in their order. */
  public List<String> during(Runnable act) {
    long before = notes().toFile().length();
    act.run();
    return lines(before)
        .filter(line -> line.startsWith(OF_REQUESTS))
        .map(StatementTrace::statement)
        .toList();
  }

  /** Every statement until now, those of timers as well, each once. */
  public Set<String> all() {
    Set<String> all = new TreeSet<>();
    lines(0).map(StatementTrace::statement).forEach(all::add);
    return all;
  }

  private static String statement(String line) {
    return line.split(BAR, 2)[1].strip().replaceAll("\\s+", " ");
  }

  private Stream<String> lines(long from) {
    try (RandomAccessFile file = new RandomAccessFile(notes().toFile(), "r")) {
      byte[] text = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(text);
      return Arrays.stream(new String(text, StandardCharsets.UTF_8).split("\n"))
          .filter(line -> line.contains("|"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
