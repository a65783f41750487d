package org.scepter.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears what one of the product's loggers is told in this JVM, until it is closed. */
public final class Logged implements AutoCloseable {
  private static final Map<String, List<Logged>> LISTENING = new ConcurrentHashMap<>();

  private final String name;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public Logged(String name) {
    this.name = name;
    listening(name).add(this);
  }

  private static List<Logged> listening(String name) {
    return LISTENING.computeIfAbsent(name, any -> new CopyOnWriteArrayList<>());
  }

  static void say(String name, System.Logger.Level level, String message) {
    listening(name).forEach(each -> each.lines.add(level + " " + message));
  }

  /** What was said, each line behind its level. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    listening(name).remove(this);
  }
}
