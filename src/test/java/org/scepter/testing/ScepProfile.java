package org.scepter.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;

/** A SCEP profile of the site under test. */
public record ScepProfile(SiteClient site, String name) {
  /** A new device in a collection of its own, to which this profile is deployed. */
  public Device deployedDevice() {
    Device device = site.device(SiteClient.unique("device"));
    deployTo(device);
    return device;
  }

  /** A device, made as written, to which this profile is deployed. */
  public Device deployedDevice(JsonObject written) {
    Device device = site.device(written);
    deployTo(device);
    return device;
  }

  /**
   * Deploys to a new collection of one device.
   *
   * @return the deployment's id
   */
  public String deployTo(Device device) {
    String collection = SiteClient.unique("collection");
    site.post(
            "collections",
            Json.createObjectBuilder()
                .add("name", collection)
                .add("devices", SiteClient.array(List.of(device.name())))
                .build())
        .expect(201);
    return site.post(
            "deployments",
            Json.createObjectBuilder()
                .add("collection", collection)
                .add("scepProfile", name)
                .build())
        .expect(201)
        .json()
        .get("id")
        .toString()
        .replace("\"", "");
  }
}
