package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RawHttp;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** The registration point's face: shut to everyone but a registered policy module. */
@OnServer
class RegistrationPointIT {
  private final TestServer server = TestServer.running();
  private final Tls nobody = Tls.trusting(server.roots());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/CMCertificateRegistration",
        "/CMCertificateRegistration/",
        "/CMCertificateRegistration/Certificate/VerifyRequest",
        "/cmcertificateregistration"
      })
  void a_browser_without_a_certificate_is_forbidden_on_every_listener(String path) {
    for (URI listener : List.of(server.http(), server.https(), server.internal())) {
      int status = RawHttp.get(listener, nobody, path, Map.of()).status();
      // Another case is another path; it may be unknown, but never open.
      assertThat(status).as("%s%s", listener, path).isIn(path.startsWith("/CM") ? 403 : 404, 403);
    }
  }

  @Test
  void forged_headers_open_nothing_on_any_listener() {
    String certificate =
        java.util.Base64.getEncoder()
            .encodeToString(
                server
                    .text("certmgr.box/crp.cer")
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("X-Forwarded-Port", Integer.toString(server.internal().getPort()));
    forged.put("X-Forwarded-Proto", "https");
    forged.put("X-Forwarded-For", "127.0.0.1");
    forged.put("X-Forwarded-Host", "localhost:" + server.internal().getPort());
    forged.put("Forwarded", "for=127.0.0.1;proto=https;host=localhost");
    forged.put("SSL_CLIENT_CERT", certificate);
    forged.put("X-SSL-Client-Cert", certificate);
    forged.put("X-ARR-ClientCert", certificate);
    forged.put("X-Client-Cert", certificate);
    forged.put("Client-Cert", ":" + certificate + ":");
    forged.put("Proxy-auth-cert", certificate);
    forged.put("Proxy-keysize", "256");
    for (URI listener : List.of(server.http(), server.https(), server.internal())) {
      assertThat(RawHttp.get(listener, nobody, "/CMCertificateRegistration", forged).status())
          .as("%s", listener)
          .isEqualTo(403);
    }
  }

  @Test
  void a_forged_host_opens_nothing() {
    String internal = server.internal().getAuthority();
    for (URI listener : List.of(server.http(), server.https())) {
      assertThat(
              RawHttp.get(
                      listener,
                      nobody,
                      "https://" + internal + "/CMCertificateRegistration",
                      Map.of())
                  .status())
          .as("%s", listener)
          .isIn(400, 403);
    }
  }

  @Test
  void the_policy_modules_certificate_opens_nothing_on_the_public_listener() {
    RegistrationPoint elsewhere = RegistrationPoint.at(server, server.https());

    assertThat(elsewhere.call("Certificate/VerifyRequest", JsonObject.EMPTY_JSON_OBJECT).status())
        .isEqualTo(403);
  }

  @Test
  void an_untrusted_certificate_ends_the_handshake() {
    Signer stranger = Signer.selfSigned(TestKeys.rsa(), "CN=policy-module");
    RegistrationPoint point =
        new RegistrationPoint(
            server.internal(),
            server.client(nobody.showing(stranger.key(), List.of(stranger.certificate()))));

    assertThatThrownBy(() -> point.call("Certificate/VerifyRequest", JsonObject.EMPTY_JSON_OBJECT))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void a_certificate_that_was_forged_in_the_cas_name_ends_the_handshake() {
    X509Certificate ca = server.scep().caCertificates().intermediates().get(0);
    Signer forger = Signer.inTheNameOf(ca, TestKeys.rsa(), BigInteger.TEN);
    RegistrationPoint point =
        new RegistrationPoint(
            server.internal(),
            server.client(nobody.showing(forger.key(), List.of(forger.certificate(), ca))));

    assertThatThrownBy(() -> point.call("Certificate/VerifyRequest", JsonObject.EMPTY_JSON_OBJECT))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void a_trusted_but_unregistered_certificate_is_forbidden() {
    Enrolment enrolment = server.site().deployedDevice().enrol();
    List<java.security.cert.X509Certificate> chain =
        new java.util.ArrayList<>(List.of(enrolment.certificate()));
    chain.addAll(server.scep().caCertificates().intermediates());
    RegistrationPoint point =
        new RegistrationPoint(
            server.internal(), server.client(nobody.showing(enrolment.key().getPrivate(), chain)));

    assertThat(point.call("Certificate/VerifyRequest", JsonObject.EMPTY_JSON_OBJECT).status())
        .isEqualTo(403);
  }

  @Test
  void a_true_answer_is_signed_by_the_exported_key() throws Exception {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();

    JsonObject answer =
        RegistrationPoint.of(server)
            .verify(policy, policy.csr(key), policy.message(server, key))
            .expect(201)
            .json();

    assertThat(answer.getString("verdict")).isEqualTo("authorised");
    byte[] authorisation = java.util.Base64.getDecoder().decode(answer.getString("authorisation"));
    assertThat(authorisation.length).isLessThanOrEqualTo(8192);
    CMSSignedData signed = new CMSSignedData(authorisation);
    SignerInformation signer = signed.getSignerInfos().getSigners().iterator().next();
    assertThat(
            signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder()
                    .build(
                        CaCertificates.certificate(
                            java.nio.file.Files.readAllBytes(
                                server.home().resolve("certmgr.box/crp.cer"))))))
        .isTrue();
    assertThat(
            new String(
                (byte[]) signed.getSignedContent().getContent(),
                java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains(device.name())
        .doesNotContain(policy.requireChallenge());
  }

  @Test
  void a_challenge_is_bound_by_the_first_question_and_its_key_may_go_on() {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    RegistrationPoint point = RegistrationPoint.of(server);
    point.verify(policy, policy.csr(key), policy.message(server, key)).expect(201);

    KeyPair other = TestKeys.rsa();
    JsonObject refused =
        point.verify(policy, policy.csr(other), policy.message(server, other)).expect(201).json();
    assertThat(refused.getString("verdict")).isEqualTo("refused");
    assertThat(refused.getString("reason")).isEqualTo("ChallengeAlreadyUsed");

    PkiMessage rightful = policy.message(server, key);
    assertThat(server.scep().post(rightful).certificate().getPublicKey())
        .isEqualTo(key.getPublic());
  }

  @Test
  void a_failure_that_ndes_reports_leaves_the_challenge_to_its_key() {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    RegistrationPoint point = RegistrationPoint.of(server);
    PkiMessage message = policy.message(server, key);
    JsonObject answer = point.verify(policy, policy.csr(key), message).expect(201).json();

    point.notifyOf("refused", RegistrationPoint.idIn(answer), message).expect(204);

    assertThat(server.scep().post(policy.message(server, key)).isSuccess()).isTrue();
    assertThat(server.site().certificates(device.name())).hasSize(1);
  }

  @Test
  void a_notice_with_a_strangers_certificate_delivers_nothing() {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    RegistrationPoint point = RegistrationPoint.of(server);
    PkiMessage message = policy.message(server, key);
    JsonObject answer = point.verify(policy, policy.csr(key), message).expect(201).json();
    Enrolment strangers = server.site().deployedDevice().enrol();

    point.notifyOf("issued", RegistrationPoint.idIn(answer), message, strangers.certificate());

    assertThat(device.shown().toString()).doesNotContain("\"issued\"");
    assertThat(server.scep().post(policy.message(server, key)).isSuccess()).isTrue();
  }

  @Test
  void the_answer_to_a_question_can_be_asked_for_again() {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    RegistrationPoint point = RegistrationPoint.of(server);
    PkiMessage message = policy.message(server, key);
    byte[] id =
        RegistrationPoint.idIn(point.verify(policy, policy.csr(key), message).expect(201).json());

    JsonObject again =
        point.verify(policy, policy.csr(key), policy.message(server, key)).expect(201).json();

    assertThat(RegistrationPoint.idIn(again)).isEqualTo(id);
  }
}
