package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Chain;
import org.scepter.testing.Command;
import org.scepter.testing.HandedOut;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * NDES without a policy module: an administrator takes a password from mscep_admin and a device
 * enrols with it. The build's settings make the endpoints {@code passwords}, which keeps five
 * unused passwords, and {@code single}. The test that fills the cache runs last.
 */
@OnServer
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MscepAdminIT {
  private static final String PAGE = "/certsrv/mscep_admin/";
  private static final Pattern FLEET =
      Pattern.compile("(?i)The enrollment challenge password is: <B> (\\S*)");

  private final TestServer server = TestServer.running();
  private final ScepClient scep = server.scep(server.https(), "/scep/passwords");

  private HttpResponse<byte[]> get(URI listener, String path, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(listener + path)).GET();
    headers.forEach(request::header);
    return send(request.build());
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return server.client().send(request, BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> administrator() {
    return Map.of(
        "Authorization", SiteClient.basic("admin", server.text("secrets/admin.password")));
  }

  private HttpResponse<byte[]> page(String query) {
    return get(server.https(), PAGE + query, administrator());
  }

  private static String decoded(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_16LE);
  }

  private static Optional<String> passwordOf(HttpResponse<byte[]> answer) {
    Matcher matcher = FLEET.matcher(decoded(answer));
    return matcher.find() ? Optional.of(HandedOut.remember(matcher.group(1))) : Optional.empty();
  }

  private String password() {
    return passwordOf(page("")).orElseThrow();
  }

  private static Csr csr(KeyPair key, String name, String password) {
    return Csr.of(key, "CN=" + name + ",O=Printers")
        .alternativeNames(List.of("DNS:" + name + ".printers.test"))
        .keyUsage(Csr.GENERAL_PURPOSE)
        .challenge(password);
  }

  private CertRep enrol(KeyPair key, Csr csr) {
    return enrol(scep, key, csr);
  }

  private CertRep enrol(ScepClient at, KeyPair key, Csr csr) {
    return at.post(
        PkiMessage.pkcsReq(
            csr, at.caCertificates().encryption(), Signer.selfSigned(key, "CN=any")));
  }

  private void requireRefused(CertRep answer) {
    assertThat(answer.status()).isEqualTo(CertRep.FAILURE);
    assertThat(answer.failInfo()).contains(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/certsrv/mscep_admin",
        "/certsrv/mscep_admin/",
        "/CertSrv/MSCEP_Admin/mscep.dll",
      })
  void a_password_from_any_spelling_of_the_page_enrols_a_device(String path) throws Exception {
    HttpResponse<byte[]> answer = get(server.https(), path, administrator());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    String password = passwordOf(answer).orElseThrow();
    assertThat(password).matches("[0-9A-F]{16}");
    assertThat(decoded(answer))
        .containsPattern("CA certificate is: <B> [0-9A-F]{8}( [0-9A-F]{8}){3} </B>");
    KeyPair key = TestKeys.rsa();
    String name = SiteClient.unique("printer");

    X509Certificate certificate = enrol(key, csr(key, name, password)).certificate();

    assertThat(certificate.getSubjectX500Principal().getName()).contains("CN=" + name);
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(2, name + ".printers.test"));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    Chain.requireValid(certificate, scep.caCertificates());
  }

  @Test
  void the_same_key_gets_the_same_certificate_and_another_key_none() {
    String password = password();
    KeyPair key = TestKeys.rsa();
    String name = SiteClient.unique("printer");
    X509Certificate first = enrol(key, csr(key, name, password)).certificate();

    assertThat(enrol(key, csr(key, name, password)).certificate()).isEqualTo(first);
    KeyPair other = TestKeys.rsa();
    requireRefused(enrol(other, csr(other, name, password)));
    assertThat(server.site().items("audit?outcome=alarm"))
        .anyMatch(entry -> entry.toString().contains("password:" + name));
    assertThat(LogFiles.of(server).lines("NDES.log"))
        .anyMatch(line -> line.contains("event 29 EVENT_MSCEP_INVALID_PASSWORD"));
  }

  @Test
  void names_outside_the_patterns_are_refused_and_cost_no_password() {
    String password = password();
    KeyPair key = TestKeys.rsa();
    String name = SiteClient.unique("printer");

    requireRefused(
        enrol(key, Csr.of(key, "CN=" + name + ",O=Board").keyUsage(0xA0).challenge(password)));
    requireRefused(
        enrol(key, csr(key, name, password).alternativeNames(List.of("DNS:www.example.org"))));
    assertThat(enrol(key, csr(key, name, password)).isSuccess()).isTrue();
  }

  @Test
  void a_wrong_password_and_none_are_refused() {
    KeyPair key = TestKeys.rsa();

    requireRefused(enrol(key, csr(key, "printer-0", "0123456789ABCDEF")));
    requireRefused(enrol(key, csr(key, "printer-0", "x").withoutChallenge()));
  }

  @Test
  void a_message_signed_by_another_key_is_refused_and_costs_no_password() {
    KeyPair key = TestKeys.rsa();
    Csr csr = csr(key, "printer-signed", password());

    CertRep answer = enrol(TestKeys.rsa(), csr);

    assertThat(answer.status()).isEqualTo(CertRep.FAILURE);
    assertThat(answer.failInfo()).contains(4);
    assertThat(enrol(key, csr).isSuccess()).isTrue();
  }

  @Test
  void a_password_of_one_endpoint_is_none_at_another() {
    String password = password();
    KeyPair key = TestKeys.rsa();

    requireRefused(enrol(server.scep(), key, csr(key, "printer-0", password)));
    requireRefused(
        enrol(server.scep(server.https(), "/scep/single"), key, csr(key, "printer-0", password)));
    assertThat(enrol(key, csr(key, SiteClient.unique("printer"), password)).isSuccess()).isTrue();
  }

  @Test
  void a_generated_challenge_is_for_the_named_subject_alone() {
    String name = SiteClient.unique("printer");
    HttpResponse<byte[]> answer =
        page(
            "?operation=NDESGenerateChallenge&keyUsage=0xA0&params=CN%3D"
                + name
                + "%2CO%3DPrinters");
    assertThat(answer.statusCode()).isEqualTo(200);
    String password = HandedOut.remember(new String(answer.body(), StandardCharsets.UTF_8));
    assertThat(password).matches("[0-9A-F]{16}");
    KeyPair key = TestKeys.rsa();

    requireRefused(enrol(key, csr(key, name + "x", password)));
    assertThat(enrol(key, csr(key, name, password)).isSuccess()).isTrue();
    assertThat(page("?operation=NDESGenerateChallenge&params=CN%3DBoard").statusCode())
        .isEqualTo(403);
    assertThat(page("?operation=NDESGenerateChallenge&keyUsage=7").statusCode()).isEqualTo(400);
  }

  @Test
  void the_thumbprint_can_be_asked_for() {
    HttpResponse<byte[]> answer = page("?operation=NDESGetCACertThumbprint");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .matches("[0-9A-F]{8}( [0-9A-F]{8}){3}");
  }

  @Test
  void the_single_password_serves_every_key() {
    HttpResponse<byte[]> answer = page("?endpoint=single");
    String password = passwordOf(answer).orElseThrow();
    assertThat(password).matches("[0-9A-F]{32}");
    assertThat(passwordOf(page("?endpoint=single"))).contains(password);
    assertThat(decoded(answer)).doesNotContain("60 minutes");
    ScepClient single = server.scep(server.https(), "/scep/single");
    for (int i = 0; i < 2; i++) {
      KeyPair key = TestKeys.rsa();
      Csr csr =
          Csr.of(key, "CN=" + SiteClient.unique("printer") + ",O=Printers")
              .keyUsage(Csr.GENERAL_PURPOSE)
              .challenge(password);
      X509Certificate first = enrol(single, key, csr).certificate();
      assertThat(enrol(single, key, csr).certificate()).isEqualTo(first);
    }
    assertThat(LogFiles.of(server).lines("CRP.log"))
        .anyMatch(line -> line.contains("endpoint single: use-single-password"));
  }

  @Test
  void the_bare_url_shows_the_page_and_that_of_other_endpoints_is_forbidden() {
    assertThat(scep.getBare().statusCode()).isEqualTo(200);
    assertThat(new String(scep.getBare().body(), StandardCharsets.UTF_8))
        .contains("Network Device Enrollment Service");
    assertThat(server.scep().getBare().statusCode()).isEqualTo(403);
    assertThat(page("?endpoint=mscep").statusCode()).isEqualTo(403);
    assertThat(page("?endpoint=nowhere").statusCode()).isEqualTo(403);
  }

  @Test
  void strangers_other_listeners_and_odd_queries_get_nothing() {
    assertThat(get(server.https(), PAGE, Map.of()).statusCode()).isEqualTo(401);
    assertThat(get(server.https(), PAGE, Map.of()).headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
    assertThat(get(server.http(), PAGE, administrator()).statusCode()).isEqualTo(403);
    assertThat(get(server.internal(), PAGE, administrator()).statusCode()).isEqualTo(403);
    assertThat(get(server.https(), "/certsrv/mscep_admin/x", administrator()).statusCode())
        .isEqualTo(404);
    assertThat(page("?operation=Nonsense").statusCode()).isEqualTo(400);
    assertThat(page("?endpoint=a&endpoint=b").statusCode()).isEqualTo(400);
  }

  @Test
  void another_sites_page_cannot_take_a_password_with_a_browsers_help() {
    for (String site : List.of("cross-site", "same-site")) {
      HttpResponse<byte[]> answer =
          get(
              server.https(),
              PAGE,
              Map.of(
                  "Authorization", administrator().get("Authorization"), "Sec-Fetch-Site", site));
      assertThat(answer.statusCode()).isEqualTo(403);
    }
  }

  @Test
  void a_head_takes_no_password() {
    HttpResponse<byte[]> answer =
        send(
            HttpRequest.newBuilder(URI.create(server.https() + PAGE))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .header("Authorization", administrator().get("Authorization"))
                .build());

    assertThat(answer.statusCode()).isEqualTo(405);
  }

  @Test
  void an_auditor_is_told_that_he_has_no_permission() {
    SiteClient auditor = server.site().withRole("auditor");
    HttpResponse<byte[]> answer =
        get(server.https(), PAGE, Map.of("Authorization", auditor.authorization()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(decoded(answer))
        .contains("You do not have sufficient permission to enroll with SCEP.");
    assertThat(passwordOf(answer)).isEmpty();
    assertThat(LogFiles.of(server).lines("CRP.log"))
        .anyMatch(line -> line.contains("event 6: no password at passwords"));
  }

  private static Csr withoutPassword(KeyPair key, String name) {
    return Csr.of(key, "CN=" + name + ",O=Printers")
        .keyUsage(Csr.GENERAL_PURPOSE)
        .withoutChallenge();
  }

  private PkiMessage asked(ScepClient at, KeyPair key, String name) {
    return PkiMessage.pkcsReq(
        withoutPassword(key, name),
        at.caCertificates().encryption(),
        Signer.selfSigned(key, "CN=any"));
  }

  private static CertRep poll(ScepClient at, PkiMessage earlier) {
    return at.post(PkiMessage.certPoll(earlier, at.caCertificates().intermediates().get(0)));
  }

  private List<JsonObject> waiting(String name) {
    return server.site().items("approvals?state=waiting").stream()
        .filter(each -> each.getString("device").equals("password:" + name))
        .toList();
  }

  private void decide(String name, String act, JsonObject body) {
    assertThat(waiting(name)).hasSize(1);
    server
        .site()
        .post("approvals/" + waiting(name).get(0).getString("id") + "/" + act, body)
        .expect(204);
  }

  @Test
  void without_a_password_where_none_is_enforced_a_request_waits_for_an_operators_approval() {
    ScepClient approved = server.scep(server.https(), "/scep/approved");
    KeyPair key = TestKeys.rsa();
    String name = SiteClient.unique("printer");
    PkiMessage message = asked(approved, key, name);

    assertThat(approved.post(message).status()).isEqualTo(CertRep.PENDING);
    assertThat(poll(approved, message).status()).isEqualTo(CertRep.PENDING);
    JsonObject shown = waiting(name).get(0);
    assertThat(shown.getString("endpoint")).isEqualTo("approved");
    assertThat(shown.getString("profile")).isEqualTo("password:approved");
    assertThat(shown.getString("subject")).contains("CN=" + name);
    decide(name, "approve", JsonObject.EMPTY_JSON_OBJECT);

    X509Certificate certificate = poll(approved, message).certificate();
    assertThat(certificate.getPublicKey()).isEqualTo(key.getPublic());
    Chain.requireValid(certificate, approved.caCertificates());
    assertThat(enrol(approved, key, withoutPassword(key, name)).certificate())
        .isEqualTo(certificate);
  }

  @Test
  void a_denied_request_without_a_password_fails_for_its_key_alone() {
    ScepClient approved = server.scep(server.https(), "/scep/approved");
    KeyPair key = TestKeys.rsa();
    String name = SiteClient.unique("printer");
    PkiMessage message = asked(approved, key, name);
    approved.post(message);
    decide(name, "deny", Json.createObjectBuilder().add("reason", "whose is it?").build());

    requireRefused(poll(approved, message));
    requireRefused(enrol(approved, key, withoutPassword(key, name)));
    assertThat(approved.post(asked(approved, TestKeys.rsa(), name)).status())
        .isEqualTo(CertRep.PENDING);
    decide(name, "deny", Json.createObjectBuilder().add("reason", "again").build());
  }

  @Test
  void names_outside_the_patterns_do_not_wait_and_strangers_cannot_fill_the_house() {
    ScepClient approved = server.scep(server.https(), "/scep/approved");
    KeyPair key = TestKeys.rsa();
    requireRefused(
        enrol(
            approved,
            key,
            Csr.of(key, "CN=a,O=Board").keyUsage(Csr.GENERAL_PURPOSE).withoutChallenge()));

    String name = SiteClient.unique("crowd");
    int last = 200;
    for (int i = 0; i < 21 && last == 200; i++) {
      last = approved.postRaw(asked(approved, TestKeys.rsa(), name).encoded()).statusCode();
    }

    assertThat(last).as("to be sent again, once there is room").isEqualTo(503);
    assertThat(waiting(name)).hasSizeBetween(1, 20);
    waiting(name)
        .forEach(
            each ->
                server
                    .site()
                    .post(
                        "approvals/" + each.getString("id") + "/deny",
                        Json.createObjectBuilder().add("reason", "a crowd").build())
                    .expect(204));
    String late = SiteClient.unique("printer");
    assertThat(approved.post(asked(approved, TestKeys.rsa(), late)).status())
        .isEqualTo(CertRep.PENDING);
  }

  @Test
  void only_the_setting_that_says_so_lets_in_whoever_asks() {
    ScepClient open = server.scep(server.https(), "/scep/open");
    KeyPair key = TestKeys.rsa();
    String name = SiteClient.unique("printer");

    Chain.requireValid(
        enrol(open, key, withoutPassword(key, name)).certificate(), open.caCertificates());
    requireRefused(enrol(key, withoutPassword(key, name)));
    assertThat(LogFiles.of(server).lines("CRP.log"))
        .anyMatch(line -> line.contains("endpoint open: allow-enrolment-without-challenge"))
        .anyMatch(line -> line.contains("endpoint approved: enforce-password is off"));
  }

  private CertRep renew(ScepClient at, Csr csr, KeyPair old, X509Certificate certificate) {
    return at.post(
        PkiMessage.renewalReq(
            csr, at.caCertificates().encryption(), new Signer(old.getPrivate(), certificate)));
  }

  @Test
  void a_certificate_renews_itself_without_a_password_under_the_same_names() {
    KeyPair old = TestKeys.rsa();
    String name = SiteClient.unique("printer");
    X509Certificate certificate = enrol(old, csr(old, name, password())).certificate();
    KeyPair key = TestKeys.rsa();
    Csr csr = csr(key, name, "x").withoutChallenge();

    X509Certificate renewed = renew(scep, csr, old, certificate).certificate();

    assertThat(renewed.getPublicKey()).isEqualTo(key.getPublic());
    assertThat(renewed.getSubjectX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
    Chain.requireValid(renewed, scep.caCertificates());
    assertThat(renew(scep, csr, old, certificate).certificate()).isEqualTo(renewed);
    requireRefused(renew(scep, csr(key, name + "x", "x").withoutChallenge(), old, certificate));
    requireRefused(
        renew(
            scep,
            csr(key, name, "x").withoutChallenge().alternativeNames(List.of("DNS:a.printers.test")),
            old,
            certificate));
    assertThat(renew(server.scep(server.https(), "/scep/single"), csr, old, certificate).failInfo())
        .contains(4);
  }

  @Test
  void it_is_too_early_for_most_of_its_life_but_a_password_in_the_request_decides_as_well() {
    ScepClient single = server.scep(server.https(), "/scep/single");
    String password = passwordOf(page("?endpoint=single")).orElseThrow();
    KeyPair old = TestKeys.rsa();
    String subject = "CN=" + SiteClient.unique("printer") + ",O=Printers";
    X509Certificate certificate =
        enrol(single, old, Csr.of(old, subject).keyUsage(Csr.GENERAL_PURPOSE).challenge(password))
            .certificate();
    KeyPair key = TestKeys.rsa();
    Csr csr = Csr.of(key, subject).keyUsage(Csr.GENERAL_PURPOSE);

    CertRep early = renew(single, csr, old, certificate);
    requireRefused(early);
    assertThat(early.failInfoText()).contains("too early for a renewal");
    assertThat(renew(single, csr.challenge("wrong"), old, certificate).failInfoText())
        .contains("too early for a renewal");
    assertThat(
            renew(single, csr.challenge(password), old, certificate).certificate().getPublicKey())
        .isEqualTo(key.getPublic());
  }

  @Test
  void strongswan_enrols_with_a_password(@TempDir Path directory) throws Exception {
    assumeThat(Command.exists("pki")).as("strongSwan's pki is installed").isTrue();
    CaCertificates ca = scep.caCertificates();
    String name = SiteClient.unique("printer");
    Path key =
        Command.run(directory, Map.of(), List.of("pki", "--gen", "--type", "rsa", "--size", "2048"))
            .expectSuccess()
            .out();
    List<String> command =
        new ArrayList<>(
            List.of(
                "pki",
                "--scep",
                "--url",
                server.http() + "/scep/passwords",
                "--in",
                key.toString(),
                "--dn",
                "CN=" + name + ", O=Printers",
                "--san",
                name + ".printers.test",
                "--password",
                password()));
    Map<String, X509Certificate> files =
        Map.of(
            "--cacert-enc", ca.encryption(),
            "--cacert-sig", ca.signing(),
            "--cacert", ca.root());
    for (Map.Entry<String, X509Certificate> each : files.entrySet()) {
      Path file = directory.resolve(each.getKey().substring(2) + ".der");
      Files.write(file, each.getValue().getEncoded());
      command.addAll(List.of(each.getKey(), file.toString()));
    }
    Path issuing = directory.resolve("issuing.der");
    Files.write(issuing, ca.intermediates().get(0).getEncoded());
    command.addAll(List.of("--cacert", issuing.toString()));

    byte[] certificate = Command.run(directory, Map.of(), command).expectSuccess().bytes();

    Chain.requireValid(CaCertificates.certificate(certificate), ca);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void the_cache_fills_and_says_so() {
    HttpResponse<byte[]> last = page("");
    for (int i = 0; i < 5 && passwordOf(last).isPresent(); i++) {
      last = page("");
    }

    assertThat(last.statusCode()).isEqualTo(200);
    assertThat(passwordOf(last)).isEmpty();
    assertThat(decoded(last)).contains("The password cache is full.");
    assertThat(page("?operation=NDESGenerateChallenge&keyUsage=160&params=").statusCode())
        .isEqualTo(503);
  }
}
