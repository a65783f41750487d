package org.scepter.issuing.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.pki.Der;
import org.scepter.testing.scep.TestKeys;

/** Each rule is broken by some draft, and each draft breaks what it is meant to break. */
class LintTest {
  private static final Lint LINT = new Lint(Optional.empty(), new SecureRandom());

  @TempDir private Path directory;

  static Stream<Arguments> drafts() {
    return Stream.of(
        row("the serial number is positive", it -> it.serial = BigInteger.ZERO),
        row("at most 20 octets", it -> it.serial = BigInteger.ONE.shiftLeft(159)),
        row("it can be read", it -> it.issuer = new X500Name(new RDN[0])),
        row("notBefore is a UTCTime", it -> it.start = new DERGeneralizedTime("20260921000000Z")),
        row("notAfter is a UTCTime", it -> it.end = new DERGeneralizedTime("20280921000000Z")),
        row("notAfter is a UTCTime", it -> it.end = new DERGeneralizedTime("20510921000000.5Z")),
        row("notBefore is not after notAfter", it -> it.start = new DERUTCTime("400101000000Z")),
        row("no unique identifiers", it -> it.uniqueId = true),
        row("without a subject", it -> it.subject = new X500Name(new RDN[0])),
        row("no attribute is empty", it -> it.subject = name(BCStyle.CN, new DERUTF8String(""))),
        row("upper bound", it -> it.subject = name(BCStyle.CN, new DERUTF8String("a".repeat(65)))),
        row(
            "a country is two letters",
            it -> it.subject = name(BCStyle.C, new DERPrintableString("D1"))),
        row("are PrintableStrings", it -> it.subject = name(BCStyle.C, new DERUTF8String("DE"))),
        row("are IA5Strings", it -> it.subject = name(BCStyle.DC, new DERUTF8String("org"))),
        row(
            "PrintableStrings or UTF8Strings",
            it -> it.subject = name(BCStyle.O, new DERBMPString("a"))),
        row(
            "nothing is critical",
            it -> it.with(new ASN1ObjectIdentifier("1.2.3"), true, DERNull.INSTANCE)),
        row("authority key identifier", it -> it.without(Extension.authorityKeyIdentifier)),
        row(
            "subject key identifier",
            it ->
                it.with(
                    Extension.subjectKeyIdentifier, true, new SubjectKeyIdentifier(new byte[20]))),
        row("key usage is critical", it -> it.with(Extension.keyUsage, false, new KeyUsage(0x80))),
        row("key usage is critical", it -> it.without(Extension.keyUsage)),
        row("signs no certificates", it -> it.with(Extension.keyUsage, true, new KeyUsage(0x84))),
        row("an EC key enciphers nothing", LintTest::encipheringWithEc),
        row(
            "is no CA",
            it -> it.with(Extension.basicConstraints, true, new BasicConstraints(true))),
        row("is no CA", it -> it.without(Extension.basicConstraints)),
        row("each in its form", it -> it.alternativeName()),
        row("each in its form", it -> it.alternativeName(named(GeneralName.dNSName, "a b"))),
        row("each in its form", it -> it.alternativeName(named(GeneralName.dNSName, "a..b"))),
        row(
            "each in its form",
            it -> it.alternativeName(named(GeneralName.dNSName, "a".repeat(64)))),
        row("each in its form", it -> it.alternativeName(named(GeneralName.rfc822Name, "nobody"))),
        row(
            "each in its form",
            it -> it.alternativeName(named(GeneralName.uniformResourceIdentifier, "x"))),
        row(
            "not any purpose",
            it ->
                it.with(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage))),
        row("every CRL distribution point is a URL", it -> it.publishedAt("issuing.crl")),
        row("leads to URLs", it -> it.certifiedAt(false, "urn:x")),
        row("access is not critical", it -> it.certifiedAt(true, "http://scep.example.org/a.cer")));
  }

  private static Arguments row(String fault, Consumer<Draft> change) {
    return Arguments.of(fault, change);
  }

  private static GeneralName named(int kind, String text) {
    return new GeneralName(kind, new DERIA5String(text));
  }

  private static X500Name name(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new X500Name(new RDN[] {new RDN(new AttributeTypeAndValue(type, value))});
  }

  private static void encipheringWithEc(Draft draft) {
    draft.key = TestKeys.ec().getPublic();
    draft.with(Extension.keyUsage, true, new KeyUsage(0xA0));
  }

  private static List<String> faults(Consumer<Draft> change) {
    Draft draft = new Draft();
    change.accept(draft);
    return LINT.faults(draft.toBeSigned());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drafts")
  void a_broken_rule_is_told(String fault, Consumer<Draft> change) {
    assertThat(faults(change)).anySatisfy(each -> assertThat(each).contains(fault, "(RFC "));
  }

  @Test
  void a_draft_without_fault_breaks_none() {
    assertThat(faults(draft -> {})).isEmpty();
    assertThat(
            faults(
                draft -> {
                  draft.subject = new X500Name(new RDN[0]);
                  draft.with(
                      Extension.subjectAlternativeName,
                      true,
                      new GeneralNames(named(GeneralName.dNSName, "*.example.org")));
                }))
        .isEmpty();
  }

  @SuppressWarnings("unchecked")
  @Test
  void no_rule_is_there_that_nothing_breaks() {
    List<String> broken =
        drafts().flatMap(row -> faults((Consumer<Draft>) row.get()[1]).stream()).toList();

    assertThat(broken).containsAll(Lint.rules().stream().map(Rule::toString).toList());
  }

  @Test
  void what_cannot_be_read_is_a_fault() {
    assertThat(LINT.faults(Der.of(new byte[] {0x30, 0})))
        .singleElement()
        .asString()
        .contains("§4.1");
  }

  private List<String> byProgram(String script) throws IOException {
    Path program = directory.resolve("zlint");
    Files.writeString(program, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new Lint(Optional.of(program), new SecureRandom()).faults(new Draft().toBeSigned());
  }

  @Test
  void the_faults_that_zlint_finds_are_told() throws IOException {
    String answer = "{\"e_one\": {\"result\": \"error\"}, \"w_two\": {\"result\": \"warn\"}}";

    assertThat(byProgram("head -c 1 > /dev/null; echo '" + answer + "'\n"))
        .containsExactly("zlint: e_one");
    assertThat(byProgram("cat > /dev/null; echo '{\"e_one\": {\"result\": \"pass\"}}'\n"))
        .isEmpty();
  }

  @Test
  void a_linter_that_gives_no_answer_lets_nothing_pass() throws IOException {
    assertThat(byProgram("cat > /dev/null; exit 1\n")).singleElement().asString().contains("zlint");
    assertThat(byProgram("cat > /dev/null; echo '{}'\n")).isNotEmpty();
    assertThat(byProgram("cat > /dev/null; echo nothing\n")).isNotEmpty();
  }
}
