package org.scepter.device;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.Thumbprint;

/**
 * What of a device's report does not fit what is known here, a line each with its cure. These are
 * the faults of the troubleshooting lists that a server cannot see by itself.
 */
final class ReportRules {
  /** From which difference on ConfigMgr's manuals expect no certificate to arrive. */
  static final Duration CLOCK_BIAS = Duration.ofMinutes(5);

  private ReportRules() {}

  /** How far the device's clock is before ours, if it is too far. */
  static Optional<Duration> clockAhead(StatusReport report, Instant now) {
    return report
        .deviceTime()
        .map(time -> Duration.between(now, time).truncatedTo(ChronoUnit.SECONDS))
        .filter(ahead -> ahead.abs().compareTo(CLOCK_BIAS) > 0);
  }

  /**
   * @param root of the profile's trusted root
   * @param state what is known of the device and the profile
   */
  static List<String> findings(
      StatusReport report, Instant now, Thumbprint root, ProfileState state) {
    List<String> findings = new ArrayList<>();
    clockAhead(report, now)
        .ifPresent(
            ahead ->
                findings.add(
                    "clock: the device's clock is "
                        + ahead.abs()
                        + (ahead.isNegative() ? " behind" : " ahead")
                        + "; set its time"));
    report
        .root()
        .filter(own -> !own.equals(root))
        .ifPresent(
            own ->
                findings.add(
                    "root: the device has the root "
                        + own.hex()
                        + ", the profile's is "
                        + root.hex()
                        + "; deploy the trusted root to it"));
    report
        .requestReceived()
        .filter(received -> !received)
        .ifPresent(
            missing ->
                findings.add("request: the profile has not arrived; let the device check in"));
    certificate(report, state).ifPresent(findings::add);
    report.error().ifPresent(error -> findings.add("error: the device reports " + error));
    return List.copyOf(findings);
  }

  private static Optional<String> certificate(StatusReport report, ProfileState state) {
    Optional<Thumbprint> issued = state.certificate().map(ProfileState.Certificate::thumbprint);
    if (report.certificate().isPresent()) {
      return issued.equals(report.certificate())
          ? Optional.empty()
          : Optional.of(
              "certificate: the device has "
                  + report.certificate().get().hex()
                  + ", issued was "
                  + issued.map(Thumbprint::hex).orElse("none"));
    }
    // Who reports an error has none, and says so by it.
    return issued.isPresent() && report.error().isPresent()
        ? Optional.of(
            "certificate: " + issued.get().hex() + " was issued and has not arrived there")
        : Optional.empty();
  }
}
