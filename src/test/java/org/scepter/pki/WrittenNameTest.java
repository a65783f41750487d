package org.scepter.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenNameTest {
  private static final String HOSTILE = "\\+,;=\"<># aAé中\u0001\u007f\n'/{}|😀";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\", "\\abc", "\\#abc", "#abc", "#", " ", "  a  ", "a,CN=b", "a+CN=b", "a\"b\"", "\\2C",
        "<x>", "é中", "a;b", "a=b", "a\nb", "\\\\"
      })
  void a_hostile_value_comes_back_from_its_text(String value) throws UnreadableException {
    assertThatNameSurvives(value);
  }

  @Test
  void any_mixture_of_hostile_characters_comes_back_from_its_text() throws UnreadableException {
    Random random = new Random(20_261_123);
    int[] alphabet = HOSTILE.codePoints().toArray();
    for (int round = 0; round < 20_000; round++) {
      StringBuilder value = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        value.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      assertThatNameSurvives(value.toString());
    }
  }

  private static void assertThatNameSurvives(String value) throws UnreadableException {
    String cn = BCStyle.CN.getId();
    WrittenName name =
        new WrittenName(
            List.of(
                List.of(
                    new WrittenName.Attribute(cn, value),
                    new WrittenName.Attribute(BCStyle.OU.getId(), "x")),
                List.of(new WrittenName.Attribute(BCStyle.O.getId(), value))));
    SubjectName subject = SubjectName.of(name);
    assertThat(SubjectName.parse(subject.text())).isEqualTo(subject);
    assertThat(SubjectName.fromDer(subject.der().bytes())).isEqualTo(subject);
    assertThat(SubjectName.parse(subject.text()).der().bytes()).isEqualTo(subject.der().bytes());
    assertThat(subject.commonName()).contains(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=a,O=b | CN=a,O=b",
        "CN = a , O = b | CN=a,O=b",
        "CN=a\\, b,O=c | CN=a\\, b,O=c",
        "CN=\"a, b\",O=c | CN=a\\, b,O=c",
        "CN=a+OU=b,O=c | CN=a+OU=b,O=c",
        "CN=M\\C3\\BCller | CN=Müller",
        "2.5.4.3=a | CN=a",
        "cn=a\\  | CN=a"
      })
  void spellings_of_a_name(String written, String shown) throws UnreadableException {
    assertThat(SubjectName.parse(written.strip().replaceAll("\\\\$", "")).text()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phone",
        "XX=a",
        "CN=a,",
        "CN=#0401",
        "CN=a\\",
        "CN=a\\z",
        "CN=\"a",
        "CN=\"a\"b",
        "CN=a\"b",
        "CN=\\FF",
        "=a",
        ",CN=a"
      })
  void no_names(String written) {
    assertThatThrownBy(() -> SubjectName.parse(written)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void values_that_differ_by_an_escape_are_different_names() throws UnreadableException {
    assertThat(SubjectName.parse("CN=\\#a")).isNotEqualTo(SubjectName.parse("CN=\\\\#a"));
  }
}
