package org.scepter.device.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.device.ProfileState;

/**
 * Keeps how far each device is with each profile. Every change is one UPDATE, so that check-in and
 * delivery at the same moment lose nothing of each other.
 */
@ApplicationScoped
public class ProfileStateStore {
  static final String ADD =
      """
      INSERT INTO device_profile (device, profile, contested, changed_at)
      VALUES (?1, ?2, FALSE, ?3) ON CONFLICT DO NOTHING
      """;

  static final String CHALLENGED =
      """
      UPDATE device_profile SET challenge_expires_at = ?1, clock_ahead_seconds = NULL,
        changed_at = ?2
      WHERE device = ?3 AND profile = ?4
      """;

  static final String UNCHALLENGED =
      """
      UPDATE device_profile SET challenge_expires_at = NULL, changed_at = ?1
      WHERE device = ?2 AND profile = ?3
      """;

  /**
   * Without a challenge given since, a certificate came of the contested one. An older certificate
   * than the known one says nothing: news of it was lost and has been found out later.
   */
  static final String ISSUED =
      """
      UPDATE device_profile SET contested = contested AND challenge_expires_at IS NULL,
        challenge_expires_at = NULL, thumbprint = ?1, serial_number = ?2, not_before = ?3,
        not_after = ?4, changed_at = ?5
      WHERE device = ?6 AND profile = ?7 AND (not_before IS NULL OR not_before <= ?8)
      """;

  static final String CONTESTED =
      """
      UPDATE device_profile SET contested = TRUE, challenge_expires_at = NULL, changed_at = ?1
      WHERE device = ?2 AND profile = ?3
      """;

  static final String RESCHEDULED =
      """
      UPDATE device_profile SET challenge_expires_at = ?1, changed_at = ?2
      WHERE device = ?3 AND profile = ?4 AND challenge_expires_at IS NOT NULL
      """;

  static final String CLOCK =
      """
      UPDATE device_profile SET clock_ahead_seconds = ?1, changed_at = ?2
      WHERE device = ?3 AND profile = ?4
      """;

  static final String REPORTED =
      """
      UPDATE device_profile SET reported_at = ?1, findings = ?2, changed_at = ?3
      WHERE device = ?4 AND profile = ?5
      """;

  static final String CLOCK_RIGHT =
      """
      UPDATE device_profile SET clock_ahead_seconds = NULL WHERE device = ?1 AND profile = ?2
      """;

  private static final int MAX_FINDINGS = 2048;

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  public List<ProfileState> of(String device) {
    return entities
        .createQuery(
            "SELECT s FROM ProfileStateRow s WHERE s.device = :device ORDER BY s.profile",
            ProfileStateRow.class)
        .setParameter("device", device)
        .getResultList()
        .stream()
        .map(
            row -> {
              // Statements change rows behind the entity manager's back.
              entities.detach(row);
              return row.toProfileState();
            })
        .toList();
  }

  /** The device, which exists, was given a challenge. */
  public void challenged(String device, String profile, Instant expiresAt, Instant now) {
    add(device, profile, now);
    update(CHALLENGED, expiresAt.toEpochMilli(), now.toEpochMilli(), device, profile);
  }

  /**
   * The device got a certificate; nothing if the device is gone or is known to have a newer one.
   */
  public void issued(
      String device, String profile, ProfileState.Certificate certificate, Instant now) {
    if (entities.find(DeviceRow.class, device) != null) {
      add(device, profile, now);
      update(
          ISSUED,
          certificate.thumbprint().hex(),
          certificate.serial().hex(),
          certificate.notBefore().toEpochMilli(),
          certificate.notAfter().toEpochMilli(),
          now.toEpochMilli(),
          device,
          profile,
          certificate.notBefore().toEpochMilli());
    }
  }

  /** The device has no challenge any more. */
  public void unchallenged(String device, String profile, Instant now) {
    update(UNCHALLENGED, now.toEpochMilli(), device, profile);
  }

  /** A second key came with the device's challenge. */
  public void contested(String device, String profile, Instant now) {
    update(CONTESTED, now.toEpochMilli(), device, profile);
  }

  /** The challenge that the device has lives longer. */
  public void rescheduled(String device, String profile, Instant expiresAt, Instant now) {
    update(RESCHEDULED, expiresAt.toEpochMilli(), now.toEpochMilli(), device, profile);
  }

  /** The device's clock is far from ours. */
  public void clock(String device, String profile, Duration ahead, Instant now) {
    update(CLOCK, ahead.toSeconds(), now.toEpochMilli(), device, profile);
  }

  /**
   * The device has reported.
   *
   * @param findings what does not fit, none with a line break
   * @param clockAhead of its clock, if that is wrong
   */
  public void reported(
      String device,
      String profile,
      List<String> findings,
      Optional<Duration> clockAhead,
      Instant now) {
    add(device, profile, now);
    String lines = String.join("\n", findings);
    update(
        REPORTED,
        now.toEpochMilli(),
        lines.substring(0, Math.min(lines.length(), MAX_FINDINGS)),
        now.toEpochMilli(),
        device,
        profile);
    if (clockAhead.isPresent()) {
      clock(device, profile, clockAhead.get(), now);
    } else {
      update(CLOCK_RIGHT, device, profile);
    }
  }

  // Two transactions may both be the first to write it.
  private void add(String device, String profile, Instant now) {
    update(ADD, device, profile, now.toEpochMilli());
  }

  private void update(String statement, Object... values) {
    Query query = entities.createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    query.executeUpdate();
  }
}
