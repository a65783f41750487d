package org.scepter.device.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import org.scepter.device.ProfileState;

/** Keeps how far each device is with each profile. */
@ApplicationScoped
public class ProfileStateStore {
  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  public List<ProfileState> of(String device) {
    return entities
        .createQuery(
            "SELECT s FROM ProfileStateRow s WHERE s.device = :device ORDER BY s.profile",
            ProfileStateRow.class)
        .setParameter("device", device)
        .getResultStream()
        .map(ProfileStateRow::toProfileState)
        .toList();
  }

  /** The device, which exists, was given a challenge. */
  public void challenged(String device, String profile, Instant expiresAt, Instant now) {
    row(device, profile, now).challenged(expiresAt, now);
  }

  /** The device got a certificate; nothing if the device is gone. */
  public void issued(
      String device, String profile, ProfileState.Certificate certificate, Instant now) {
    if (entities.find(DeviceRow.class, device) != null) {
      row(device, profile, now).issued(certificate, now);
    }
  }

  /** The device has no challenge any more. */
  public void unchallenged(String device, String profile, Instant now) {
    ProfileStateRow row =
        entities.find(ProfileStateRow.class, new ProfileStateKey(device, profile));
    if (row != null) {
      row.challenged(null, now);
    }
  }

  /** A second key came with the device's challenge. */
  public void contested(String device, String profile, Instant now) {
    ProfileStateRow row =
        entities.find(ProfileStateRow.class, new ProfileStateKey(device, profile));
    if (row != null) {
      row.contested(now);
    }
  }

  private ProfileStateRow row(String device, String profile, Instant now) {
    // Two transactions may both be the first to write it.
    entities
        .createNativeQuery(
            "INSERT INTO device_profile (device, profile, contested, changed_at)"
                + " VALUES (?, ?, FALSE, ?) ON CONFLICT DO NOTHING")
        .setParameter(1, device)
        .setParameter(2, profile)
        .setParameter(3, now.toEpochMilli())
        .executeUpdate();
    return entities.find(ProfileStateRow.class, new ProfileStateKey(device, profile));
  }
}
