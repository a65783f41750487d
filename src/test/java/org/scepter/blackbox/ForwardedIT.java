package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RawHttp;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** Whose word about a client's address counts: 127.0.0.2 is the test server's trusted proxy. */
@OnServer
class ForwardedIT {
  private static final String PROXY = "127.0.0.2";
  private static final String STRANGER = "127.0.0.3";
  private static final String CLIENT = "192.0.2.44";
  private static final TestServer SERVER = TestServer.running();
  private final SiteClient site = SERVER.site();

  private static int get(String peer, URI listener, String target, Map<String, String> headers) {
    return RawHttp.getFrom(peer, listener, Tls.trusting(SERVER.roots()), target, headers).status();
  }

  private static Map<String, String> forwarded(String value) {
    return Map.of("X-Forwarded-For", value);
  }

  @ParameterizedTest
  @CsvSource({PROXY + "," + CLIENT, STRANGER + "," + STRANGER})
  void the_access_log_has_the_address_that_can_be_believed(String peer, String logged) {
    for (URI listener : new URI[] {SERVER.http(), SERVER.https()}) {
      String marker = SiteClient.unique("forwarded");

      get(
          peer,
          listener,
          TestServer.MSCEP + "?operation=GetCACaps&message=" + marker,
          forwarded("203.0.113.1, " + CLIENT));

      String line = LogFiles.of(SERVER).accessLine(marker);
      assertThat(line.split(" ", -1)[8]).isEqualTo(logged);
    }
  }

  @ParameterizedTest
  @CsvSource({PROXY + "," + CLIENT, STRANGER + "," + STRANGER})
  void so_has_the_audit(String peer, String told) {
    Policy policy = site.deployedDevice().checkIn();
    KeyPair key = TestKeys.rsa();
    PkiMessage message = policy.message(SERVER, key, policy.csr(key).challenge("0".repeat(64)));
    String base64 = Base64.getEncoder().encodeToString(message.encoded());

    get(
        peer,
        SERVER.http(),
        TestServer.MSCEP
            + "?operation=PKIOperation&message="
            + URLEncoder.encode(base64, StandardCharsets.UTF_8),
        forwarded(CLIENT));

    assertThat(AuditLog.of(site).entriesFor(message.transactionId()))
        .isNotEmpty()
        .extracting((JsonObject entry) -> entry.getString("address"))
        .containsOnly(told);
  }

  private static int people(String peer, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Authorization", SERVER.site().authorization());
    return get(peer, SERVER.https(), "/api/v1/devices", all);
  }

  @Test
  void the_site_is_served_to_people_at_its_own_addresses_alone_whatever_stands_between() {
    assertThat(people("127.0.0.1", Map.of())).isEqualTo(200);
    assertThat(people(STRANGER, Map.of())).isEqualTo(403);
    assertThat(people(PROXY, forwarded("127.0.0.1"))).isEqualTo(200);
    assertThat(people(PROXY, forwarded(CLIENT))).isEqualTo(403);
    assertThat(people(PROXY, forwarded("127.0.0.1, " + CLIENT))).isEqualTo(403);
    assertThat(people(PROXY, forwarded("127.0.0.1, unknown"))).isEqualTo(403);
    assertThat(people(STRANGER, forwarded("127.0.0.1"))).isEqualTo(403);
  }

  @Test
  void a_proxy_on_the_same_machine_that_nobody_named_opens_the_site_to_nobody() {
    assertThat(people("127.0.0.1", forwarded(CLIENT))).isEqualTo(403);
    assertThat(people("127.0.0.1", forwarded("127.0.0.1"))).isEqualTo(403);
    assertThat(people("127.0.0.1", Map.of("Forwarded", "for=127.0.0.1"))).isEqualTo(403);
  }

  @Test
  void a_trusted_proxy_stands_for_no_node() {
    for (URI listener : new URI[] {SERVER.http(), SERVER.https(), SERVER.internal()}) {
      Map<String, String> forged = new LinkedHashMap<>(forwarded("127.0.0.1"));
      forged.put("X-Forwarded-Port", Integer.toString(SERVER.internal().getPort()));
      forged.put("X-Forwarded-Proto", "https");
      forged.put("X-Client-Cert", "MII=");

      assertThat(get(PROXY, listener, "/CMCertificateRegistration", forged)).isEqualTo(403);
      assertThat(get(PROXY, listener, "/health", forged)).isEqualTo(403);
    }
  }
}
