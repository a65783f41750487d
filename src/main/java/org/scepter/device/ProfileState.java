package org.scepter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;

/**
 * How far a device is with a profile.
 *
 * @param challengeExpiresAt of the challenge it was given last, if no certificate came since
 * @param certificate its newest certificate
 * @param contested whether a second key came with the challenge of which the certificate came
 * @param clockAhead how far the device's clock was before ours when it asked last, negative if it
 *     was behind; empty if it was right or is not known
 * @param report what the device reported last
 */
public record ProfileState(
    String profile,
    Optional<Instant> challengeExpiresAt,
    Optional<Certificate> certificate,
    boolean contested,
    Optional<Duration> clockAhead,
    Optional<Report> report) {
  public ProfileState {
    Objects.requireNonNull(profile);
    Objects.requireNonNull(challengeExpiresAt);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(clockAhead);
    Objects.requireNonNull(report);
  }

  /** Of which the device has reported nothing. */
  public ProfileState(
      String profile,
      Optional<Instant> challengeExpiresAt,
      Optional<Certificate> certificate,
      boolean contested,
      Optional<Duration> clockAhead) {
    this(profile, challengeExpiresAt, certificate, contested, clockAhead, Optional.empty());
  }

  /**
   * A device's report.
   *
   * @param findings what did not fit, empty if all did
   */
  public record Report(Instant at, List<String> findings) {
    public Report {
      Objects.requireNonNull(at);
      findings = List.copyOf(findings);
    }
  }

  /** What is remembered of an issued certificate. */
  public record Certificate(
      Thumbprint thumbprint, SerialNumber serial, Instant notBefore, Instant notAfter) {
    public Certificate {
      Objects.requireNonNull(thumbprint);
      Objects.requireNonNull(serial);
      Objects.requireNonNull(notBefore);
      Objects.requireNonNull(notAfter);
    }

    /**
     * From when it may be renewed.
     *
     * @param thresholdPercent the share of the lifetime that is left then
     */
    Instant renewableFrom(int thresholdPercent) {
      Duration lifetime = Duration.between(notBefore, notAfter);
      return notAfter.minus(lifetime.multipliedBy(thresholdPercent).dividedBy(100));
    }
  }

  static ProfileState none(String profile) {
    return new ProfileState(profile, Optional.empty(), Optional.empty(), false, Optional.empty());
  }

  /** Whether the device needs no new certificate at {@code now}. */
  boolean isServed(Instant now, int thresholdPercent) {
    return !contested
        && certificate
            .filter(issued -> now.isBefore(issued.renewableFrom(thresholdPercent)))
            .isPresent();
  }

  /** One word for it: challenge, issued, expired or targeted. */
  String word(Instant now) {
    if (challengeExpiresAt.filter(now::isBefore).isPresent()) {
      return "challenge";
    }
    return certificate
        .map(issued -> now.isBefore(issued.notAfter()) ? "issued" : "expired")
        .orElse("targeted");
  }
}
