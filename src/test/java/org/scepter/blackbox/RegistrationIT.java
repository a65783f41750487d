package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.scepter.testing.Applicant;
import org.scepter.testing.Chain;
import org.scepter.testing.Enrolment;
import org.scepter.testing.EstClient;
import org.scepter.testing.Eventually;
import org.scepter.testing.ForeignCa;
import org.scepter.testing.JsonAnswer;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OwnServer;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/**
 * An NDES server whose client certificate is of somebody else's CA: from the handshake that ends to
 * the certificate that it fetches for a device, and back.
 */
@TestMethodOrder(OrderAnnotation.class)
class RegistrationIT {
  private static final Path DIRECTORY = Path.of("target", "registration").toAbsolutePath();
  private static final String TEMPLATE = "ScepterDevice";
  private static final String DNS_NAME = "ndes-1.partner.test";
  private static final String PUBLIC_URL = "https://scep.partner.test";
  private static final String VERIFY = "Certificate/VerifyRequest";
  private static final ForeignCa CA = ForeignCa.root("Partner Root").issuing("Partner Issuing");
  private static final KeyPair KEY = TestKeys.rsa();
  private static final List<X509Certificate> SHOWN =
      CA.issue(KEY, ForeignCa.Order.client(DNS_NAME));

  private static Optional<OwnServer> own = Optional.empty();
  private static TestServer server;
  private static SiteClient site;

  @BeforeAll
  static void start() {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and stopped here");
    OwnServer started =
        OwnServer.prepare(DIRECTORY)
            .with("scepter.scep.endpoints", "mscep,branch")
            .with("scepter.scep.est-endpoint", "mscep")
            .with("scepter.scep.cgi-bin-endpoint", "mscep");
    own = Optional.of(started);
    server = started.start();
    site = SiteClient.administrator(server);
  }

  @AfterAll
  static void stop() {
    own.ifPresent(OwnServer::close);
  }

  private static HttpClient client(KeyPair key, List<X509Certificate> shown) {
    return server.client(Tls.trusting(server.roots()).showing(key.getPrivate(), shown));
  }

  private static RegistrationPoint point() {
    return new RegistrationPoint(server.internal(), client(KEY, SHOWN));
  }

  private static JsonAnswer nothing(KeyPair key, List<X509Certificate> shown) {
    return new RegistrationPoint(server.internal(), client(key, shown))
        .call(VERIFY, JsonObject.EMPTY_JSON_OBJECT);
  }

  private static void requireLogged(String... parts) {
    LogFiles logs = LogFiles.of(server);
    Eventually.until(
        String.join(", ", parts) + " in CRP.log",
        Duration.ofSeconds(30),
        () -> logs.lines("CRP.log").stream().anyMatch(line -> hasAll(line, parts)));
  }

  private static boolean hasAll(String line, String... parts) {
    return List.of(parts).stream().allMatch(line::contains);
  }

