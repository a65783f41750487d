package org.scepter.platform.peer;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.scepter.platform.SettingsReader;

/**
 * Which servers inside a node asks, and how long it waits for them.
 *
 * @param urls internal listeners in the order in which they are tried, {@code
 *     https://inside-1:9443}; empty if there are none
 * @param connectTimeout {@code scepter.inside.connect-timeout}
 * @param answerTimeout {@code scepter.inside.answer-timeout}: from the question to the answer's end
 * @param failures {@code scepter.inside.failures}: after how many failures in a row a server is
 *     left out
 * @param pause {@code scepter.inside.pause}: for how long
 * @param checkInterval {@code scepter.inside.check-interval}: how often each one's health is looked
 *     at and the CA's state is fetched
 */
public record PeerSettings(
    List<URI> urls,
    Duration connectTimeout,
    Duration answerTimeout,
    int failures,
    Duration pause,
    Duration checkInterval) {
  private static final String PREFIX = "scepter.inside.";

  public PeerSettings {
    urls = List.copyOf(urls);
  }

  /**
   * Reads and validates; faults stay in {@code reader}.
   *
   * @param key the setting that lists the URLs, separated by commas
   * @param otherwise another one that does if this one is not there
   */
  public static PeerSettings from(SettingsReader reader, String key, String otherwise) {
    return new PeerSettings(
        urls(reader, reader.optional(key).isPresent() ? key : otherwise),
        duration(reader, "connect-timeout", 2, 60),
        duration(reader, "answer-timeout", 10, 120),
        reader.integer(PREFIX + "failures", 3, 1, 100),
        duration(reader, "pause", 3, 600),
        duration(reader, "check-interval", 5, 600));
  }

  /** Records a fault unless somebody can be asked. */
  public void requireUrls(SettingsReader reader, String key) {
    if (urls.isEmpty()) {
      reader.fault(key, "must list https URLs of internal listeners, separated by commas");
    }
  }

  private static Duration duration(SettingsReader reader, String name, int seconds, int most) {
    return reader.duration(
        PREFIX + name,
        Duration.ofSeconds(seconds),
        Duration.ofMillis(100),
        Duration.ofSeconds(most));
  }

  private static List<URI> urls(SettingsReader reader, String key) {
    List<URI> urls = new ArrayList<>();
    for (String written : reader.list(key, "")) {
      SettingsReader one = new SettingsReader(any -> java.util.Optional.of(written));
      URI url = one.url(key, null);
      if (url == null || !"https".equals(url.getScheme())) {
        reader.fault(key, "must list https URLs of internal listeners, separated by commas");
      } else {
        urls.add(url);
      }
    }
    return urls;
  }
}
