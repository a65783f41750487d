package org.scepter.issuing.elsewhere.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Sha256;
import org.scepter.platform.SettingsReader;

/**
 * How the other CA is called; files are paths, relative to the home.
 *
 * @param connectTimeout {@code connect-timeout}, 5 seconds
 * @param requestTimeout {@code request-timeout}, 20 seconds: for a whole call, the last byte of the
 *     answer included
 * @param maxBody {@code max-body}, 262144: the longest answer that is read, in bytes
 * @param maxConcurrent {@code max-concurrent}, 32: how many calls may be under way; those beyond
 *     are not made
 * @param pin {@code pin}: SHA-256 of the server's own certificate in hex digits; if set, that
 *     certificate is trusted, its name need not fit, and no other is
 * @param trustFile {@code trust-file}: PEM with the roots that certify the server; without it and
 *     without a pin the JVM's trust store counts
 * @param clientKey {@code client-key}: PKCS#12 with the key that is shown as client certificate
 * @param clientKeyPassword {@code client-key-password-file}: its password, in a file that its owner
 *     alone can read; without it the home's own
 */
public record CallSettings(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxBody,
    int maxConcurrent,
    Optional<Sha256> pin,
    Optional<Path> trustFile,
    Optional<Path> clientKey,
    Optional<Path> clientKeyPassword) {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  public CallSettings {
    Objects.requireNonNull(connectTimeout);
    Objects.requireNonNull(requestTimeout);
    Objects.requireNonNull(pin);
    Objects.requireNonNull(trustFile);
    Objects.requireNonNull(clientKey);
    Objects.requireNonNull(clientKeyPassword);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static CallSettings from(SettingsReader reader, String prefix) {
    Optional<Sha256> pin =
        Optional.ofNullable(
            reader.value(
                prefix + "pin",
                null,
                text -> new Sha256(text.replace(":", "").toLowerCase(java.util.Locale.ROOT)),
                "must be the SHA-256 of a certificate in 64 hex digits"));
    Optional<Path> trust = file(reader, prefix + "trust-file");
    if (pin.isPresent() && trust.isPresent()) {
      reader.fault(prefix + "trust-file", "counts for nothing beside " + prefix + "pin");
    }
    return new CallSettings(
        reader.duration(prefix + "connect-timeout", Duration.ofSeconds(5), SHORTEST, LONGEST),
        reader.duration(prefix + "request-timeout", Duration.ofSeconds(20), SHORTEST, LONGEST),
        reader.integer(prefix + "max-body", 262_144, 1024, 4_194_304),
        reader.integer(prefix + "max-concurrent", 32, 1, 1000),
        pin,
        trust,
        file(reader, prefix + "client-key"),
        file(reader, prefix + "client-key-password-file"));
  }

  private static Optional<Path> file(SettingsReader reader, String key) {
    return Optional.ofNullable(reader.path(key, null));
  }
}
