package org.scepter.device.store;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.scepter.device.Device;

@Entity
@Table(name = "device")
class DeviceRow {
  @Id private String name;

  private String platform;
  private String attributes;

  @Column(name = "token_mac")
  private String tokenMac;

  @Column(name = "token_expires_at")
  private Instant tokenExpiresAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "last_check_in")
  private Instant lastCheckIn;

  DeviceRow() {}

  void replaceToken(String mac, Instant expiresAt) {
    this.tokenMac = mac;
    this.tokenExpiresAt = expiresAt;
  }

  void checkedIn(Instant at) {
    this.lastCheckIn = at;
  }

  Device toDevice() {
    return new Device(
        name,
        platform,
        attributesOf(attributes),
        tokenExpiresAt,
        createdAt,
        Optional.ofNullable(lastCheckIn));
  }

  private static Map<String, String> attributesOf(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      Map<String, String> attributes = new TreeMap<>();
      var object = reader.readObject();
      object.keySet().forEach(key -> attributes.put(key, object.getString(key)));
      return attributes;
    }
  }
}
