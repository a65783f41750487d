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
 * @param file {@code --file}
 * @param endpoint {@code --endpoint}
 * @param at {@code --at}
 * @param grace {@code --grace}
 * @param keyType {@code --key-type}
 * @param name {@code --name}
 * @param to {@code --to}
 * @param urls each {@code --url}
 * @param valid {@code --valid}
 * @param publicUrl {@code --public-url}
 * @param endpoints {@code --endpoints}
 * @param others what only some commands take, each as often as it was given
 * @param settings {@code --settings} overlaid by each {@code --set}
 * @param faults what cannot be understood, a line each
 */
record Arguments(
    String command,
    Optional<Path> home,
    Optional<Path> file,
    Optional<String> endpoint,
    Optional<String> at,
    Optional<String> grace,
    Optional<String> keyType,
    Optional<String> name,
    Optional<Path> to,
    List<String> urls,
    Optional<String> valid,
    Optional<String> publicUrl,
    Optional<String> endpoints,
    Map<String, List<String>> others,
    Map<String, String> settings,
    List<String> faults) {
  private static final String KNOWN =
      "--home, --set, --settings, --file, --endpoint, --at, --grace, --key-type, --name, --to,"
          + " --url, --valid, --public-url, --endpoints, --root, --password-file, --previous,"
          + " --revoke";

  private static final List<String> OTHERS =
      List.of("--root", "--password-file", "--previous", "--revoke");

  /** The value of one of the others, the last one given. */
  Optional<String> other(String option) {
    List<String> given = others.getOrDefault(option, List.of());
    return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
  }

  static Arguments parse(List<String> words) {
    Reading reading = new Reading();
    for (int i = 1; i < words.size(); i += 2) {
      if (i + 1 == words.size()) {
        reading.faults.add(words.get(i) + ": a value must follow");
      } else {
        reading.option(words.get(i), words.get(i + 1));
      }
    }
    Map<String, String> settings = new LinkedHashMap<>(reading.written);
    settings.putAll(reading.set);
    return new Arguments(
        words.isEmpty() ? "" : words.get(0),
        Optional.ofNullable(reading.home),
        Optional.ofNullable(reading.file),
        Optional.ofNullable(reading.endpoint),
        Optional.ofNullable(reading.at),
        Optional.ofNullable(reading.grace),
        Optional.ofNullable(reading.keyType),
        Optional.ofNullable(reading.name),
        Optional.ofNullable(reading.to),
        List.copyOf(reading.urls),
        Optional.ofNullable(reading.valid),
        Optional.ofNullable(reading.publicUrl),
        Optional.ofNullable(reading.endpoints),
        reading.others,
        settings,
        reading.faults);
  }

  private static final class Reading {
    private Path home;
    private Path file;
    private String endpoint;
    private String at;
    private String grace;
    private String keyType;
    private String name;
    private Path to;
    private String valid;
    private String publicUrl;
    private String endpoints;
    private final List<String> urls = new ArrayList<>();
    private final Map<String, List<String>> others = new LinkedHashMap<>();
    private final Map<String, String> written = new LinkedHashMap<>();
    private final Map<String, String> set = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private void option(String option, String value) {
      switch (option) {
        case "--home" -> home = path(option, value);
        case "--file" -> file = path(option, value);
        case "--to" -> to = path(option, value);
        case "--name" -> name = value;
        case "--url" -> urls.add(value);
        case "--valid" -> valid = value;
        case "--public-url" -> publicUrl = value;
        case "--endpoints" -> endpoints = value;
        case "--endpoint" -> endpoint = value;
        case "--at" -> at = value;
        case "--grace" -> grace = value;
        case "--key-type" -> keyType = value;
        case "--set" -> set(value);
        case "--settings" -> settings(value);
        default -> other(option, value);
      }
    }

    private void other(String option, String value) {
      if (OTHERS.contains(option)) {
        others.computeIfAbsent(option, any -> new ArrayList<>()).add(value);
      } else {
        faults.add(option + ": is none of " + KNOWN);
      }
    }

    private Path path(String option, String value) {
      try {
        return Path.of(value).toAbsolutePath().normalize();
      } catch (InvalidPathException e) {
        faults.add(option + ": " + value + " is not a path");
        return null;
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

    private void settings(String value) {
      Properties read = new Properties();
      try (Reader in = Files.newBufferedReader(Path.of(value))) {
        read.load(in);
        read.stringPropertyNames().forEach(key -> written.put(key, read.getProperty(key)));
      } catch (IOException | IllegalArgumentException e) {
        faults.add("--settings: " + value + " cannot be read");
      }
    }
  }
}
