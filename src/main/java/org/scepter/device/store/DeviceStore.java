package org.scepter.device.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.device.Device;
import org.scepter.platform.Page;

/** Keeps devices and the MACs of their tokens. */
@ApplicationScoped
public class DeviceStore {
  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** False if the name is taken. */
  public boolean add(Device device, String tokenMac) {
    JsonObjectBuilder attributes = Json.createObjectBuilder();
    device.attributes().forEach(attributes::add);
    boolean added =
        entities
                .createNativeQuery(
                    "INSERT INTO device"
                        + " (name, platform, attributes, token_mac, token_expires_at, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .setParameter(1, device.name())
                .setParameter(2, device.platform())
                .setParameter(3, attributes.build().toString())
                .setParameter(4, tokenMac)
                .setParameter(5, device.tokenExpiresAt().toEpochMilli())
                .setParameter(6, device.createdAt().toEpochMilli())
                .executeUpdate()
            == 1;
    if (added) {
      // What a former device of this name left, if a certificate came while it was retired.
      removeStates(device.name());
      entities
          .createNativeQuery("DELETE FROM retired_device WHERE name = ?")
          .setParameter(1, device.name())
          .executeUpdate();
    }
    return added;
  }

  private void removeStates(String name) {
    entities
        .createNativeQuery("DELETE FROM device_profile WHERE device = ?")
        .setParameter(1, name)
        .executeUpdate();
  }

  public Optional<Device> find(String name) {
    return Optional.ofNullable(entities.find(DeviceRow.class, name)).map(DeviceRow::toDevice);
  }

  /** As {@link #find}; everyone else who holds it waits for the transaction's end. */
  public Optional<Device> hold(String name) {
    return Optional.ofNullable(held(name)).map(DeviceRow::toDevice);
  }

  private DeviceRow held(String name) {
    return entities.find(DeviceRow.class, name, LockModeType.PESSIMISTIC_WRITE);
  }

  /** The name of the device whose token has this MAC and is not expired at {@code now}. */
  public Optional<String> withToken(String mac, Instant now) {
    return entities
        .createQuery(
            "SELECT d.name FROM DeviceRow d WHERE d.tokenMac = :mac AND d.tokenExpiresAt > :now",
            String.class)
        .setParameter("mac", mac)
        .setParameter("now", now)
        .getResultStream()
        .findFirst();
  }

  /** False if there is no such device. */
  public boolean replaceToken(String name, String mac, Instant expiresAt) {
    DeviceRow row = held(name);
    if (row != null) {
      row.replaceToken(mac, expiresAt);
    }
    return row != null;
  }

  public void checkedIn(String name, Instant at) {
    entities.find(DeviceRow.class, name).checkedIn(at);
  }

  public Page.Items<Device> list(Page page) {
    List<Device> found =
        entities
            .createQuery(
                "SELECT d FROM DeviceRow d WHERE d.name > :after ORDER BY d.name", DeviceRow.class)
            .setParameter("after", page.after())
            .setMaxResults(page.limit() + 1)
            .getResultStream()
            .map(DeviceRow::toDevice)
            .toList();
    return page.cut(found, Device::name);
  }

  /** Remembers that there was a device of this name. */
  public void retired(String name, Instant at) {
    entities
        .createNativeQuery(
            "INSERT INTO retired_device (name, retired_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .setParameter(1, name)
        .setParameter(2, at.toEpochMilli())
        .executeUpdate();
  }

  /** Whether there was one, and is none since. */
  public boolean isRetired(String name) {
    return !entities
        .createNativeQuery("SELECT name FROM retired_device WHERE name = ?")
        .setParameter(1, name)
        .getResultList()
        .isEmpty();
  }

  /** Removes the device with its memberships and states. */
  public void remove(String name) {
    removeStates(name);
    entities
        .createNativeQuery("DELETE FROM device_collection_member WHERE device = ?")
        .setParameter(1, name)
        .executeUpdate();
    entities
        .createQuery("DELETE FROM DeviceRow d WHERE d.name = :name")
        .setParameter("name", name)
        .executeUpdate();
  }
}
