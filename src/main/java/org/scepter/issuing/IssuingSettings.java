package org.scepter.issuing;

import java.time.Duration;
import java.util.List;
import org.scepter.platform.SettingsReader;

/**
 * Settings of the CA.
 *
 * @param backdate {@code scepter.issuing.backdate}: how far notBefore lies before now, for devices
 *     whose clocks lag
 * @param crlLifetime {@code scepter.issuing.crl-lifetime}: from a CRL's making to its nextUpdate
 * @param crlRefresh {@code scepter.issuing.crl-refresh}: after which time a newer one is made
 * @param templates {@code scepter.issuing.templates} with {@code scepter.issuing.template.<name>.*}
 */
public record IssuingSettings(
    Duration backdate, Duration crlLifetime, Duration crlRefresh, List<Template> templates) {
  private static final String REFRESH = "scepter.issuing.crl-refresh";

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
        TemplateSettings.from(reader));
  }
}
