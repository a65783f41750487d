package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObjectBuilder;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.ContentCipher;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.Digest;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * Several endpoints on one server, each speaking to its kind of device. The build's settings of the
 * test server make them.
 */
@OnServer
class EndpointsIT {
  private final TestServer server = TestServer.running();
  private final KeyPair key = TestKeys.rsa();

  private ScepClient scep(String endpoint) {
    return server.scep(server.https(), "/scep/" + endpoint);
  }

  private Policy policyAt(String endpoint) {
    JsonObjectBuilder profile = server.site().profileJson().add("endpoint", endpoint);
    return server.site().profile(profile.build()).deployedDevice().checkIn();
  }

  private PkiMessage message(String endpoint, Policy policy, Csr csr) {
    return PkiMessage.pkcsReq(
        csr,
        scep(endpoint).caCertificates().encryption(),
        Signer.selfSigned(key, policy.subject()));
  }

  private PkiMessage messageAt(String endpoint) {
    Policy policy = policyAt(endpoint);
    return message(endpoint, policy, policy.csr(key));
  }

  @ParameterizedTest
  @CsvSource({
    "apple, 2",
    "windows, 3",
    "android, 3",
    "cisco, 2",
    "juniper, 1",
    "printer, 2",
  })
  void each_kind_of_device_gets_the_certificates_that_it_can_take(String endpoint, int expected) {
    CertRep answer = scep(endpoint).get(messageAt(endpoint));

    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
    assertThat(answer.certificates()).hasSize(expected);
    for (int i = 1; i < expected; i++) {
      assertThat(answer.certificates().get(i).getSubjectX500Principal())
          .as("nearest issuer first")
          .isEqualTo(answer.certificates().get(i - 1).getIssuerX500Principal());
    }
  }

  @Test
  void a_trustpoint_of_cisco_ios_is_given_one_ca() {
    assertThat(scep("cisco").caCertificates().all())
        .containsExactlyElementsOf(scep("android").caCertificates().all().subList(0, 3));
  }

  @Test
  void single_des_is_opened_where_cisco_ios_calls_and_never_answered() {
    CertRep answer = scep("cisco").post(messageAt("cisco").cipher(ContentCipher.DES));

    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
  }

  @Test
  void md5_is_taken_where_cisco_ios_calls_and_never_answered() {
    CertRep answer = scep("cisco").post(messageAt("cisco").digest(Digest.MD5));

    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
  }

  @ParameterizedTest
  @ValueSource(strings = {"apple", "windows", "android", "juniper", "strict"})
  void single_des_is_refused_elsewhere(String endpoint) {
    CertRep answer = scep(endpoint).post(messageAt(endpoint).cipher(ContentCipher.DES));

    assertThat(answer.failInfo()).contains(0);
  }

  @Test
  void an_endpoint_without_old_algorithms_neither_shows_nor_takes_them() {
    assertThat(scep("strict").capabilities()).doesNotContain("SHA-1", "DES3");

    assertThat(scep("strict").post(messageAt("strict").digest(Digest.SHA1)).failInfo()).contains(0);
    assertThat(scep("strict").post(messageAt("strict").cipher(ContentCipher.DES3)).failInfo())
        .contains(0);
    assertThat(scep("strict").post(messageAt("strict")).isSuccess()).isTrue();
  }

  @Test
  void ios_18_finds_a_modern_digest_and_cipher() {
    assertThat(scep("apple").capabilities()).contains("SHA-256", "AES").doesNotContain("SHA-1");
  }

  @Test
  void a_printer_sees_what_ndes_2008_showed_and_enrols_by_get() {
    assertThat(scep("printer").capabilities())
        .containsExactlyInAnyOrder("Renewal", "SHA-512", "SHA-256", "SHA-1", "DES3");

    PkiMessage message = messageAt("printer").digest(Digest.SHA1).cipher(ContentCipher.DES3);
    assertThat(scep("printer").get(message).isSuccess()).isTrue();
  }

  @Test
  void an_endpoint_as_ndes_2008_was_takes_no_post() {
    PkiMessage message = messageAt("getonly");

    assertThat(scep("getonly").capabilities()).doesNotContain("POSTPKIOperation", "SCEPStandard");
    assertThat(scep("getonly").postRaw(message.encoded()).statusCode()).isEqualTo(405);
    assertThat(scep("getonly").get(message).isSuccess()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scep/juniper",
        "/SCEP/Juniper/",
        "/scep/juniper/pkiclient.exe",
        "/scep//juniper/PKIClient.exe/"
      })
  void an_endpoint_answers_under_every_form_of_its_path(String path) {
    ScepClient scep = server.scep(server.https(), path);

    assertThat(scep.capabilities()).contains("POSTPKIOperation");
    CertRep answer = scep.post(messageAt("juniper"));
    assertThat(answer.certificates()).hasSize(1);
  }

  @Test
  void cisco_ios_finds_its_endpoint_at_the_path_that_it_takes_unless_told() {
    ScepClient scep = server.scep(server.http(), "/cgi-bin/pkiclient.exe");

    CertRep answer = scep.get(messageAt("cisco").digest(Digest.MD5).cipher(ContentCipher.DES));

    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
  }

  @Test
  void each_endpoint_has_its_own_templates() {
    JsonObjectBuilder profile =
        server
            .site()
            .profileJson()
            .add("endpoint", "signing")
            .add("templateName", "ScepterDeviceSignature")
            .add("keyUsage", SiteClient.array(List.of("digitalSignature")));
    Policy policy = server.site().profile(profile.build()).deployedDevice().checkIn();

    CertRep answer =
        scep("signing")
            .post(message("signing", policy, policy.csr(key).keyUsage(Csr.NO_KEY_USAGE)));

    assertThat(answer.certificate().getKeyUsage()[0]).isTrue();
    assertThat(answer.certificate().getKeyUsage()[2]).isFalse();
  }

  @Test
  void an_endpoint_without_authority_informs_and_issues_nothing() {
    Policy policy = policyAt("juniper");

    CertRep answer = scep("closed").post(message("closed", policy, policy.csr(key)));

    assertThat(scep("closed").getBare().statusCode()).isEqualTo(200);
    assertThat(answer.failInfoText()).contains("this endpoint issues nothing to this request");
  }

  @Test
  void the_next_ca_is_not_given_out_while_there_is_none() {
    assertThat(scep("juniper").capabilities()).doesNotContain("GetNextCACert");
    assertThat(scep("juniper").get("operation=GetNextCACert").statusCode()).isEqualTo(404);
  }
}
