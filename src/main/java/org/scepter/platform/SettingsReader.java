package org.scepter.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads settings and collects every fault with its key's name, so that an operator sees all of them
 * at once. A faulty value yields the default, which is never in force: {@link #faults()} stops the
 * deployment.
 */
public final class SettingsReader {
  private final Function<String, Optional<String>> source;
  private final List<String> faults = new ArrayList<>();

  public SettingsReader(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** One line each: key, what is wrong, what is accepted. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Records a fault that only the component can see. */
  public void fault(String key, String what) {
    String line = key + ": " + what;
    if (!faults.contains(line)) {
      faults.add(line);
    }
  }

  public Optional<String> optional(String key) {
    return source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  public String text(String key, String otherwise) {
    return optional(key).orElse(otherwise);
  }

  /** Comma-separated, blanks trimmed. */
  public List<String> list(String key, String otherwise) {
    return Arrays.stream(text(key, otherwise).split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  public int integer(String key, int otherwise, int min, int max) {
    String accepted = "must be a whole number from " + min + " to " + max;
    return parsed(key, otherwise, Integer::valueOf, n -> n >= min && n <= max, accepted);
  }

  public boolean flag(String key, boolean otherwise) {
    return parsed(key, otherwise, SettingsReader::bool, any -> true, "must be true or false");
  }

  /** ISO 8601, {@code PT10M} or {@code P30D}. */
  public Duration duration(String key, Duration otherwise, Duration min, Duration max) {
    String accepted = "must be an ISO 8601 duration from " + min + " to " + max;
    return parsed(
        key,
        otherwise,
        Duration::parse,
        d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0,
        accepted);
  }

  /** An absolute http or https URL without query or fragment; no trailing slash in the result. */
  public URI url(String key, URI otherwise) {
    return parsed(
        key,
        otherwise,
        text -> URI.create(text.replaceAll("/+$", "")),
        SettingsReader::isWebUrl,
        "must be an absolute http or https URL without query");
  }

  public Path path(String key, Path otherwise) {
    return parsed(key, otherwise, Path::of, any -> true, "must be a path");
  }

  /** Constants by name, without regard to case, hyphens for underscores. */
  public <E extends Enum<E>> E constant(String key, Class<E> type, E otherwise) {
    return parsed(
        key,
        otherwise,
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')),
        any -> true,
        "must be one of " + Arrays.toString(type.getEnumConstants()));
  }

  /** Any type whose parser throws {@link RuntimeException} on text that it refuses. */
  public <T> T value(String key, T otherwise, Function<String, T> parser, String accepted) {
    return parsed(key, otherwise, parser, any -> true, accepted);
  }

  private <T> T parsed(
      String key,
      T otherwise,
      Function<String, T> parser,
      java.util.function.Predicate<T> fits,
      String accepted) {
    Optional<String> written = optional(key);
    if (written.isEmpty()) {
      return otherwise;
    }
    try {
      T value = parser.apply(written.get());
      if (fits.test(value)) {
        return value;
      }
    } catch (RuntimeException e) {
      fault(key, accepted);
      return otherwise;
    }
    fault(key, accepted);
    return otherwise;
  }

  private static boolean isWebUrl(URI uri) {
    return uri.getHost() != null
        && uri.getQuery() == null
        && uri.getFragment() == null
        && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
