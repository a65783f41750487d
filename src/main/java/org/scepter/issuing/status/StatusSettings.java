package org.scepter.issuing.status;

import java.time.Duration;
import org.scepter.platform.SettingsReader;

/**
 * Settings of the OCSP responder.
 *
 * @param validity {@code scepter.issuing.ocsp-validity}, 4 hours: from an answer's making to its
 *     nextUpdate; it is made anew at half of that, and at once when the certificate is revoked
 * @param responderLifetime {@code scepter.issuing.ocsp-responder-lifetime}, 30 days: of the
 *     certificates that answer, which nobody checks for revocation; each gets a successor when a
 *     third of it is left
 */
public record StatusSettings(Duration validity, Duration responderLifetime) {
  /** Reads and validates; faults stay in {@code reader}. */
  public static StatusSettings from(SettingsReader reader) {
    return new StatusSettings(
        reader.duration(
            "scepter.issuing.ocsp-validity",
            Duration.ofHours(4),
            Duration.ofMinutes(1),
            Duration.ofDays(7)),
        reader.duration(
            "scepter.issuing.ocsp-responder-lifetime",
            Duration.ofDays(30),
            Duration.ofMinutes(1),
            Duration.ofDays(366)));
  }
}
