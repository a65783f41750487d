package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Command;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OcspClient;
import org.scepter.testing.OcspRequests;
import org.scepter.testing.OnServer;
import org.scepter.testing.RawHttp;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.scep.CaCertificates;

/** Anyone may ask how a certificate stands (RFC 6960, RFC 5019). */
@OnServer
class OcspIT {
  private static final byte[] MALFORMED = {0x30, 3, 0x0a, 1, 1};
  private static final byte[] UNAUTHORIZED = {0x30, 3, 0x0a, 1, 6};
  @TempDir private Path directory;
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();
  private final CaCertificates ca = server.scep().caCertificates();
  private final X509Certificate issuing = ca.intermediates().get(0);
  private final OcspClient ocsp = OcspClient.of(server, issuing, ca.root());

  private Enrolment enrolled() {
    return site.deployedDevice().enrol();
  }

  private void revoke(Enrolment enrolment, String reason) {
    site.post(
            "certificates/" + enrolment.serialHex() + "/revoke",
            Json.createObjectBuilder().add("reason", reason).build())
        .expect(204);
  }

  @Test
  void a_certificate_names_the_responder_and_a_cas_does_not() {
    assertThat(OcspClient.address(enrolled().certificate()))
        .isEqualTo(URI.create(server.http() + "/ocsp"));
    assertThat(OcspClient.address(ca.signing())).isEqualTo(URI.create(server.http() + "/ocsp"));
    assertThat(issuing.getExtensionValue("1.3.6.1.5.5.7.1.1")).isNotNull();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> OcspClient.address(issuing))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-nonce", "-no_nonce"})
  void openssl_sees_a_good_certificate_be_revoked(String nonce) {
    Command.need("openssl");
    Enrolment enrolment = enrolled();
    Command.Result good = ocsp.openssl(directory, enrolment.certificate(), nonce);
    assertThat(good.text()).contains(": good");
    assertThat(good.err()).contains("Response verify OK").doesNotContain("WARNING");

    revoke(enrolment, "keyCompromise");

    Command.Result revoked = ocsp.openssl(directory, enrolment.certificate(), nonce);
    assertThat(revoked.text()).contains(": revoked", "Reason: keyCompromise");
    assertThat(revoked.err()).contains("Response verify OK");
  }

