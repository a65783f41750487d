package org.scepter.registrationpoint.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.testing.ForeignCa;
import org.scepter.testing.ForeignCa.Order;
import org.scepter.testing.scep.TestKeys;

class NdesServerReaderTest {
  private static final String NAME = "ndes-1.example.test";
  private static final KeyPair KEY = TestKeys.ec();
  private static final ForeignCa OWN = ForeignCa.root("Scepter Root CA");
  private static final ForeignCa ROOT = ForeignCa.root("Corporate Root");
  private static final X509Certificate CLIENT = ROOT.issue(KEY, Order.client(NAME)).get(0);
  private final IssuerRules rules = new IssuerRules(List.of(OWN.certificate()), Instant.now());
  private static final RegistrationPointSettings SETTINGS =
      RegistrationPointSettings.from(
          new SettingsReader(
              key ->
                  Optional.ofNullable(Map.of("scepter.scep.endpoints", "mscep,branch").get(key))));

  private static String pem(X509Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObjectBuilder byCertificate() {
    return Json.createObjectBuilder().add("name", "front-1").add("certificate", pem(CLIENT));
  }

  private static JsonObjectBuilder byIssuer() {
    return Json.createObjectBuilder()
        .add("name", "front-1")
        .add("issuer", pem(ROOT.certificate()))
        .add("dnsName", NAME);
  }

  private Result<NdesServerReader.Wanted> read(JsonObject json) {
    return new NdesServerReader(new JsonFields(json), rules).wanted(SETTINGS);
  }

  private NdesServerReader.Wanted wanted(JsonObject json) {
    return read(json)
        .fold(
            problem -> {
              throw new AssertionError(problem.faults());
            },
            it -> it);
  }

  @Test
  void a_server_is_registered_by_its_certificate() {
    NdesServerReader.Wanted wanted = wanted(byCertificate().build());

    assertThat(wanted.name()).isEqualTo("front-1");
    assertThat(wanted.proof()).isEqualTo(new NodeProof(CLIENT, Optional.empty()));
    assertThat(wanted.terms()).isEqualTo(NdesTerms.ALL);
    assertThat(wanted.raKeys()).isFalse();
  }

  @Test
  void or_by_issuer_and_name_with_url_and_endpoints() {
    NdesServerReader.Wanted wanted =
        wanted(
            byIssuer()
                .add("dnsName", "NDES-1.example.test")
                .add("publicUrl", "https://scep.example.com/")
                .add("endpoints", Json.createArrayBuilder().add("branch"))
                .add("raKeys", true)
                .build());

    assertThat(wanted.raKeys()).isTrue();
    assertThat(wanted.proof()).isEqualTo(new NodeProof(ROOT.certificate(), Optional.of(NAME)));
    assertThat(wanted.terms())
        .isEqualTo(
            new NdesTerms(
                Optional.of(URI.create("https://scep.example.com")),
                Optional.of(List.of(new EndpointName("branch")))));
  }

  private static Arguments row(
      String field, JsonObjectBuilder json, Consumer<JsonObjectBuilder> change) {
    change.accept(json);
    return Arguments.of(field, json.build());
  }

  private static Arguments certificate(String field, X509Certificate certificate) {
    return row(field, byCertificate(), it -> it.add("certificate", pem(certificate)));
  }

  static Stream<Arguments> faults() {
    String twice = pem(CLIENT) + pem(CLIENT);
    ForeignCa narrow =
        ForeignCa.root(
            "Narrow", Instant.now().plusSeconds(600), Optional.of("branch.example.test"));
    return Stream.of(
        row("name", byCertificate(), it -> it.remove("name")),
        row("name", byCertificate(), it -> it.add("name", "Front/1")),
        row("name", byCertificate(), it -> it.add("name", "policy-module")),
        row("name", byCertificate(), it -> it.add("name", 1)),
        row("certificate", byCertificate(), it -> it.remove("certificate")),
        row("certificate", byCertificate(), it -> it.add("certificate", "none")),
        row("certificate", byCertificate(), it -> it.add("certificate", twice)),
        row("certificate", byCertificate(), it -> it.add("certificate", "a".repeat(40_000))),
        row("certificate", byIssuer(), it -> it.add("certificate", pem(CLIENT))),
        certificate("certificate", ROOT.certificate()),
        certificate(
            "certificate",
            ROOT.issue(KEY, Order.client(NAME).purpose(Optional.of(KeyPurposeId.id_kp_serverAuth)))
                .get(0)),
        certificate("certificate", ROOT.issue(TestKeys.rsa(1024), Order.client(NAME)).get(0)),
        row("issuer", byIssuer(), it -> it.remove("issuer")),
        row("issuer", byIssuer(), it -> it.add("issuer", pem(CLIENT))),
        row("issuer", byIssuer(), it -> it.add("issuer", pem(OWN.certificate()))),
        row("dnsName", byIssuer(), it -> it.remove("dnsName")),
        row("dnsName", byIssuer(), it -> it.add("dnsName", "*.example.test")),
        row("dnsName", byIssuer(), it -> it.add("issuer", pem(narrow.certificate()))),
        row("publicUrl", byIssuer(), it -> it.add("publicUrl", "https://a.example/path")),
        row("publicUrl", byIssuer(), it -> it.add("publicUrl", "ftp://a.example")),
        row("publicUrl", byIssuer(), it -> it.add("publicUrl", "https://u@a.example")),
        row("endpoints", byIssuer(), it -> it.add("endpoints", Json.createArrayBuilder())),
        row("endpoints", byIssuer(), it -> it.add("endpoints", "mscep")),
        row(
            "endpoints[1]",
            byIssuer(),
            it -> it.add("endpoints", Json.createArrayBuilder().add("mscep").add("no"))),
        row("url", byIssuer(), it -> it.add("url", "https://a.example")));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("faults")
  void each_fault_is_named_by_its_field(String field, JsonObject json) {
    List<String> named =
        read(json)
            .fold(
                problem -> problem.faults().stream().map(Problem.FieldFault::field).toList(),
                it -> List.of());

    assertThat(named).containsExactly(field);
  }
}
