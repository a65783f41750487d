package org.scepter.command.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the server prints: held back while it starts, where the cause of a failure is told in fewer
 * words; passed on afterwards, without stack traces, which its log has.
 */
final class ServerOutput {
  private static final int LINES_HELD = 20;

  private final Deque<String> held = new ArrayDeque<>();
  private boolean open;

  void follow(Process process) {
    Thread thread = new Thread(() -> read(process), "server output");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Process process) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      take("the server's output ended: " + e.getMessage());
    }
  }

  synchronized void take(String line) {
    if (open) {
      if (!line.startsWith("\t") && !line.isBlank()) {
        System.out.println(line);
      }
    } else {
      held.addLast(line);
      if (held.size() > LINES_HELD) {
        held.removeFirst();
      }
    }
  }

  /** From now on lines are printed as they come. */
  synchronized void open() {
    open = true;
    held.clear();
  }

  /** The last lines that were held back. */
  synchronized String last() {
    return String.join(System.lineSeparator(), held);
  }
}
