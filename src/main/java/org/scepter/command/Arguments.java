package org.scepter.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The command line, taken apart.
 *
 * @param command first word, empty if there is none
 * @param home {@code --home}
 * @param settings {@code --settings} overlaid by each {@code --set}
 * @param faults what cannot be understood, a line each
 */
record Arguments(
    String command, Optional<Path> home, Map<String, String> settings, List<String> faults) {

  static Arguments parse(List<String> words) {
    Reading reading = new Reading();
    for (int i = 1; i < words.size(); i += 2) {
      if (i + 1 == words.size()) {
        reading.faults.add(words.get(i) + ": a value must follow");
      } else {
        reading.option(words.get(i), words.get(i + 1));
      }
    }
    Map<String, String> settings = new LinkedHashMap<>(reading.file);
    settings.putAll(reading.set);
    return new Arguments(
        words.isEmpty() ? "" : words.get(0),
        Optional.ofNullable(reading.home),
        settings,
        reading.faults);
  }

  private static final class Reading {
    private Path home;
    private final Map<String, String> file = new LinkedHashMap<>();
    private final Map<String, String> set = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private void option(String name, String value) {
      switch (name) {
        case "--home" -> home(value);
        case "--set" -> set(value);
        case "--settings" -> file(value);
        default -> faults.add(name + ": is none of --home, --set, --settings");
      }
    }

    private void home(String value) {
      try {
        home = Path.of(value).toAbsolutePath().normalize();
      } catch (InvalidPathException e) {
        faults.add("--home: " + value + " is not a path");
      }
    }

    private void set(String value) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        faults.add("--set " + value + ": must be key=value");
      } else {
        set.put(value.substring(0, equals).strip(), value.substring(equals + 1));
      }
    }

    private void file(String value) {
      Properties read = new Properties();
      try (Reader in = Files.newBufferedReader(Path.of(value))) {
        read.load(in);
        read.stringPropertyNames().forEach(key -> file.put(key, read.getProperty(key)));
      } catch (IOException | IllegalArgumentException e) {
        faults.add("--settings: " + value + " cannot be read");
      }
    }
  }
}
