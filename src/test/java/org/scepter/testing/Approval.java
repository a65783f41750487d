package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;

/** Requests that wait for an operator's word. */
public record Approval(SiteClient site) {
  /** A new device whose profile wants an operator's word. */
  public Device device() {
    return site.profile(site.profileJson().add("approval", true).build()).deployedDevice();
  }

  /** The only request of a device that waits. */
  public JsonObject waiting(Device device) {
    List<JsonObject> found =
        site.items("approvals?state=waiting").stream()
            .filter(each -> each.getString("device").equals(device.name()))
            .toList();
    assertThat(found).as("requests of %s that wait", device.name()).hasSize(1);
    return found.get(0);
  }

  public static String path(JsonObject request, String act) {
    return "approvals/" + request.getString("id") + "/" + act;
  }

  public static JsonObject reason(String text) {
    return Json.createObjectBuilder().add("reason", text).build();
  }

  public void approve(Device device) {
    site.post(path(waiting(device), "approve")).expect(204);
  }

  public void deny(Device device) {
    site.post(path(waiting(device), "deny"), reason("not ours")).expect(204);
  }
}
