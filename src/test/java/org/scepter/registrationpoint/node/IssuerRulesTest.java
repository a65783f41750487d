package org.scepter.registrationpoint.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.ForeignCa;
import org.scepter.testing.ForeignCa.Below;
import org.scepter.testing.ForeignCa.Order;
import org.scepter.testing.scep.TestKeys;

/** Whose certificates an issuer and a DNS name stand for. */
class IssuerRulesTest {
  private static final String NAME = "ndes-1.example.test";
  private static final KeyPair KEY = TestKeys.ec();
  private static final ForeignCa OWN_ROOT = ForeignCa.root("Scepter Root CA");
  private static final ForeignCa OWN = OWN_ROOT.issuing("Scepter Issuing CA");
  private static final ForeignCa ROOT = ForeignCa.root("Corporate Root");
  private static final ForeignCa ISSUING = ROOT.issuing("Corporate Issuing");
  private final IssuerRules rules =
      new IssuerRules(List.of(OWN_ROOT.certificate(), OWN.certificate()), Instant.now());

  private Optional<String> objection(List<X509Certificate> shown, X509Certificate issuer) {
    return rules.objection(shown, issuer, NAME);
  }

  private Optional<String> objection(UnaryOperator<Order> how) {
    return objection(ISSUING.issue(KEY, how.apply(Order.client(NAME))), ROOT.certificate());
  }

  @Test
  void a_certificate_of_the_issuer_for_the_name_is_let_in_whether_root_or_issuing_ca_is_named() {
    List<X509Certificate> shown = ISSUING.issue(KEY, Order.client("NDES-1.Example.Test"));

    assertThat(objection(shown, ROOT.certificate())).isEmpty();
    assertThat(objection(shown, ISSUING.certificate())).isEmpty();
    assertThat(objection(ROOT.issue(KEY, Order.client(NAME)), ROOT.certificate())).isEmpty();
  }