  private static String digest(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(X509Certificate certificate) {
    try {
      Files.createDirectories(DIRECTORY);
      return Files.readString(Chain.pem(DIRECTORY.resolve("some.pem"), List.of(certificate)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObjectBuilder byIssuer(X509Certificate issuer) {
    return Json.createObjectBuilder()
        .add("name", "partner-1")
        .add("issuer", pem(issuer))
        .add("dnsName", DNS_NAME);
  }

  private static JsonObjectBuilder terms(String... endpoints) {
    return Json.createObjectBuilder()
        .add("publicUrl", PUBLIC_URL)
        .add("endpoints", SiteClient.array(List.of(endpoints)));
  }

  private static JsonObject reason() {
    return Json.createObjectBuilder().add("reason", "the contract is over").build();
  }

  @Test
  @Order(1)
  void a_certificate_of_a_ca_that_is_not_trusted_ends_in_the_handshake() {
    assertThatThrownBy(() -> nothing(KEY, SHOWN)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  @Order(2)
  void once_the_root_is_added_it_gets_403_and_crp_log_says_why() throws IOException {
    Path root = Chain.pem(DIRECTORY.resolve("partner-root.pem"), List.of(CA.root()));

    assertThat(own.orElseThrow().trustRoot(root).text())
        .contains("trusted for client certificates: CN=Partner Root")
        .contains(digest(CA.root()).substring(0, 2).toUpperCase(java.util.Locale.ROOT) + ":");
    assertThat(own.orElseThrow().trustRoot(root).text()).contains("trusted already");

    assertThat(nothing(KEY, SHOWN).status()).isEqualTo(403);
    requireLogged("got 403", "the certificate is not registered", "CN=Partner Issuing");
    assertThat(site.items("audit?action=node.call&outcome=refused"))
        .anySatisfy(entry -> assertThat(entry.getString("reason")).contains("CN=" + DNS_NAME));
  }

  @Test
  @Order(3)
  void only_an_administrator_registers_and_never_under_scepters_own_ca() {
    JsonObject foreign = byIssuer(CA.root()).build();
    assertThat(site.withRole("operator").post("nodes", foreign).status()).isEqualTo(403);

    JsonAnswer answer = site.post("nodes", byIssuer(server.roots().get(0)).build());

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("issuer");
    assertThat(nothing(KEY, SHOWN).status()).isEqualTo(403);
  }

  private static JsonObject verified(Applicant applicant, PkiMessage message, String endpoint) {
    return point()
        .verify(
            RegistrationPoint.question(TEMPLATE, applicant.csr().der(), message, message.encoded())
                .add("endpoint", endpoint)
                .build())
        .expect(201)
        .json();
  }

  @Test
  @Order(4)
  void registered_by_issuer_and_name_it_asks_and_fetches_for_its_endpoint() {
    JsonObjectBuilder wanted = byIssuer(CA.root());
    terms("mscep").build().forEach(wanted::add);
    JsonObject made = site.post("nodes", wanted.build()).expect(201).json();
    assertThat(made.getString("publicUrl")).isEqualTo(PUBLIC_URL);
    assertThat(site.post("nodes", byIssuer(CA.root()).build()).status()).isEqualTo(409);

    Applicant applicant = Applicant.at(server);
    PkiMessage message = applicant.message();
    JsonObject answer = verified(applicant, message, "mscep");

    assertThat(answer.getString("verdict")).isEqualTo("authorised");
    X509Certificate issued =
        est()
            .enrol(TEMPLATE, Optional.of(answer.getString("authorisation")), applicant.csr().der())
            .expect(200)
            .certificates()
            .get(0);
    assertThat(issued.getPublicKey()).isEqualTo(applicant.key().getPublic());
    point().notifyOf("issued", RegistrationPoint.idIn(answer), message, issued).expect(204);
    assertThat(AuditLog.of(site).entriesFor(message.transactionId()))
        .allSatisfy(
            entry ->
                assertThat(entry.getString("actor"))
                    .isEqualTo("node:partner-1#" + digest(SHOWN.get(0)).substring(0, 16)));
    assertThat(site.items("audit?action=node.register"))
        .anySatisfy(
            entry ->
                assertThat(entry.getString("reason"))
                    .contains(digest(SHOWN.get(0)), "let in by the issuer registration"));
  }

  private static EstClient est() {
    return new EstClient(server.internal(), client(KEY, SHOWN));
  }

  private static void requireNotRegistered(JsonObject answer) {
    assertThat(answer.getString("verdict")).isEqualTo("refused");
    assertThat(answer.getString("reason")).isEqualTo("EndpointNotRegistered");
  }

  @Test
  @Order(5)
  void at_another_endpoint_it_gets_nothing_and_burns_nothing() {
    Applicant applicant = Applicant.at(server, "branch");
    PkiMessage message = applicant.message();

    requireNotRegistered(verified(applicant, message, "branch"));
    requireNotRegistered(
        point()
            .call(
                "Certificate/Poll",
                Json.createObjectBuilder()
                    .add("endpoint", "branch")
                    .add("transactionId", message.transactionId())
                    .add("signerKey", "0".repeat(64))
                    .build())
            .expect(200)
            .json());
    assertThat(
            point()
                .call(
                    "Certificate/Notify",
                    Json.createObjectBuilder()
                        .add("id", "0".repeat(32))
                        .add("endpoint", "branch")
                        .add("transactionId", message.transactionId())
                        .add("disposition", "refused")
                        .build())
                .expect(404)
                .json()
                .getString("title"))
        .isEqualTo("EndpointNotRegistered");

    requireLogged("EndpointNotRegistered: partner-1 is not registered for endpoint branch");
    assertThat(AuditLog.of(site).entriesFor(message.transactionId()))
        .extracting(entry -> entry.getString("action"))
        .contains("challenge.verify", "challenge.poll", "enrolment.notify");
    applicant.requireUntouched();
  }

  @Test
  @Order(6)
  void an_authorisation_for_an_endpoint_that_was_taken_away_brings_no_certificate() {
    site.put("nodes/partner-1", terms("mscep", "branch").build()).expect(200);
    Applicant applicant = Applicant.at(server, "branch");
    JsonObject answer = verified(applicant, applicant.message(), "branch");
    site.put("nodes/partner-1", terms("mscep").build()).expect(200);

    EstClient.Answer refused =
        est()
            .enrol(TEMPLATE, Optional.of(answer.getString("authorisation")), applicant.csr().der())
            .expect(422);

    assertThat(refused.text()).contains("EndpointNotRegistered");
    assertThat(applicant.certificates()).isZero();
  }

  private static List<String> urls(String profile) {
    return site.get("scep-profiles/" + profile)
        .expect(200)
        .json()
        .getJsonArray("ndesUrls")
        .getValuesAs(JsonString::getString);
  }

  @Test
  @Order(7)
  void profiles_send_devices_to_the_servers_that_serve_their_endpoint() {
    String here = site.profile().name();
    String branch = site.profile(site.profileJson().add("endpoint", "branch").build()).name();

    assertThat(urls(here)).containsExactly(PUBLIC_URL + "/certsrv/mscep/mscep.dll");
    assertThat(urls(branch)).containsExactly(server.https() + "/scep/branch");
    assertThat(site.deployedDevice().checkIn().url().toString()).startsWith(PUBLIC_URL);

    site.put("nodes/partner-1", terms("mscep", "branch").build()).expect(200);
    assertThat(urls(branch)).containsExactly(PUBLIC_URL + "/scep/branch");
    site.put(
            "nodes/partner-1",
            Json.createObjectBuilder().add("endpoints", SiteClient.array(List.of("mscep"))).build())
        .expect(200);
    assertThat(urls(here)).containsExactly(server.https() + "/certsrv/mscep/mscep.dll");
  }

  @Test
  @Order(7)
  void who_is_not_that_name_of_that_issuer_gets_403() {
    KeyPair key = TestKeys.rsa();
    assertThat(nothing(key, CA.issue(key, ForeignCa.Order.client("ndes-2.partner.test"))).status())
        .isEqualTo(403);
    SiteClient client = server.site();
    Enrolment thief =
        client
            .profile(
                client
                    .profileJson()
                    .add("subjectAltNames", SiteClient.array(List.of("DNS:" + DNS_NAME)))
                    .build())
            .deployedDevice()
            .enrol();
    List<X509Certificate> shown = new ArrayList<>(List.of(thief.certificate()));
    shown.addAll(server.scep().caCertificates().intermediates());

    assertThat(nothing(thief.key(), shown).status()).isEqualTo(403);

    requireLogged("it is not the partner-1 of issuer", "does not lead up to the registered issuer");
  }

  @Test
  @Order(8)
  void the_keys_of_the_ra_go_to_whom_an_administrator_gives_them_alone() {
    assertThat(point().keySets().expect(403).json().getString("detail")).contains("raKeys");
    assertThat(site.items("audit?action=ra.keys.hand-out&outcome=refused"))
        .anySatisfy(entry -> assertThat(entry.getString("reason")).startsWith("NotGiven"));
    JsonObject own = Json.createObjectBuilder().add("raKeys", false).build();
    assertThat(site.put("nodes/policy-module", own).status()).isEqualTo(422);

    JsonObject given = terms("mscep").add("raKeys", true).build();
    assertThat(site.put("nodes/partner-1", given).expect(200).json().getBoolean("raKeys")).isTrue();
    assertThat(point().keySets().expect(200).json().getJsonArray("keySets")).isNotEmpty();
    site.put("nodes/partner-1", terms("mscep").build()).expect(200);
    assertThat(point().keySets().status()).as("nothing was said of the keys").isEqualTo(200);

    JsonObject taken = terms("mscep").add("raKeys", false).build();
    site.put("nodes/partner-1", taken).expect(200);
    assertThat(point().keySets().status()).isEqualTo(403);
  }

  @Test
  @Order(8)
  void everything_is_listed() {
    JsonObject all = site.withRole("auditor").get("nodes").expect(200).json();

    assertThat(all.getJsonArray("servers").getValuesAs(JsonObject.class))
        .anySatisfy(
            each -> {
              assertThat(each.getString("name")).isEqualTo("partner-1");
              assertThat(each.getBoolean("inForce")).isTrue();
              assertThat(each.getJsonArray("endpoints").getString(0)).isEqualTo("mscep");
            });
    JsonObject issuer = all.getJsonArray("issuerRegistrations").getJsonObject(0);
    assertThat(issuer.getString("dnsName")).isEqualTo(DNS_NAME);
    assertThat(issuer.getString("issuer")).isEqualTo("CN=Partner Root");
    assertThat(all.getJsonArray("registrations").getValuesAs(JsonObject.class))
        .anySatisfy(
            each -> {
              assertThat(each.getString("sha256")).isEqualTo(digest(SHOWN.get(0)));
              assertThat(each.getString("issuerRegistration")).isEqualTo(issuer.getString("id"));
            });
  }

  @Test
  @Order(9)
  void ended_by_its_name_it_gets_403_from_the_next_call_on_and_for_good() {
    site.post("nodes/partner-1/end", reason()).expect(204);

    assertThat(nothing(KEY, SHOWN).status()).isEqualTo(403);
    requireLogged("got 403", "the registration of partner-1 was ended");
    KeyPair key = TestKeys.rsa();
    assertThat(nothing(key, CA.issue(key, ForeignCa.Order.client(DNS_NAME))).status())
        .as("another certificate of the name")
        .isEqualTo(403);
    assertThat(site.post("nodes/partner-1/end", reason()).status()).isEqualTo(409);
    assertThat(site.items("audit?action=node.end"))
        .hasSize(2)
        .allSatisfy(
            entry -> assertThat(entry.getString("reason")).contains("the contract is over"));

    site.post("nodes", byIssuer(CA.root()).build()).expect(201);
    assertThat(nothing(KEY, SHOWN).status()).as("the ended certificate").isEqualTo(403);
    assertThat(nothing(key, CA.issue(key, ForeignCa.Order.client(DNS_NAME))).status())
        .as("a new certificate")
        .isEqualTo(422);
  }

  @Test
  @Order(10)
  void a_server_is_registered_by_its_certificate_and_by_a_second_one() {
    KeyPair key = TestKeys.rsa();
    List<X509Certificate> first = CA.issue(key, ForeignCa.Order.client("ndes-3.partner.test"));
    List<X509Certificate> second = CA.issue(key, ForeignCa.Order.client("ndes-3.partner.test"));
    site.post(
            "nodes",
            Json.createObjectBuilder()
                .add("name", "partner-3")
                .add("certificate", pem(first.get(0)))
                .build())
        .expect(201);
    assertThat(nothing(key, first).status()).isEqualTo(422);
    assertThat(nothing(key, second).status()).isEqualTo(403);

    JsonObject next = Json.createObjectBuilder().add("certificate", pem(second.get(0))).build();
    site.post("nodes/partner-3/registrations", next).expect(201);
    assertThat(site.post("nodes/partner-3/registrations", next).status()).isEqualTo(409);
    assertThat(site.post("nodes/nobody/registrations", next).status()).isEqualTo(404);

    assertThat(nothing(key, second).status()).isEqualTo(422);
    site.post("nodes/" + digest(first.get(0)) + "/end", reason()).expect(204);
    assertThat(nothing(key, first).status()).isEqualTo(403);
    assertThat(nothing(key, second).status()).isEqualTo(422);
  }
}