  @Test
  void openssl_may_ask_about_several_and_name_the_issuer_by_another_digest() {
    Command.need("openssl");
    Enrolment enrolment = enrolled();

    Command.Result answer =
        ocsp.openssl(
            directory,
            enrolment.certificate(),
            "-sha256",
            "-serial",
            "0x1234567890",
            "-sha1",
            "-serial",
            ca.encryption().getSerialNumber().toString());

    assertThat(answer.err()).contains("Response verify OK");
    assertThat(answer.text())
        .contains("0x1234567890: unknown")
        .contains(ca.encryption().getSerialNumber() + ": good")
        .contains("device.pem: good");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nonce", "--no-nonce"})
  void gnutls_sees_a_good_certificate_be_revoked(String nonce) {
    Command.need("ocsptool");
    Enrolment enrolment = enrolled();
    Command.Result good = ocsp.gnutls(directory, enrolment.certificate(), nonce).expectSuccess();
    assertThat(good.text() + good.err())
        .contains("Certificate Status: good")
        .contains("Verifying OCSP Response: Success");

    revoke(enrolment, "superseded");

    Command.Result revoked = ocsp.gnutls(directory, enrolment.certificate(), nonce);
    assertThat(revoked.text() + revoked.err()).contains("Certificate Status: revoked");
  }

  private byte[] about(Enrolment enrolment, byte... nonce) {
    return OcspRequests.about(issuing, enrolment.certificate().getSerialNumber(), nonce);
  }

  @Test
  void get_and_post_give_the_same_signed_answer_until_the_certificate_is_revoked() {
    Enrolment enrolment = enrolled();
    HttpResponse<byte[]> posted = ocsp.post(about(enrolment));
    assertThat(posted.statusCode()).isEqualTo(200);
    assertThat(posted.headers().firstValue("Content-Type")).contains("application/ocsp-response");
    assertThat(ocsp.get(about(enrolment)).body()).isEqualTo(posted.body());
    assertThat(ocsp.get(about(enrolment)).body()).isEqualTo(posted.body());

    revoke(enrolment, "superseded");

    assertThat(ocsp.get(about(enrolment)).body()).isNotEqualTo(posted.body());
  }

  @Test
  void a_get_may_have_its_base64_as_it_is() {
    byte[] request = about(enrolled());
    String target = "/ocsp/" + Base64.getEncoder().encodeToString(request);

    RawHttp.Answer answer =
        RawHttp.get(server.http(), Tls.trusting(server.roots()), target, Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.head()).contains("application/ocsp-response");
    assertThat(ocsp.get(request).body().length).isGreaterThan(500);
  }

  @Test
  void a_cache_may_keep_an_answer_until_its_next_update_and_no_refusal() {
    byte[] request = about(enrolled());
    HttpResponse<byte[]> first = ocsp.get(request);
    String control = first.headers().firstValue("Cache-Control").orElseThrow();
    Matcher age = Pattern.compile("max-age=([0-9]+)").matcher(control);
    assertThat(age.find()).isTrue();
    assertThat(Integer.parseInt(age.group(1))).isBetween(1, 3600);
    assertThat(control).contains("public", "no-transform", "must-revalidate");
    assertThat(date(first, "Last-Modified")).isBefore(Instant.now().plusSeconds(1));
    assertThat(date(first, "Expires")).isAfter(Instant.now().plusSeconds(3600));
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(ocsp.get(request, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(ocsp.get(request, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);

    HttpResponse<byte[]> refused = ocsp.get(new byte[] {1, 2, 3});
    assertThat(refused.body()).isEqualTo(MALFORMED);
    assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
  }

  private static Instant date(HttpResponse<?> answer, String header) {
    return Instant.from(
        DateTimeFormatter.RFC_1123_DATE_TIME.parse(
            answer.headers().firstValue(header).orElseThrow()));
  }

  @Test
  void each_nonce_has_an_answer_of_its_own() {
    Enrolment enrolment = enrolled();
    byte[] one = ocsp.post(about(enrolment, (byte) 1)).body();

    assertThat(ocsp.post(about(enrolment, (byte) 2)).body()).isNotEqualTo(one);
    assertThat(ocsp.post(about(enrolment, new byte[128])).body().length)
        .isGreaterThan(one.length + 100);
    assertThat(ocsp.post(about(enrolment, new byte[129])).body()).isEqualTo(MALFORMED);
  }

  @Test
  void what_is_malformed_too_long_or_about_others_is_refused_in_words_of_ocsp() {
    byte[] request = about(enrolled());
    byte[] cut = java.util.Arrays.copyOf(request, request.length - 1);
    for (byte[] each : List.of(new byte[0], new byte[] {0x30, 0}, cut, new byte[1_000_000])) {
      HttpResponse<byte[]> answer = ocsp.post(each);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(MALFORMED);
    }
    assertThat(ocsp.post(OcspRequests.about(ca.root(), BigInteger.TEN)).body())
        .isEqualTo(UNAUTHORIZED);
    assertThat(ocsp.get(new byte[0]).statusCode()).isIn(200, 404, 405);
  }

  @Test
  void the_responders_own_certificate_is_shown_with_the_others_that_renew_themselves() {
    assertThat(site.items("infrastructure-certificates"))
        .filteredOn(each -> each.getString("name").equals("ocsp-issuing"))
        .singleElement()
        .satisfies(each -> assertThat(each.getString("renewedBy")).isEqualTo("itself"));
  }

  @Test
  void it_answers_on_the_public_listeners_alone() {
    Tls nobody = Tls.trusting(server.roots());
    String target = "/ocsp/" + Base64.getEncoder().encodeToString(about(enrolled()));
    assertThat(RawHttp.get(server.https(), nobody, target, Map.of()).status()).isEqualTo(200);
    assertThat(RawHttp.get(server.internal(), nobody, target, Map.of()).status()).isEqualTo(403);
  }
}
