package org.scepter.registrationpoint.outside;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Sha256;
import org.scepter.platform.SettingsReader;

/**
 * How servers outside are called; the names are those below an authority's prefix.
 *
 * @param connectTimeout {@code connect-timeout}, 5 seconds
 * @param requestTimeout {@code request-timeout}, 15 seconds: for a whole call, the last byte of the
 *     answer included
 * @param maxBody {@code max-body}, 262144: the longest answer that is read, in bytes
 * @param maxConcurrent {@code max-concurrent}, 32: how many calls may be under way; those beyond
 *     are not made
 * @param proxy {@code proxy}: {@code http://host:port} of an HTTP proxy, if there is one
 * @param pin {@code pin}: SHA-256 of the server's own certificate as hex digits; if set, that
 *     certificate is trusted, its name need not fit, and no other is. Without it the JVM's trust
 *     store counts
 */
public record OutsideTransport(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxBody,
    int maxConcurrent,
    Optional<URI> proxy,
    Optional<Sha256> pin) {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  public OutsideTransport {
    Objects.requireNonNull(connectTimeout);
    Objects.requireNonNull(requestTimeout);
    Objects.requireNonNull(proxy);
    Objects.requireNonNull(pin);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static OutsideTransport from(SettingsReader reader, String prefix) {
    return new OutsideTransport(
        reader.duration(prefix + "connect-timeout", Duration.ofSeconds(5), SHORTEST, LONGEST),
        reader.duration(prefix + "request-timeout", Duration.ofSeconds(15), SHORTEST, LONGEST),
        reader.integer(prefix + "max-body", 262_144, 1024, 4_194_304),
        reader.integer(prefix + "max-concurrent", 32, 1, 1000),
        proxy(reader, prefix + "proxy"),
        Optional.ofNullable(
            reader.value(
                prefix + "pin",
                null,
                text -> new Sha256(text.replace(":", "").toLowerCase(java.util.Locale.ROOT)),
                "must be the SHA-256 of a certificate in 64 hex digits")));
  }

  private static Optional<URI> proxy(SettingsReader reader, String key) {
    Optional<URI> proxy = Optional.ofNullable(reader.url(key, null));
    if (proxy.filter(url -> url.getPort() < 0 || !"http".equals(url.getScheme())).isPresent()) {
      reader.fault(key, "must be http://host:port");
    }
    return proxy;
  }

  /**
   * A URL that secrets are sent to: https, or http on this very machine, where a simulator or a
   * local relay may listen.
   */
  public static URI address(SettingsReader reader, String key, URI otherwise) {
    URI address = reader.url(key, otherwise);
    if (address != null && !isProtected(address)) {
      reader.fault(key, "must be an https URL: secrets are sent there");
    }
    return address;
  }

  /** Whether nobody on a network can read what is sent there. */
  public static boolean isProtected(URI address) {
    return "https".equals(address.getScheme())
        || ("http".equals(address.getScheme())
            && address.getHost() != null
            && address.getHost().matches("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]"));
  }
}
