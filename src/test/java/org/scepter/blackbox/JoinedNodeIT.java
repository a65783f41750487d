package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.EstClient;
import org.scepter.testing.HandedOut;
import org.scepter.testing.JsonAnswer;
import org.scepter.testing.OnServer;
import org.scepter.testing.OwnServer;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.TestKeys;

/** What a node may do once it has joined, and when it is ended; on every server and database. */
@OnServer
class JoinedNodeIT {
  private static final String SETS = "/node/ra/key-sets";

  // That it got when it joined counts.
  private static final int HOURLY = 20;

  @TempDir private Path directory;
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();

  private TestServer joined(String name) throws IOException {
    String text =
        site.post(
                "expected-nodes",
                Json.createObjectBuilder()
                    .add("name", name)
                    .add("urls", Json.createArrayBuilder().add(server.internal().toString()))
                    .build())
            .expect(201)
            .json()
            .getString("bundle");
    text.lines()
        .filter(line -> line.startsWith("token="))
        .forEach(line -> HandedOut.remember(line.substring("token=".length())));
    Path bundle = Files.writeString(directory.resolve("bundle"), text);
    Path home = directory.resolve("home");
    OwnServer.scepter("node", List.of("join", bundle.toString(), "--home", home.toString()))
        .expectSuccess();
    return new TestServer(server.http(), server.https(), server.internal(), home);
  }

  private static JsonArray sets(JsonAnswer answer) {
    return answer.expect(200).json().getJsonArray("keySets");
  }

  @Test
  void it_may_ask_and_gets_the_keys_of_the_ra_until_it_is_ended() throws Exception {
    String name = SiteClient.unique("joined").toLowerCase(Locale.ROOT);
    TestServer node = joined(name);
    RegistrationPoint point =
        new RegistrationPoint(server.internal(), server.client(RegistrationPoint.identity(node)));

    point.get("/CMCertificateRegistration/health").expect(200);
    JsonArray all = sets(point.keySets());
    assertThat(all).isNotEmpty();
    byte[] sealed = Base64.getDecoder().decode(all.getJsonObject(0).getString("sealed"));
    assertThat(HexFormat.of().formatHex(sealed))
        .as("authEnvelopedData, RFC 5083")
        .contains("060b2a864886f70d0109100117");
    assertThat(sets(point.get(SETS + "?known=1"))).hasSize(all.size() - 1);
    point.get(SETS + "?known=x").expect(400);

    String sha256 =
        site.get("nodes").expect(200).json().getJsonArray("registrations").stream()
            .map(each -> each.asJsonObject())
            .filter(each -> each.getString("name").equals(name))
            .map(each -> each.getString("sha256"))
            .findFirst()
            .orElseThrow();
    site.post("nodes/" + sha256 + "/end", Json.createObjectBuilder().add("reason", "gone").build())
        .expect(204);
    point.keySets().expect(403);
    assertThat(site.items("audit?action=node.join"))
        .anySatisfy(entry -> assertThat(entry.getString("object")).isEqualTo("node:" + name));
  }

  @Test
  void a_stolen_key_renews_its_certificate_a_bounded_number_of_times() throws Exception {
    TestServer node = joined(SiteClient.unique("renewing").toLowerCase(Locale.ROOT));
    EstClient est =
        new EstClient(server.internal(), server.client(RegistrationPoint.identity(node)));
    byte[] request =
        EstClient.requestLike(
            ScepterHome.open(node.home()).key("ndes/policy-module.p12").certificate(),
            TestKeys.rsa());

    for (int i = 1; i < HOURLY; i++) {
      assertThat(est.renew(request).expect(200).certificates()).isNotEmpty();
    }

    assertThat(est.renew(request).expect(429).text()).contains("within an hour");
  }
}
