package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.EstClient;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RawHttp;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

/** The CA's face to nodes on other servers: it issues what a signed authorisation names. */
@OnServer
class EstIT {
  private static final String TEMPLATE = "ScepterDevice";

  private final TestServer server = TestServer.running();
  private final EstClient est = EstClient.of(server);

  /** A device's request and the authorisation that the registration point gave for it. */
  private record Order(Device device, KeyPair key, Csr request, String authorisation) {
    byte[] csr() {
      return request.der();
    }
  }

  private Order order() {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    JsonObject answer =
        RegistrationPoint.of(server)
            .verify(policy, policy.csr(key), policy.message(server, key))
            .expect(201)
            .json();
    return new Order(device, key, policy.csr(key), answer.getString("authorisation"));
  }

  private EstClient.Answer enrol(Order order) {
    return est.enrol(TEMPLATE, Optional.of(order.authorisation()), order.csr());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/est",
        "/.well-known/est/cacerts",
        "/.well-known/est/ScepterDevice/cacerts",
        "/.well-known/est/ScepterDevice/csrattrs",
        "/.well-known/est/ScepterDevice/simpleenroll",
        "/node",
        "/node/ca/generations",
        "/node/ca/certificate",
        "/node/ca/revocation-list"
      })
  void who_shows_no_registered_certificate_is_forbidden_on_every_listener(String path) {
    Tls nobody = Tls.trusting(server.roots());

    assertThat(RawHttp.get(server.internal(), nobody, path, Map.of()).status()).isEqualTo(403);
    // there devices may have EST of their own, of which DeviceEstIT tells
    assertThat(RawHttp.get(server.https(), nobody, path, Map.of()).status())
        .isIn(path.startsWith("/node") ? Set.of(403) : Set.of(200, 404, 405));
    assertThat(RawHttp.get(server.http(), nobody, path, Map.of()).status()).isIn(403, 404, 405);
  }

  @Test
  void the_cas_chain_is_given_under_a_templates_label_alone() {
    assertThat(est.get("/.well-known/est/ScepterDevice/cacerts").expect(200).certificates())
        .containsExactlyInAnyOrderElementsOf(
            server.scep().caCertificates().all().stream()
                .filter(each -> each.getBasicConstraints() >= 0)
                .toList());
    est.get("/.well-known/est/Nonsense/cacerts").expect(404);
  }

  @Test
  void a_template_says_what_it_wants_in_a_request_and_nothing_is_asked_of_nodes() {
    EstClient.Answer wanted = est.get("/.well-known/est/ScepterDevice/csrattrs").expect(200);

    assertThat(wanted.type()).isEqualTo("application/csrattrs");
    assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(wanted.text())))
        .as("extensionRequest with a critical key usage of 0xA0")
        .contains("06092a864886f70d01090e", "0603551d0f0101ff0404030205a0");
    est.get("/.well-known/est/infrastructure/csrattrs").expect(204);
    est.get("/.well-known/est/Nonsense/csrattrs").expect(404);
  }

  @Test
  void what_was_authorised_is_issued_once_however_often_it_is_asked() throws Exception {
    Order order = order();

    X509Certificate first = enrol(order).expect(200).certificates().get(0);
    X509Certificate second = enrol(order).expect(200).certificates().get(0);

    assertThat(first.getPublicKey()).isEqualTo(order.key().getPublic());
    assertThat(first.getSubjectX500Principal().getName()).contains(order.device().name());
    assertThat(second).isEqualTo(first);
    assertThat(server.site().certificates(order.device().name())).hasSize(1);
  }

  @Test
  void another_request_than_the_authorised_one_gets_nothing() {
    Order order = order();
    Order other = order();

    EstClient.Answer answer =
        est.enrol(TEMPLATE, Optional.of(order.authorisation()), other.csr()).expect(422);

    assertThat(title(answer)).isEqualTo("RefusedByIssuingAuthority");
    assertThat(server.site().certificates(order.device().name())).isEmpty();
    assertThat(server.site().certificates(other.device().name())).isEmpty();
  }

  @Test
  void an_altered_missing_or_malformed_authorisation_gets_nothing_and_is_told_of() {
    Order order = order();
    byte[] altered = Base64.getDecoder().decode(order.authorisation());
    altered[altered.length - 40] ^= 1;
    for (Optional<String> shown :
        List.of(
            Optional.<String>empty(),
            Optional.of("AAAA"),
            Optional.of("no base64!"),
            Optional.of(Base64.getEncoder().encodeToString(altered)),
            Optional.of("A".repeat(12_000)))) {
      EstClient.Answer answer = est.enrol(TEMPLATE, shown, order.csr()).expect(403);
      assertThat(title(answer)).isEqualTo("AuthorisationNotAccepted");
    }

    assertThat(server.site().certificates(order.device().name())).isEmpty();
    assertThat(server.site().items("audit?action=est.simpleenroll"))
        .as("told with its actor and reason")
        .anySatisfy(
            entry -> {
              assertThat(entry.getString("actor")).isEqualTo("node:policy-module");
              assertThat(entry.getString("reason")).startsWith("AuthorisationNotAccepted");
            });
    assertThat(enrol(order).expect(200).certificates()).hasSize(1);
  }

  @Test
  void an_authorisation_is_good_under_its_own_label_alone() {
    Order order = order();

    est.enrol("ScepterDeviceSignature", Optional.of(order.authorisation()), order.csr())
        .expect(403);
    est.enrol("Nonsense", Optional.of(order.authorisation()), order.csr()).expect(403);

    assertThat(server.site().certificates(order.device().name())).isEmpty();
    assertThat(server.site().items("audit?action=est.simpleenroll"))
        .as("told with the reason")
        .anySatisfy(
            entry ->
                assertThat(entry.getString("reason"))
                    .endsWith("the authorisation is for template ScepterDevice"));
  }

  @Test
  void bodies_of_the_wrong_kind_or_size_are_refused_before_the_authorisation_is_looked_at() {
    Order order = order();
    Optional<String> authorisation = Optional.of(order.authorisation());
    byte[] base64 = Base64.getEncoder().encode(order.csr());

    est.post(TEMPLATE, authorisation, "text/plain", base64).expect(415);
    est.post(TEMPLATE, authorisation, EstClient.PKCS10, order.csr()).expect(400);
    est.post(TEMPLATE, authorisation, EstClient.PKCS10, new byte[0]).expect(400);
    est.post(
            TEMPLATE,
            authorisation,
            EstClient.PKCS10,
            "A".repeat(200_000).getBytes(StandardCharsets.US_ASCII))
        .expect(413);

    assertThat(server.site().certificates(order.device().name())).isEmpty();
  }

  private X509Certificate policyModule() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(server.home().resolve("ndes/policy-module.p12"))) {
      store.load(in, server.keyStorePassword());
    }
    return (X509Certificate) store.getCertificate(store.aliases().nextElement());
  }

  private static Csr like(X509Certificate certificate, KeyPair key, String subject)
      throws Exception {
    List<String> names = new ArrayList<>();
    for (List<?> each : certificate.getSubjectAlternativeNames()) {
      names.add("DNS:" + each.get(1));
    }
    return Csr.of(key, subject).alternativeNames(names);
  }

  @Test
  void a_nodes_certificate_renews_itself_under_its_names_and_the_new_one_is_registered()
      throws Exception {
    X509Certificate old = policyModule();
    KeyPair key = TestKeys.rsa();
    // RFC 2253 writes the last attribute first.
    String[] parts = old.getSubjectX500Principal().getName().split(",", -1);
    Collections.reverse(Arrays.asList(parts));

    List<X509Certificate> renewed =
        est.renew(like(old, key, String.join(",", parts)).der()).expect(200).certificates();

    X509Certificate certificate = renewed.get(0);
    assertThat(certificate.getSubjectX500Principal()).isEqualTo(old.getSubjectX500Principal());
    assertThat(certificate.getExtendedKeyUsage()).isEqualTo(old.getExtendedKeyUsage());
    assertThat(certificate.getPublicKey()).isEqualTo(key.getPublic());
    List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
    chain.addAll(server.scep().caCertificates().intermediates());
    Tls fresh = Tls.trusting(server.roots()).showing(key.getPrivate(), chain);
    new EstClient(server.internal(), server.client(fresh)).get("/node/ca/generations").expect(200);
  }

  @Test
  void no_certificate_renews_itself_with_a_weak_key() throws Exception {
    X509Certificate old = policyModule();
    String subject = old.getSubjectX500Principal().getName();

    for (KeyPair weak : List.of(TestKeys.rsa(1024), TestKeys.roca())) {
      EstClient.Answer answer = est.renew(like(old, weak, subject).der()).expect(422);

      assertThat(answer.text()).contains("keys are RSA of 2048 to 4096 bits that are not weak");
    }
  }

  @Test
  void no_certificate_renews_itself_as_a_cas() throws Exception {
    X509Certificate old = policyModule();
    String subject = old.getSubjectX500Principal().getName();
    Csr request =
        like(old, TestKeys.rsa(), subject)
            .extension("2.5.29.19", true, new BasicConstraints(true).getEncoded());

    EstClient.Answer answer = est.renew(request.der()).expect(422);

    assertThat(answer.text()).contains("the request asks for a CA's certificate");
  }

  @Test
  void nobodys_certificate_renews_itself_under_other_names() throws Exception {
    X509Certificate old = policyModule();

    EstClient.Answer answer =
        est.renew(like(old, TestKeys.rsa(), "CN=administrator").der()).expect(422);

    assertThat(title(answer)).isEqualTo("NotRenewable");
  }

  @Test
  void a_node_learns_the_cas_and_finds_certificates_and_crls_by_issuer_and_number()
      throws Exception {
    Enrolment enrolled = server.site().deployedDevice().enrol();
    X509Certificate certificate = enrolled.certificate();
    String named =
        "issuer="
            + HexFormat.of().formatHex(certificate.getIssuerX500Principal().getEncoded())
            + "&serial="
            + certificate.getSerialNumber().toString(16);

    JsonObject cas = json(est.get("/node/ca/generations").expect(200));
    byte[] found = est.get("/node/ca/certificate?endpoint=mscep&" + named).expect(200).body();
    byte[] crl = est.get("/node/ca/revocation-list?" + named).expect(200).body();

    assertThat(cas.getJsonArray("generations")).isNotEmpty();
    assertThat(found).isEqualTo(certificate.getEncoded());
    assertThat(
            ((X509CRL)
                    CertificateFactory.getInstance("X.509")
                        .generateCRL(new ByteArrayInputStream(crl)))
                .getIssuerX500Principal())
        .isEqualTo(certificate.getIssuerX500Principal());
    est.get("/node/ca/certificate?endpoint=elsewhere&" + named).expect(204);
    assertThat(title(est.get("/node/ca/revocation-list?" + named + "00").expect(422)))
        .isEqualTo("CertificateUnknown");
    est.get("/node/ca/revocation-list?issuer=zz&serial=1").expect(400);
    est.get("/node/ca/certificate").expect(400);
  }

  private static JsonObject json(EstClient.Answer answer) {
    try (var reader = Json.createReader(new StringReader(answer.text()))) {
      return reader.readObject();
    }
  }

  private static String title(EstClient.Answer answer) {
    return json(answer).getString("title");
  }
}
