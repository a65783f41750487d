package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepter.testing.CheckCommand;
import org.scepter.testing.Command;
import org.scepter.testing.Device;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OcspRequests;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RawHttp;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.proxies.FrontProxy;
import org.scepter.testing.proxies.ProxyKind;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/**
 * Proxies that others wrote, run from {@code deployments/proxy} in front of the test server.
 * Debian's packages nginx, haproxy and apache2 bring them; without them their tests are skipped,
 * unless {@code -Dscepter.clients=required}.
 */
@OnServer
class ProxyIT {
  private static final String CLIENT = "127.0.0.3";
  private static final int LONG = 40_000;
  private static final Map<String, String> FORGED =
      Map.of("X-Forwarded-For", "203.0.113.9", "Forwarded", "for=203.0.113.9");
  private static final TestServer SERVER = TestServer.running();

  @TempDir private Path directory;

  private FrontProxy started(ProxyKind kind) {
    Command.need(kind.program());
    return FrontProxy.start(kind, SERVER, directory.resolve("proxy"));
  }

  private static RawHttp.Answer get(URI listener, String target) {
    return RawHttp.getFrom(CLIENT, listener, Tls.trusting(SERVER.roots()), target, FORGED);
  }

  private static String escaped(PkiMessage message) {
    String base64 = Base64.getEncoder().encodeToString(message.encoded());
    return URLEncoder.encode(base64, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void a_long_enrolment_passes_and_is_logged_with_the_clients_address(ProxyKind kind) {
    try (FrontProxy proxy = started(kind)) {
      for (URI listener : List.of(proxy.https(), proxy.http())) {
        Device device = SERVER.site().deployedDevice();
        Policy policy = device.checkIn();
        KeyPair key = TestKeys.rsa();
        PkiMessage message = policy.message(SERVER, key).padding(LONG * 3 / 4);
        String query = "operation=PKIOperation&message=" + escaped(message);
        assertThat(query.length()).isBetween(LONG, 65_534);

        RawHttp.Answer answer = get(listener, TestServer.MSCEP + "?" + query);

        assertThat(answer.status()).as("%s %s", answer.body(), proxy.logs()).isEqualTo(200);
        byte[] body = answer.body().getBytes(StandardCharsets.ISO_8859_1);
        CertRep reply = CertRep.open(body, message, SERVER.scep().caCertificates().signing());
        assertThat(reply.certificate().getPublicKey()).isEqualTo(key.getPublic());
        assertThat(AuditLog.of(SERVER.site()).entriesFor(message.transactionId()))
            .isNotEmpty()
            .allSatisfy(each -> assertThat(each.getString("address")).isEqualTo(CLIENT));
        assertThat(proxy.logs()).contains(CLIENT).doesNotContain(escaped(message).substring(0, 99));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_access_log_has_the_client_whatever_it_says_of_itself(ProxyKind kind) {
    try (FrontProxy proxy = started(kind)) {
      String marker = SiteClient.unique("proxied");

      assertThat(
              get(proxy.https(), "/CertSrv/mscep/mscep.dll?operation=GetCACaps&message=" + marker)
                  .status())
          .isEqualTo(200);

      String line = LogFiles.of(SERVER).accessLine(marker);
      assertThat(line.split(" ", -1)[8]).isEqualTo(CLIENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void questions_about_certificates_pass_however_their_base64_is_written(ProxyKind kind) {
    CaCertificates ca = SERVER.scep().caCertificates();
    X509Certificate issuer = ca.intermediates().get(0);
    try (FrontProxy proxy = started(kind)) {
      // Until all that has to be escaped is in one.
      for (int serial = 1; serial < 40; serial++) {
        byte[] request = OcspRequests.about(issuer, BigInteger.valueOf(serial * 0xfbefbeL));
        String base64 = Base64.getEncoder().encodeToString(request);
        String escaped = URLEncoder.encode(base64, StandardCharsets.US_ASCII);
        for (URI listener : List.of(proxy.https(), proxy.http())) {
          RawHttp.Answer answer = get(listener, "/ocsp/" + escaped);
          assertThat(answer.status()).as("%s %s", listener, escaped).isEqualTo(200);
          assertThat(answer.body().length()).as(escaped).isGreaterThan(500);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_for_the_inside_does_not_pass(ProxyKind kind) {
    String marker = SiteClient.unique("inside");
    try (FrontProxy proxy = started(kind)) {
      for (String target :
          List.of(
              "/api/v1/devices",
              "/certsrv/mscep_admin/",
              "/CMCertificateRegistration",
              "/.well-known/est/cacerts",
              "/health",
              "/metrics",
              "/scep/../api/v1/devices",
              "/scep/%2e%2e/api/v1/devices",
              "/scep/..;/api/v1/devices",
              "/scep;x/../api/v1/devices",
              "/scep/..%2fapi/v1/devices",
              "/api/v1/devices/..%2f..%2f..%2fscep/x",
              "/certsrv/mscep_admin/..%2fmscep/",
              "/ocsp/../api/v1/devices",
              "/ocsp/%2e%2e/api/v1/devices",
              "/ocsp/..%2fapi/v1/devices",
              "/ocsp/..;/api/v1/devices",
              "/certsrv/mscep/../mscep_admin/")) {
        for (URI listener : List.of(proxy.https(), proxy.http())) {
          assertThat(get(listener, target + "?marker=" + marker).status())
              .as("%s %s", listener, target)
              .isIn(400, 403, 404);
        }
      }
      assertThat(get(proxy.http(), "/checkin/" + marker).status()).isIn(403, 404);
      assertThat(get(proxy.https(), "/checkin/" + marker).status()).isEqualTo(401);
    }
    // What passed before the last one would have its line by now.
    LogFiles.of(SERVER).accessLine("/checkin/" + marker);
    assertThat(LogFiles.of(SERVER).accessLines())
        .noneMatch(line -> line.contains("marker=" + marker));
  }

  @ParameterizedTest
  @EnumSource
  void the_public_urls_check_passes_through_it(ProxyKind kind) {
    try (FrontProxy proxy = started(kind)) {
      Command.Result result =
          CheckCommand.of(
              SERVER,
              directory,
              "scepter.roles=ndes",
              "scepter.platform.public-url=" + proxy.https());

      assertThat(result.expectSuccess().text())
          .contains("OK    public TLS", "OK    public URL          " + proxy.https())
          .contains("OK    GetCACaps", "OK    long query", "OK    GetCACert", "OK    clock")
          .doesNotContain("FAIL");
    }
  }
}
