package org.scepter.issuing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.template.Template;
import org.scepter.issuing.template.TemplateSettings;
import org.scepter.platform.SettingsReader;

/**
 * Settings of the CA.
 *
 * @param backdate {@code scepter.issuing.backdate}: how far notBefore lies before now, for devices
 *     whose clocks lag
 * @param crlLifetime {@code scepter.issuing.crl-lifetime}: from a CRL's making to its nextUpdate
 * @param crlRefresh {@code scepter.issuing.crl-refresh}: after which time a newer one is made
 * @param crlDeltaLifetime {@code scepter.issuing.crl-delta-lifetime}: from a delta CRL's making to
 *     its nextUpdate; twice {@code crl-refresh} unless {@code crl-lifetime} is shorter
 * @param linter {@code scepter.issuing.linter}: where zlint is, if it is to look at each
 *     certificate before it is signed; Scepter's own rules look at each anyway
 * @param templates {@code scepter.issuing.templates} with {@code
 *     scepter.issuing.template.<name>.*}: what the database gets of them that it never had
 */
public record IssuingSettings(
    Duration backdate,
    Duration crlLifetime,
    Duration crlRefresh,
    Duration crlDeltaLifetime,
    Optional<Path> linter,
    List<Template> templates) {
  private static final String LINTER = "scepter.issuing.linter";
  private static final String REFRESH = "scepter.issuing.crl-refresh";
  private static final String DELTA = "scepter.issuing.crl-delta-lifetime";

  public IssuingSettings {
    templates = List.copyOf(templates);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static IssuingSettings from(SettingsReader reader) {
    Duration lifetime =
        reader.duration(
            "scepter.issuing.crl-lifetime",
            Duration.ofDays(7),
            Duration.ofMinutes(10),
            Duration.ofDays(366));
    Duration refresh =
        reader.duration(REFRESH, Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofDays(366));
    if (refresh.compareTo(lifetime) >= 0) {
      reader.fault(REFRESH, "must be shorter than scepter.issuing.crl-lifetime");
    }
    return new IssuingSettings(
        reader.duration(
            "scepter.issuing.backdate", Duration.ofMinutes(10), Duration.ZERO, Duration.ofDays(2)),
        lifetime,
        refresh,
        deltaLifetime(reader, lifetime, refresh),
        linter(reader),
        TemplateSettings.from(reader));
  }

  private static Optional<Path> linter(SettingsReader reader) {
    Optional<Path> program = reader.optional(LINTER).map(Path::of);
    if (program.filter(path -> !Files.isExecutable(path)).isPresent()) {
      reader.fault(LINTER, "must be the path of the program zlint");
    }
    return program;
  }

  private static Duration deltaLifetime(
      SettingsReader reader, Duration lifetime, Duration refresh) {
    Duration twice = refresh.multipliedBy(2);
    Duration delta =
        reader.duration(
            DELTA,
            twice.compareTo(lifetime) < 0 ? twice : lifetime,
            Duration.ofMinutes(1),
            Duration.ofDays(366));
    if (delta.compareTo(lifetime) > 0 || delta.compareTo(refresh) <= 0) {
      reader.fault(DELTA, "must be longer than " + REFRESH + " and no longer than crl-lifetime");
    }
    return delta;
  }
}
