package org.scepter.device.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.device.ProfileState;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;

@Entity
@Table(name = "device_profile")
@IdClass(ProfileStateKey.class)
class ProfileStateRow {
  @Id private String device;
  @Id private String profile;

  @Column(name = "challenge_expires_at")
  private Instant challengeExpiresAt;

  private String thumbprint;

  @Column(name = "serial_number")
  private String serialNumber;

  @Column(name = "not_before")
  private Instant notBefore;

  @Column(name = "not_after")
  private Instant notAfter;

  private boolean contested;

  @Column(name = "clock_ahead_seconds")
  private Long clockAheadSeconds;

  @Column(name = "reported_at")
  private Instant reportedAt;

  private String findings;

  @Column(name = "changed_at")
  private Instant changedAt;

  ProfileStateRow() {}

  ProfileState toProfileState() {
    return new ProfileState(
        profile,
        Optional.ofNullable(challengeExpiresAt),
        Optional.ofNullable(thumbprint)
            .map(
                hex ->
                    new ProfileState.Certificate(
                        new Thumbprint(hex),
                        SerialNumber.parse(serialNumber),
                        notBefore,
                        notAfter)),
        contested,
        Optional.ofNullable(clockAheadSeconds).map(Duration::ofSeconds),
        Optional.ofNullable(reportedAt).map(at -> new ProfileState.Report(at, lines(findings))));
  }

  private static List<String> lines(String findings) {
    return findings == null || findings.isEmpty() ? List.of() : findings.lines().toList();
  }
}
