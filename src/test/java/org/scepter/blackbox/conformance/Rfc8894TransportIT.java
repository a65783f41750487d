package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.testing.scep.FailInfo.BAD_REQUEST;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Applicant;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Digest;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;

/** HTTP around the messages, and the operations without one (RFC 8894 §3.5, §4, §5.2, §7). */
@OnServer
class Rfc8894TransportIT {
  private static final Set<String> KEYWORDS =
      Set.of(
          "AES",
          "DES3",
          "GetNextCACert",
          "POSTPKIOperation",
          "Renewal",
          "SHA-1",
          "SHA-256",
          "SHA-512",
          "SCEPStandard",
          // no keyword of the RFC; strongSwan knows it (ADR 0032)
          "SHA-384");

  private final TestServer server = TestServer.running();
  private final ScepClient scep = server.scep();

  // §3.5.2
  @Test
  void the_capabilities_are_one_keyword_a_line_in_exact_case() {
    HttpResponse<byte[]> answer = scep.get("operation=GetCACaps");

    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    List<String> lines = new String(answer.body(), StandardCharsets.US_ASCII).lines().toList();
    assertThat(lines).isSubsetOf(KEYWORDS).doesNotHaveDuplicates();
  }

  // §3.5.2: AES, POST, SHA-256 and all that §2.9 asks for
  @Test
  void scep_standard_is_advertised_with_what_it_stands_for() {
    assertThat(scep.capabilities())
        .contains("SCEPStandard", "AES", "POSTPKIOperation", "SHA-256", "Renewal");
  }

  // §3.5.1: anybody may ask, and by plain HTTP
  @Test
  void the_capabilities_need_no_authentication() {
    assertThat(server.scep(server.http(), TestServer.MSCEP).capabilities())
        .isEqualTo(scep.capabilities());
  }

  // §4.2.1.2: with RA certificates always degenerate, here never a single certificate (ADR 0032)
  @Test
  void get_ca_cert_gives_the_ra_and_the_chain_as_a_degenerate_signed_data() {
    HttpResponse<byte[]> answer = scep.get("operation=GetCACert");

    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/x-x509-ca-ra-cert");
    CaCertificates ca = CaCertificates.parse(answer.body());
    assertThat(ca.all())
        .contains(ca.signing(), ca.encryption(), ca.root())
        .containsAll(ca.intermediates());
  }

  // §4.2: draft-nourse-scep's name of the CA
  @ParameterizedTest
  @ValueSource(strings = {"", "&message=", "&message=CAIdentifier", "&message=Example%20CA"})
  void get_ca_cert_takes_any_name_of_the_ca(String message) {
    assertThat(scep.get("operation=GetCACert" + message).body())
        .isEqualTo(scep.get("operation=GetCACert").body());
  }

  // §4.1, §4.3
  @Test
  void a_message_comes_by_post_and_is_answered_as_a_pki_message() {
    Applicant applicant = Applicant.at(server);
    HttpResponse<byte[]> answer = scep.postRaw(applicant.message().encoded());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-pki-message");
  }

  // §4.1: many clients leave the type out
  @Test
  void a_message_comes_by_post_without_a_content_type() {
    Applicant applicant = Applicant.at(server);

    applicant.requireCertificate(scep.postWithoutType(applicant.message()));
  }

  private static Named<UnaryOperator<String>> form(String name, UnaryOperator<String> form) {
    return Named.of(name, form);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static Stream<Named<UnaryOperator<String>>> formsOfBase64() {
    return Stream.of(
        form("percent-escaped", Rfc8894TransportIT::escaped),
        form("escaped in lower case", text -> escaped(text).replace("%2B", "%2b")),
        form("plus signs and slashes bare", text -> text.replace("=", "%3D")),
        form("padding bare", text -> text),
        form("without padding", text -> escaped(text.replace("=", ""))),
        form("in lines", text -> escaped(text.replaceAll("(.{64})", "$1\n"))),
        form("escaped twice", text -> escaped(escaped(text))));
  }

  // §4.1: base64 and percent-escaped, and what clients and proxies make of it
  @ParameterizedTest(name = "{0}")
  @MethodSource("formsOfBase64")
  void a_message_comes_by_get_in_base64(UnaryOperator<String> form) {
    Applicant applicant = Applicant.at(server);
    PkiMessage message = applicant.message();

    HttpResponse<byte[]> answer =
        scep.getRaw(form.apply(Base64.getEncoder().encodeToString(message.encoded())));

    applicant.requireCertificate(
        CertRep.open(answer.body(), message, scep.caCertificates().signing()));
  }

  // §4.1: base64, not base64url
  @Test
  void a_message_in_the_alphabet_of_urls_is_not_base64() {
    Applicant applicant = Applicant.at(server);
    String text = Base64.getEncoder().encodeToString(applicant.message().padding(300).encoded());
    assertThat(text).containsPattern("[+/]");

    assertThat(scep.getRaw(text.replace('+', '-').replace('/', '_')).statusCode()).isEqualTo(400);
    applicant.requireUntouched();
  }

  // §4.1
  @Test
  void get_and_post_of_one_message_are_answered_alike() {
    Applicant applicant = Applicant.at(server);
    PkiMessage message = applicant.message();

    assertThat(scep.get(message).certificate()).isEqualTo(scep.post(message).certificate());
  }

  // §4.1: long queries; up to 65,534 bytes RequestSizeIT asks each listener
  @Test
  void a_message_of_forty_kilobytes_comes_by_get() {
    Applicant applicant = Applicant.at(server);
    PkiMessage message = applicant.message();
    message.padding(30_000 - message.encoded().length);

    applicant.requireCertificate(scep.get(message));
  }

  // §5.2: a client that lost the answer begins anew
  @Test
  void a_lost_success_is_had_again_by_a_new_request() {
    Applicant applicant = Applicant.at(server);
    Enrolment lost = applicant.enrol();
    PkiMessage again = applicant.message();
    assertThat(again.transactionId()).isNotEqualTo(lost.message().transactionId());

    assertThat(scep.post(again).certificate()).isEqualTo(lost.certificate());
    assertThat(applicant.certificates()).isOne();
  }

  // §7
  @Test
  void plain_http_is_enough_and_https_is_no_excuse_for_a_missing_challenge() {
    Applicant plain =
        Applicant.of(server.scep(server.http(), TestServer.MSCEP), server.site().deployedDevice());
    plain.requireCertificate(plain.scep().post(plain.message()));
    Applicant https = Applicant.at(server);

    https.requireRefused(https.message(https.csr().withoutChallenge()), BAD_REQUEST);
  }

  // §7: signing and decrypting with one key is undesirable
  @Test
  void the_ca_and_the_ra_have_a_key_for_each_purpose() {
    CaCertificates ca = scep.caCertificates();
    List<PublicKey> keys = new ArrayList<>();
    ca.all().forEach(each -> keys.add(each.getPublicKey()));

    assertThat(keys).doesNotHaveDuplicates().contains(ca.signing().getPublicKey());
  }

  // §7: SHA-1 is tolerable in a message and nowhere else
  @Test
  void a_request_in_sha_1_gets_a_certificate_in_sha_2() {
    Applicant applicant = Applicant.at(server);

    CertRep answer = scep.post(applicant.message().digest(Digest.SHA1));

    assertThat(applicant.requireCertificate(answer).getSigAlgName()).startsWith("SHA256");
  }
}
