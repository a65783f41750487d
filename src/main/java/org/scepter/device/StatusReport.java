package org.scepter.device;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Result;

/**
 * How a profile fares on its device, by the device's word: what it cannot be seen from here.
 *
 * @param deviceTime what its clock says
 * @param requestReceived whether the profile has arrived
 * @param root SHA-1 of the root certificate that it has for the profile
 * @param certificate SHA-1 of the certificate that it has got
 * @param error the last error's HRESULT, {@code 0x80090016}
 */
record StatusReport(
    String profile,
    Optional<Instant> deviceTime,
    Optional<Boolean> requestReceived,
    Optional<Thumbprint> root,
    Optional<Thumbprint> certificate,
    Optional<String> error) {
  StatusReport {
    Objects.requireNonNull(profile);
    Objects.requireNonNull(deviceTime);
    Objects.requireNonNull(requestReceived);
    Objects.requireNonNull(root);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(error);
  }

  static Result<StatusReport> read(JsonFields fields) {
    Optional<String> profile = fields.needed("profile", 64);
    Optional<Instant> time = time(fields);
    Optional<Boolean> received = fields.flag("requestReceived");
    Optional<Thumbprint> root = thumbprint(fields, "rootThumbprint");
    Optional<Thumbprint> certificate = thumbprint(fields, "certificateThumbprint");
    Optional<String> error = fields.text("error", 10);
    if (error.filter(text -> !text.matches("0x[0-9A-Fa-f]{1,8}")).isPresent()) {
      fields.fault("error", "must be an HRESULT like 0x80090016");
    }
    return fields.orFaults(
        () -> new StatusReport(profile.orElseThrow(), time, received, root, certificate, error));
  }

  private static Optional<Instant> time(JsonFields fields) {
    try {
      return fields.text("deviceTime", 64).map(Instant::parse);
    } catch (DateTimeParseException e) {
      fields.fault("deviceTime", "must be an instant like 2026-11-23T10:00:00Z");
      return Optional.empty();
    }
  }

  private static Optional<Thumbprint> thumbprint(JsonFields fields, String name) {
    try {
      return fields
          .text(name, 59)
          .map(text -> new Thumbprint(text.replaceAll("[: ]", "").toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      fields.fault(name, "must be the SHA-1 of a certificate in hex");
      return Optional.empty();
    }
  }
}
