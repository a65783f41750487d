package org.scepter.renewal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.scepter.platform.SettingsReader;

/**
 * Settings of Scepter's own certificates.
 *
 * @param interval {@code scepter.renewal.interval}, 10 minutes: how often they are looked at
 * @param percentLeft {@code scepter.renewal.percent-left}, 33: a certificate is renewed when no
 *     more of its life is left
 * @param signerOverlap {@code scepter.renewal.signer-overlap}, 30 days: for how long the next
 *     certificate of the registration point lies in {@code certmgr.box} before its key signs, ten
 *     seconds at least, or half of what the old one has left if that is shorter
 * @param pinned {@code scepter.renewal.pinned}: names of certificates that are left alone and only
 *     warned about, like {@code tls-public,crp-authorisation}; those of another CA always are
 * @param listenerHost {@code scepter.renewal.listener-host}, {@code localhost}: where this server
 *     finds its own listeners
 * @param publicStore {@code scepter.tls.public.store}: an operator's own key store of the public
 *     listener, as the server's configuration has it
 * @param publicPasswordFile {@code scepter.tls.public.password-file}
 */
public record RenewalSettings(
    Duration interval,
    int percentLeft,
    Duration signerOverlap,
    Set<String> pinned,
    String listenerHost,
    Optional<Path> publicStore,
    Optional<Path> publicPasswordFile) {
  private static final String PREFIX = "scepter.renewal.";

  // Whoever has a certmgr.box looks into it every five seconds.
  private static final Duration TAKEN_UP = Duration.ofSeconds(10);

  public RenewalSettings {
    pinned = Set.copyOf(pinned);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static RenewalSettings from(SettingsReader reader) {
    return new RenewalSettings(
        reader.duration(
            PREFIX + "interval", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofDays(1)),
        reader.integer(PREFIX + "percent-left", 33, 1, 90),
        reader.duration(
            PREFIX + "signer-overlap", Duration.ofDays(30), TAKEN_UP, Duration.ofDays(366)),
        pinned(reader),
        reader.text(PREFIX + "listener-host", "localhost"),
        path(reader, "scepter.tls.public.store"),
        path(reader, "scepter.tls.public.password-file"));
  }

  private static Set<String> pinned(SettingsReader reader) {
    Set<String> names = Set.copyOf(reader.list(PREFIX + "pinned", ""));
    for (String name : names) {
      if (!OwnCertificates.RENEWABLE.contains(name)) {
        reader.fault(
            PREFIX + "pinned",
            "\"" + name + "\" is none of " + String.join(", ", OwnCertificates.RENEWABLE));
      }
    }
    return names;
  }

  private static Optional<Path> path(SettingsReader reader, String key) {
    return Optional.ofNullable(reader.path(key, null));
  }
}
