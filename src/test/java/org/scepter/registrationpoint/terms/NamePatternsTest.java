package org.scepter.registrationpoint.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;

class NamePatternsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=*.example.org,O=Example | CN=a.example.org,O=Example | true",
        "CN=*.example.org,O=Example | CN=A.EXAMPLE.ORG,O=example | true",
        "CN=*.example.org,O=Example | CN=a.b.example.org,O=Example | false",
        "CN=**.example.org,O=Example | CN=a.b.example.org,O=Example | true",
        "CN=*.example.org,O=Example | CN=.example.org,O=Example | false",
        "CN=*.example.org,O=Example | CN=*.example.org,O=Example | false",
        "CN=**,O=Example | CN=*.example.org,O=Example | false",
        "CN=*.example.org,O=Example | CN=a.example.org | false",
        "CN=*.example.org,O=Example | O=Example,CN=a.example.org | false",
        "CN=*.example.org,O=Example | CN=a.example.org,OU=x,O=Example | false",
        "CN=*.example.org,O=Example | CN=aXexample.org,O=Example | false",
        "CN=*.example.org,O=Example | CN=a.example.org.evil.test,O=Example | false",
        "CN=*,O=Example | CN=a@b,O=Example | false",
        "CN=*,O=Example | CN=a\\,O\\=Other,O=Example | true",
        "CN=*,O=Example | CN=a+OU=b,O=Example | false",
        "CN=*+OU=*,O=Example | OU=b+CN=a,O=Example | true",
        "CN=* | CN=a\\0Ab | false",
      })
  void a_subject_fits_its_pattern_or_not(String pattern, String subject, boolean fits)
      throws UnreadableException {
    assertThat(SubjectPattern.parse(pattern).matches(SubjectName.parse(subject))).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DNS:*.example.org | DNS:a.example.org | true",
        "DNS:*.example.org | DNS:*.example.org | false",
        "DNS:*.example.org | DNS:a.b.example.org | false",
        "DNS:*.example.org | EMAIL:a.example.org | false",
        "DNS:**.example.org | DNS:a\u00e9.example.org | false",
        "EMAIL:**@example.org | EMAIL:j.doe@example.org | true",
        "EMAIL:**@example.org | EMAIL:x@evil.test@example.org | false",
        "UPN:*@example.org | UPN:jdoe@example.org | true",
        "UPN:*@example.org | UPN:j@evil.test | false",
        "IP:10.0.0.0/8 | IP:10.1.2.3 | true",
        "IP:10.0.0.0/8 | IP:11.1.2.3 | false",
        "URI:https://*.example.org/** | URI:https://a.example.org/x/y | true",
        "URI:https://*.example.org/** | URI:https://evil.test/.example.org/x | false",
      })
  void an_alternative_name_fits_its_pattern_or_not(String pattern, String name, boolean fits) {
    assertThat(AltNamePattern.parse(pattern).matches(SubjectAltName.parse(name))).isEqualTo(fits);
  }

  @Test
  void a_common_name_that_is_no_text_fits_no_pattern() throws Exception {
    for (ASN1Encodable value :
        List.of(
            new DERUniversalString(new byte[] {0, 0, 0, 'a', 0, 0, 0, '.'}),
            new DERBitString(new byte[] {1}))) {
      SubjectName subject =
          SubjectName.fromDer(
              new X500Name(new RDN[] {new RDN(BCStyle.CN, value)}).getEncoded("DER"));

      assertThat(SubjectPattern.parse("CN=**").matches(subject)).as(subject.text()).isFalse();
    }
  }

  @Test
  void comparing_takes_time_in_proportion_to_the_name() {
    AltNamePattern pattern = AltNamePattern.parse("URI:https://**/**/**/**.org");
    SubjectAltName slow =
        new SubjectAltName(SubjectAltName.Kind.URI, "https://" + "/".repeat(1000) + "x");

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(pattern.matches(slow)).isFalse());
    assertThat(pattern.matches(SubjectAltName.parse("URI:https://a/b//c/d.ORG"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "example.org", "CN=***", "CN=*-*-*-*-*", "XX=1"})
  void what_is_no_subject_pattern_is_refused(String written) {
    assertThatThrownBy(() -> SubjectPattern.parse(written))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "example.org", "DNS:", "OTHER:*", "IP:10.0.0.0/99", "HOST:*"})
  void what_is_no_name_pattern_is_refused(String written) {
    assertThatThrownBy(() -> AltNamePattern.parse(written))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void without_patterns_nothing_is_allowed() throws UnreadableException {
    NamePatterns none = new NamePatterns(List.of(), List.of());

    assertThat(none.objection(SubjectName.parse("CN=a"), List.of()).map(Refused::reason))
        .contains(RefusalReason.SubjectNameMismatch);
  }

  @Test
  void each_alternative_name_needs_a_pattern() throws UnreadableException {
    NamePatterns some =
        new NamePatterns(
            List.of(SubjectPattern.parse("CN=*")),
            List.of(AltNamePattern.parse("DNS:*.example.org")));
    SubjectName subject = SubjectName.parse("CN=a");

    assertThat(some.objection(subject, List.of())).isEmpty();
    assertThat(some.objection(subject, List.of(SubjectAltName.parse("DNS:a.example.org"))))
        .isEmpty();
    assertThat(
            some.objection(
                    subject,
                    List.of(
                        SubjectAltName.parse("DNS:a.example.org"),
                        SubjectAltName.parse("DNS:admin.test")))
                .map(Refused::reason))
        .contains(RefusalReason.SubjectAltNameMismatch);
    assertThat(some.objection(SubjectName.parse(""), List.of()).map(Refused::reason))
        .contains(RefusalReason.SubjectNameMissing);
  }
}