  private static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }

  private static Arguments row(String why, UnaryOperator<Order> how) {
    return Arguments.of(why, how);
  }

  static Stream<Arguments> misfits() {
    Instant now = Instant.now();
    Duration hour = Duration.ofHours(1);
    return Stream.of(
        row("only alternative name", it -> it.names(dns("ndes-2.example.test"))),
        row("only alternative name", it -> it.names(dns(NAME), dns("ndes-2.example.test"))),
        row("only alternative name", it -> it.names(dns("*.example.test"))),
        row("only alternative name", it -> it.names(dns(NAME + "."))),
        row("only alternative name", it -> it.names(new GeneralName[0])),
        row(
            "only alternative name",
            it -> it.names(dns(NAME), new GeneralName(GeneralName.iPAddress, "192.0.2.1"))),
        row(
            "only alternative name",
            it -> it.names(new GeneralName(GeneralName.uniformResourceIdentifier, NAME))),
        row("client authentication", it -> it.purpose(Optional.empty())),
        row("client authentication", it -> it.purpose(Optional.of(KeyPurposeId.id_kp_serverAuth))),
        row(
            "client authentication",
            it -> it.purpose(Optional.of(KeyPurposeId.anyExtendedKeyUsage))),
        row("digital signatures", it -> it.keyUsage(KeyUsage.keyAgreement)),
        row("has expired", it -> it.valid(now.minus(hour.multipliedBy(2)), now.minus(hour))),
        row("registered issuer", it -> it.valid(now.plus(hour), now.plus(hour.multipliedBy(2)))));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("misfits")
  void what_is_not_a_client_certificate_for_this_one_name_is_kept_out(
      String why, UnaryOperator<Order> how) {
    assertThat(objection(how).orElseThrow()).contains(why);
  }

  @Test
  void another_ca_of_the_same_name_gives_no_certificates_of_it() {
    ForeignCa same = ForeignCa.root("Corporate Root");
    ForeignCa below = same.issuing("Corporate Issuing");

    assertThat(objection(same.issue(KEY, Order.client(NAME)), ROOT.certificate()).orElseThrow())
        .contains("does not lead up to the registered issuer");
    assertThat(objection(below.issue(KEY, Order.client(NAME)), ISSUING.certificate())).isPresent();
  }

  @Test
  void a_sister_of_the_registered_issuing_ca_lets_nobody_in() {
    ForeignCa sister = ROOT.issuing("Corporate Device CA");

    assertThat(objection(sister.issue(KEY, Order.client(NAME)), ISSUING.certificate())).isPresent();
  }

  @Test
  void a_client_is_no_ca() {
    List<X509Certificate> client = ISSUING.issue(KEY, Order.client("device.example.test"));
    ForeignCa forged = new ForeignCa(KEY, client);

    assertThat(objection(forged.issue(TestKeys.ec(), Order.client(NAME)), ROOT.certificate()))
        .isPresent();
  }

  @Test
  void no_more_cas_are_below_an_issuer_than_it_allows() {
    ForeignCa last = ROOT.issuing("Last", TestKeys.ec(), Below.NONE);
    ForeignCa beyond = last.issuing("Beyond");

    assertThat(objection(last.issue(KEY, Order.client(NAME)), last.certificate())).isEmpty();
    assertThat(objection(beyond.issue(KEY, Order.client(NAME)), last.certificate()).orElseThrow())
        .contains("more CAs");
    assertThat(objection(beyond.issue(KEY, Order.client(NAME)), ROOT.certificate())).isPresent();
  }

  @Test
  void nobody_is_registered_under_a_ca_of_scepters_own_where_devices_choose_their_names() {
    assertThat(rules.objection(OWN_ROOT.certificate()).orElseThrow()).contains("Scepter's own");
    assertThat(rules.objection(OWN.certificate()).orElseThrow()).contains("Scepter's own");
    // The same key under another name: whoever certified it.
    ForeignCa crossed = ROOT.issuing("Crossed", OWN.key(), Below.ANY);
    assertThat(rules.objection(crossed.certificate()).orElseThrow()).contains("Scepter's own");
    assertThat(objection(OWN.issue(KEY, Order.client(NAME)), OWN_ROOT.certificate())).isPresent();
  }

  @Test
  void a_device_certificate_is_no_nodes_though_scepters_ca_is_below_the_registered_root() {
    ForeignCa below = ROOT.issuing("Scepter Issuing CA", OWN.key(), Below.ANY);
    ForeignCa deeper = below.issuing("Deeper");

    assertThat(objection(below.issue(KEY, Order.client(NAME)), ROOT.certificate()).orElseThrow())
        .contains("Scepter's own");
    assertThat(objection(deeper.issue(KEY, Order.client(NAME)), ROOT.certificate()).orElseThrow())
        .contains("Scepter's own");
  }

  @Test
  void where_the_own_cas_are_not_known_nobody_is_let_in() {
    IssuerRules blind = new IssuerRules(List.of(), Instant.now());

    assertThat(blind.objection(ROOT.certificate())).isPresent();
    assertThat(blind.objection(ISSUING.issue(KEY, Order.client(NAME)), ROOT.certificate(), NAME))
        .isPresent();
  }

  @Test
  void an_issuer_is_a_ca_and_in_date() {
    X509Certificate client = ISSUING.issue(KEY, Order.client(NAME)).get(0);
    ForeignCa over = ForeignCa.root("Over", Instant.now().minusSeconds(60), Optional.empty());

    assertThat(rules.objection(ROOT.certificate())).isEmpty();
    assertThat(rules.objection(client).orElseThrow()).contains("no CA");
    assertThat(rules.objection(over.certificate()).orElseThrow()).contains("out of date");
    assertThat(objection(over.issue(KEY, Order.client(NAME)), over.certificate())).isPresent();
  }

  @Test
  void a_constrained_issuer_stands_for_the_names_that_it_may_certify() {
    X509Certificate constrained =
        ForeignCa.root(
                "Constrained",
                Instant.now().plus(Duration.ofDays(1)),
                Optional.of("branch.example.test"))
            .certificate();

    assertThat(IssuerRules.permits(constrained, "ndes.branch.example.test")).isTrue();
    assertThat(IssuerRules.permits(constrained, NAME)).isFalse();
    assertThat(IssuerRules.permits(ROOT.certificate(), NAME)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"NDES-1.Example.Test, ndes-1.example.test", "ndes, ndes", "a1.b, a1.b"})
  void a_dns_name_is_compared_in_lower_case(String written, String name) {
    assertThat(IssuerRules.dnsName(written)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*.example.test",
        "ndes.",
        ".ndes",
        "nd es",
        "ndes_1",
        "-a",
        "a-",
        "a..b",
        "ä"
      })
  void what_stands_for_no_one_host_is_no_dns_name(String written) {
    assertThat(IssuerRules.dnsName(written)).isEmpty();
  }
}
