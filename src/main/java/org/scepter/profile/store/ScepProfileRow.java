package org.scepter.profile.store;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.StringReader;
import org.scepter.profile.ScepProfile;
import org.scepter.profile.ScepProfileJson;

@Entity
@Table(name = "scep_profile")
class ScepProfileRow {
  @Id private String name;

  @Column(name = "trusted_root")
  private String trustedRoot;

  private String definition;

  ScepProfileRow() {}

  ScepProfile toScepProfile() {
    try (JsonReader reader = Json.createReader(new StringReader(definition))) {
      return ScepProfileJson.read(reader.readObject());
    }
  }
}
