package org.scepter.testing.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.scepter.testing.HandedOut;
import org.scepter.testing.ScepProfile;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;

/** As many devices as are wanted, whose challenges an administrator takes in a few calls. */
public final class Fleet {
  private static final int MOST_IN_A_CALL = 200;

  private final SiteClient site;
  private final ScepProfile profile;
  private final X509Certificate recipient;

  /** Of a server that runs. */
  public Fleet(TestServer server) {
    this.site = server.site();
    this.profile = site.profile();
    this.recipient = server.scep().caCertificates().encryption();
  }

  /** How many of them have a certificate. */
  public int enrolled() {
    return site.items("certificates?limit=1000&profile=" + profile.name()).size();
  }

  /** New devices with their challenges, keys and messages. */
  public List<Attempt> ready(int count) {
    List<Attempt> all = new ArrayList<>();
    while (all.size() < count) {
      all.addAll(page(Math.min(MOST_IN_A_CALL, count - all.size())));
    }
    return all;
  }

  private List<Attempt> page(int count) {
    List<String> names =
        IntStream.range(0, count).mapToObj(i -> SiteClient.unique("device")).toList();
    names.forEach(site::device);
    String collection = SiteClient.unique("fleet");
    site.post(
            "collections",
            Json.createObjectBuilder()
                .add("name", collection)
                .add("devices", SiteClient.array(names))
                .build())
        .expect(201);
    site.post(
            "deployments",
            Json.createObjectBuilder()
                .add("collection", collection)
                .add("scepProfile", profile.name())
                .build())
        .expect(201);
    JsonObject order =
        Json.createObjectBuilder().add("collection", collection).add("limit", count).build();
    return site
        .post("scep-profiles/" + profile.name() + "/challenges", order)
        .expect(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .parallelStream()
        .map(each -> attempt(each.getString("device"), each.getString("challenge")))
        .toList();
  }

  private Attempt attempt(String device, String challenge) {
    return new Attempt(device, HandedOut.remember(challenge), recipient);
  }
}
