package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLReason;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Chain;
import org.scepter.testing.Command;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.JsonAnswer;
import org.scepter.testing.OnServer;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;

/** People revoke certificates, and the CRL says so to everybody (RFC 5280 §5). */
@OnServer
class RevocationIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  @TempDir private Path directory;
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();

  private Enrolment enrolled() {
    return site.deployedDevice().enrol();
  }

  private static JsonAnswer revoke(SiteClient by, String serial, String reason) {
    return by.post(
        "certificates/" + serial + "/revoke",
        Json.createObjectBuilder().add("reason", reason).build());
  }

  private X509CRLEntry entry(X509Certificate certificate) {
    Eventually.until(
        "the CRL names the certificate",
        PATIENCE,
        () -> PublishedCrl.of(server, certificate).crl().isRevoked(certificate));
    return PublishedCrl.of(server, certificate).crl().getRevokedCertificate(certificate);
  }

  private JsonObject shown(Enrolment enrolment) {
    return site.get("certificates/" + enrolment.serialHex()).expect(200).json();
  }

  private Command.Result verified(X509Certificate certificate) {
    return verified(
        certificate,
        "-crl_check",
        "-CRLfile",
        PublishedCrl.of(server, certificate).pem(directory.resolve("crl.pem")).toString());
  }

  private Command.Result verified(X509Certificate certificate, String... options) {
    CaCertificates ca = server.scep().caCertificates();
    List<String> command = new ArrayList<>(List.of("openssl", "verify"));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-CAfile",
            Chain.pem(directory.resolve("root.pem"), List.of(ca.root())).toString(),
            "-untrusted",
            Chain.pem(directory.resolve("issuing.pem"), ca.intermediates()).toString(),
            Chain.pem(directory.resolve("device.pem"), List.of(certificate)).toString()));
    return Command.run(directory, Map.of(), command);
  }

  @Test
  void openssl_refuses_a_revoked_certificate_and_lets_another_pass() {
    assumeThat(Command.exists("openssl")).as("openssl is installed").isTrue();
    Enrolment lost = enrolled();
    Enrolment kept = enrolled();
    assertThat(verified(lost.certificate()).exit()).as("before").isZero();

    revoke(site, lost.serialHex(), "keyCompromise").expect(204);
    entry(lost.certificate());

    Command.Result refused = verified(lost.certificate());
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.text() + refused.err()).contains("certificate revoked");
    verified(kept.certificate()).expectSuccess();
  }

  @Test
  void openssl_finds_in_a_delta_what_the_full_crl_that_it_holds_does_not_say() throws Exception {
    assumeThat(Command.exists("openssl")).as("openssl is installed").isTrue();
    Enrolment lost = enrolled();
    Enrolment kept = enrolled();
    PublishedCrl held = PublishedCrl.of(server, lost.certificate());
    revoke(site, lost.serialHex(), "keyCompromise").expect(204);
    entry(lost.certificate());

    PublishedCrl delta = held.delta(server);
    assertThat(delta.number())
        .isEqualTo(PublishedCrl.of(server, lost.certificate()).number())
        .isGreaterThan(held.number());
    Path both = directory.resolve("both.pem");
    Files.writeString(
        both,
        Files.readString(held.pem(directory.resolve("full.pem")))
            + Files.readString(delta.pem(directory.resolve("delta.pem"))));
    String[] options = {"-crl_check", "-use_deltas", "-CRLfile", both.toString()};

    Command.Result refused = verified(lost.certificate(), options);
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.text() + refused.err()).contains("certificate revoked");
    verified(kept.certificate(), options).expectSuccess();
  }

  @Test
  void gnutls_reads_full_and_delta_crl_and_refuses_a_revoked_certificate() throws Exception {
    Command.need("certtool");
    Enrolment lost = enrolled();
    Enrolment kept = enrolled();
    revoke(site, lost.serialHex(), "superseded").expect(204);
    entry(lost.certificate());
    PublishedCrl full = PublishedCrl.of(server, lost.certificate());
    String issuing =
        Chain.pem(directory.resolve("issuing.pem"), server.scep().caCertificates().intermediates())
            .toString();
    for (PublishedCrl each : List.of(full, full.delta(server))) {
      String file = each.pem(directory.resolve("crl.pem")).toString();
      Command.Result verified =
          certtool("--verify-crl", "--load-ca-certificate", issuing, "--infile", file);
      assertThat(verified.expectSuccess().text()).contains("Verified");
      assertThat(certtool("--crl-info", "--infile", file).expectSuccess().text())
          .containsIgnoringCase(lost.serialHex());
    }
    assertThat(chained(lost, full).text()).containsIgnoringCase("revoked");
    assertThat(chained(kept, full).expectSuccess().text())
        .contains("Chain verification output: Verified. The certificate is trusted.");
  }

  private Command.Result certtool(String... options) {
    List<String> command = new ArrayList<>(List.of("certtool"));
    command.addAll(List.of(options));
    return Command.run(directory, Map.of(), command);
  }

  private Command.Result chained(Enrolment enrolment, PublishedCrl crl) {
    CaCertificates ca = server.scep().caCertificates();
    return certtool(
        "--verify",
        "--load-ca-certificate",
        Chain.pem(directory.resolve("root.pem"), List.of(ca.root())).toString(),
        "--load-crl",
        crl.pem(directory.resolve("crl.pem")).toString(),
        "--infile",
        Chain.pem(
                directory.resolve("chain.pem"),
                Stream.concat(Stream.of(enrolment.certificate()), ca.intermediates().stream())
                    .toList())
            .toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/crl/issuing.crl", "/crl/issuing-delta.crl", "/crl/root.crl"})
  void a_cache_may_keep_a_crl_for_a_while_and_ask_whether_it_is_still_the_one(String path)
      throws Exception {
    HttpResponse<byte[]> first = get(path);
    assertThat(first.statusCode()).isEqualTo(200);
    Matcher age =
        Pattern.compile("max-age=([0-9]+)")
            .matcher(first.headers().firstValue("Cache-Control").orElseThrow());
    assertThat(age.find()).isTrue();
    assertThat(Integer.parseInt(age.group(1))).isBetween(1, 3600);
    Instant expires = date(first, "Expires");
    assertThat(expires).isBetween(Instant.now(), Instant.now().plusSeconds(3601));
    assertThat(date(first, "Last-Modified")).isBefore(Instant.now().plusSeconds(1));

    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    assertThat(
            get(path, "If-Modified-Since", first.headers().firstValue("Last-Modified").get())
                .statusCode())
        .isEqualTo(304);
  }

  private static Instant date(HttpResponse<?> answer, String header) {
    return Instant.from(
        DateTimeFormatter.RFC_1123_DATE_TIME.parse(
            answer.headers().firstValue(header).orElseThrow()));
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.http() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.client().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "keyCompromise, KEY_COMPROMISE",
    "affiliationChanged, AFFILIATION_CHANGED",
    "superseded, SUPERSEDED",
    "cessationOfOperation, CESSATION_OF_OPERATION",
    "privilegeWithdrawn, PRIVILEGE_WITHDRAWN",
  })
  void the_crl_says_why_and_since_when(String reason, CRLReason expected) {
    Enrolment enrolment = enrolled();
    Instant before = Instant.now().minusSeconds(1);

    revoke(site, enrolment.serialHex(), reason).expect(204);

    X509CRLEntry entry = entry(enrolment.certificate());
    assertThat(entry.getRevocationReason()).isEqualTo(expected);
    assertThat(entry.getRevocationDate().toInstant())
        .isBetween(before, Instant.now().plusSeconds(1));
  }

  @Test
  void a_reason_that_says_nothing_is_left_out_of_the_crl() {
    Enrolment enrolment = enrolled();

    revoke(site, enrolment.serialHex(), "unspecified").expect(204);

    assertThat(entry(enrolment.certificate()).hasExtensions()).isFalse();
  }

  @Test
  void the_crl_that_names_it_is_a_newer_one_of_the_same_ca() throws Exception {
    Enrolment enrolment = enrolled();
    X509Certificate certificate = enrolment.certificate();
    PublishedCrl before = PublishedCrl.of(server, certificate);

    revoke(site, enrolment.serialHex(), "keyCompromise").expect(204);
    entry(certificate);

    PublishedCrl after = PublishedCrl.of(server, certificate);
    assertThat(after.number()).isGreaterThan(before.number());
    after.crl().verify(server.scep().caCertificates().issuerOf(certificate).getPublicKey());
    assertThat(after.crl().getNextUpdate().toInstant()).isAfter(Instant.now());
  }

  @Test
  void the_book_shows_it() {
    Enrolment enrolment = enrolled();
    assertThat(shown(enrolment).getString("state")).isEqualTo("issued");
    assertThat(shown(enrolment)).doesNotContainKeys("revokedAt", "revocationReason");

    revoke(site, enrolment.serialHex(), "privilegeWithdrawn").expect(204);

    JsonObject shown = shown(enrolment);
    assertThat(shown.getString("state")).isEqualTo("revoked");
    assertThat(shown.getString("revocationReason")).isEqualTo("privilegeWithdrawn");
    assertThat(Instant.parse(shown.getString("revokedAt"))).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void it_is_written_down_who_revoked_what_and_why() {
    Enrolment enrolment = enrolled();

    revoke(SiteClient.withPassword(server), enrolment.serialHex(), "keyCompromise").expect(204);

    assertThat(AuditLog.of(site).entries())
        .filteredOn(each -> each.getString("action").equals("certificate.revoke"))
        .filteredOn(each -> each.getString("object").contains(enrolment.serialHex()))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.getString("actor")).isEqualTo("admin");
              assertThat(each.getString("reason")).contains("keyCompromise");
            });
  }

  @Test
  void an_operator_may_and_an_auditor_may_not() {
    Enrolment enrolment = enrolled();

    revoke(site.withRole("auditor"), enrolment.serialHex(), "keyCompromise").expect(403);
    assertThat(shown(enrolment).getString("state")).isEqualTo("issued");
    revoke(site.withRole("operator"), enrolment.serialHex(), "keyCompromise").expect(204);
  }

  @Test
  void once_is_enough_and_the_first_reason_stays() {
    Enrolment enrolment = enrolled();
    revoke(site, enrolment.serialHex(), "keyCompromise").expect(204);

    revoke(site, enrolment.serialHex(), "unspecified").expect(409);

    assertThat(shown(enrolment).getString("revocationReason")).isEqualTo("keyCompromise");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "7fffffffffffffffffffffffffffffffffffffff", "no-number"})
  void what_is_not_in_the_book_cannot_be_revoked(String serial) {
    revoke(site, serial, "keyCompromise").expect(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificateHold", "removeFromCRL", "cACompromise", "KeyCompromise", ""})
  void only_reasons_that_fit_a_device_and_are_final_are_taken(String reason) {
    Enrolment enrolment = enrolled();

    revoke(site, enrolment.serialHex(), reason).expect(422);

    assertThat(shown(enrolment).getString("state")).isEqualTo("issued");
  }

  @Test
  void the_certificates_that_scepter_works_with_are_not_revoked_here() {
    String serial = server.scep().caCertificates().signing().getSerialNumber().toString(16);

    revoke(site, serial, "keyCompromise").expect(409);
  }
}
