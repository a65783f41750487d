package org.scepter.issuing.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.pki.Der;
import org.scepter.testing.elsewhere.ForeignCa;

class ComparisonTest {
  private static final ForeignCa CA = new ForeignCa("Other");
  private static final String SID = "S-1-5-21-1-2-3-1001";

  private static Optional<String> difference(
      Requested requested, Consumer<ForeignCa.Template> change) {
    CA.changing(change);
    try {
      Der certificate = Der.of(CA.issue(requested.request().der().bytes()).getEncoded());
      return Comparison.difference(
          certificate,
          requested.authorised(),
          requested.request().publicKey(),
          Passing.pinned(CA),
          Instant.now(),
          Passing.PROVIDER);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void signatureOnly(ForeignCa.Template template) {
    template.keyUsage = KeyUsage.digitalSignature;
  }

  private static Arguments row(String what, Consumer<ForeignCa.Template> change) {
    return Arguments.of(
        what,
        (Consumer<ForeignCa.Template>)
            template -> {
              signatureOnly(template);
              change.accept(template);
            });
  }

  private static GeneralNames dns(String... names) {
    return new GeneralNames(
        Stream.of(names)
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }

  static ASN1Encodable sid(String value) {
    return new GeneralNames(
        new GeneralName(
            GeneralName.otherName,
            new DERSequence(
                new ASN1Encodable[] {
                  new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2.1"),
                  new DERTaggedObject(
                      true,
                      0,
                      new DEROctetString(
                          value.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                })));
  }

  static Stream<Arguments> differing() {
    return Stream.of(
        row(
            "key",
            t -> t.key = SubjectPublicKeyInfo.getInstance(ForeignCa.ec().getPublic().getEncoded())),
        row("subject", t -> t.subject = new X500Name("CN=administrator,O=Example")),
        row("subject", t -> t.subject = new X500Name("O=Example,CN=phone-1")),
        row("subject alternative names", t -> t.names = dns("other.example.test")),
        row("subject alternative names", t -> t.names = null),
        row(
            "subject alternative names",
            t -> t.names = dns("phone-1.example.test", "vpn.example.test")),
        row("key usage", t -> t.keyUsage = KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
        row("key usage", t -> t.keyUsage = KeyUsage.keyCertSign),
        row("extended key usages", t -> t.purposes = List.of()),
        row("extended key usages", t -> t.purposes = List.of(Requested.CLIENT_AUTH, "2.5.29.37.0")),
        row("extended key usages", t -> t.purposes = List.of("1.3.6.1.5.5.7.3.1")),
        row("it is a CA's", t -> t.isCa = true),
        row("later than authorised", t -> t.notAfter = Instant.now().plus(Duration.ofDays(800))),
        row("it ended", t -> t.notAfter = Instant.now().minusSeconds(1)),
        row("valid from", t -> t.notBefore = Instant.now().plus(Duration.ofDays(1))),
        row("serial number", t -> t.serial = BigInteger.ONE.negate()),
        row("security identifier", t -> t.add("1.3.6.1.4.1.311.25.2", false, sid(SID))),
        row("critical extension", t -> t.add("1.2.3.4", true, new DERUTF8String("x"))),
        row("pinned CA has not signed", t -> t.signedBy = ForeignCa.ec()),
        row("pinned CA has not signed", t -> t.issuer = new X500Name("CN=Another")));
  }

  @ParameterizedTest
  @MethodSource("differing")
  void whatever_says_who_what_for_and_how_long_has_to_be_as_authorised(
      String what, Consumer<ForeignCa.Template> change) {
    assertThat(difference(new Requested(), change))
        .hasValueSatisfying(s -> assertThat(s).contains(what));
  }

  @Test
  void extensions_that_bind_nobody_and_a_shorter_life_are_the_cas_own_business() {
    assertThat(
            difference(
                new Requested(),
                template -> {
                  signatureOnly(template);
                  template.notAfter = Instant.now().plus(Duration.ofDays(30));
                  template.add("1.3.6.1.4.1.311.21.7", false, new DERUTF8String("template"));
                }))
        .isEmpty();
  }

  @Test
  void the_authorised_sid_may_stand_in_the_extension_or_in_a_san_and_has_to_stand_somewhere() {
    Requested user = new Requested().with(r -> r.sid = SID);
    GeneralNames tagged =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "phone-1.example.test"),
              new GeneralName(
                  GeneralName.uniformResourceIdentifier, "tag:microsoft.com,2022-09-14:sid:" + SID)
            });

    assertThat(
            difference(
                user,
                t -> {
                  signatureOnly(t);
                  t.add("1.3.6.1.4.1.311.25.2", false, sid(SID));
                }))
        .isEmpty();
    assertThat(
            difference(
                user,
                t -> {
                  signatureOnly(t);
                  t.names = tagged;
                }))
        .isEmpty();
    assertThat(difference(user, ComparisonTest::signatureOnly)).contains("no security identifier");
    assertThat(
            difference(
                user,
                t -> {
                  signatureOnly(t);
                  t.add("1.3.6.1.4.1.311.25.2", false, sid("S-1-5-21-1-2-3-500"));
                }))
        .contains("security identifier");
  }

  @Test
  void what_is_no_certificate_is_a_difference() {
    Requested phone = new Requested();
    assertThat(
            Comparison.difference(
                Der.of(new byte[] {0x30, 0}),
                phone.authorised(),
                phone.request().publicKey(),
                Passing.pinned(CA),
                Instant.now(),
                Passing.PROVIDER))
        .isPresent();
  }
}
