package org.scepter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.pki.WrittenName;

class NameFormatsTest {
  private static NameFormats formats(String subject, String... altNames)
      throws UnreadableException {
    List<SubjectAltNameFormat> formats = new ArrayList<>();
    for (String name : altNames) {
      formats.add(SubjectAltNameFormat.parse(name));
    }
    return new NameFormats(SubjectFormat.parse(subject), formats);
  }

  private static String unavailable(NamesOutcome outcome) {
    return outcome instanceof NamesUnavailable missing ? missing.reason() : "available";
  }

  @Test
  void placeholders_become_the_devices_values_in_the_written_order() throws UnreadableException {
    NameFormats formats =
        formats(
            "CN={{DeviceName}}-{{ SERIALNUMBER }},OU=A\\, B,O=Example",
            "DNS:{{DeviceName}}.x.test");
    Names names = (Names) formats.fill(Map.of("DeviceName", "phone-1", "SerialNumber", "S7"));
    assertThat(names.subject().text()).isEqualTo("CN=phone-1-S7,OU=A\\, B,O=Example");
    assertThat(names.altNames())
        .containsExactly(new SubjectAltName(SubjectAltName.Kind.DNS, "phone-1.x.test"));
  }

  @Test
  void no_value_changes_the_structure_of_the_name() throws UnreadableException {
    Random random = new Random(4514);
    int[] alphabet = "\\+,;=\"<># aCNOé中'{}|\u2028😀".codePoints().toArray();
    SubjectFormat format = SubjectFormat.parse("CN=x{{UserName}},OU={{UserName}}+L=y,O=Example");
    for (int round = 0; round < 20_000; round++) {
      StringBuilder value = new StringBuilder();
      for (int i = random.nextInt(10); i >= 0; i--) {
        value.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      String hostile = value.toString();
      SubjectName name = format.fill(Map.of(DeviceVariable.USER_NAME, hostile));
      WrittenName read = WrittenName.parse(name.text());
      assertThat(read.rdns()).hasSize(3);
      assertThat(read.rdns().get(0)).singleElement().extracting("value").isEqualTo("x" + hostile);
      assertThat(read.rdns().get(1)).hasSize(2).extracting("value").contains(hostile, "y");
      assertThat(SubjectName.parse(name.text())).isEqualTo(name);
    }
  }

  @Test
  void a_missing_attribute_is_named() throws UnreadableException {
    NameFormats formats = formats("CN={{IMEI}}", "EMAIL:{{EmailAddress}}");
    assertThat(unavailable(formats.fill(Map.of("DeviceName", "phone-1"))))
        .isEqualTo("attribute IMEI missing, attribute EmailAddress missing");
  }

  @ParameterizedTest
  @CsvSource({
    "CN={{UserName}}, 01234567890123456789012345678901234567890123456789012345678901234, CN",
    "'CN=a,C={{UserName}}', Germany, C",
  })
  void a_value_that_does_not_fit_makes_the_profile_unavailable(
      String subject, String value, String attribute) throws UnreadableException {
    assertThat(unavailable(formats(subject).fill(Map.of("UserName", value))))
        .startsWith("the subject's " + attribute);
  }

  @ParameterizedTest
  @CsvSource({
    "DNS:{{UserName}}, phone-1.example.test, phone-1.example.test",
    "DNS:{{UserName}}.x, bob's phone,",
    "DNS:{{UserName}}.x, é,",
    "DNS:{{UserName}}.x, *,",
    "DNS:{{UserName}}.x, a..b,",
    "dns:{{UserName}}.x, a, a.x",
    "EMAIL:{{UserName}}, ada@example.test, ada@example.test",
    "EMAIL:{{UserName}}@example.test, a b,",
    "EMAIL:{{UserName}}@example.test, a@b,",
    "EMAIL:{{UserName}}, ada,",
    "UPN:{{UserName}}, äda@example.test, äda@example.test",
    "UPN:{{UserName}}, ada,",
    "URI:https://x.test/{{UserName}}, a b?c#d/é, https://x.test/a%20b%3Fc%23d%2F%C3%A9",
    "URI:{{UserName}}, 'tag:microsoft.com,2022-09-14:sid:S-1-5-21-1',",
    "IP:{{UserName}}, 192.0.2.1, 192.0.2.1",
    "IP:{{UserName}}, 2001:db8::1, 2001:db8:0:0:0:0:0:1",
    "IP:{{UserName}}, 192.0.2.256,",
    "IP:{{UserName}}, 1,",
    "IP:{{UserName}}, localhost,",
    "IP:{{UserName}}, :::,",
  })
  void a_san_is_of_its_kind_or_unavailable(String format, String value, String expected)
      throws UnreadableException {
    NamesOutcome outcome = formats("CN=a", format).fill(Map.of("UserName", value));
    if (expected == null) {
      assertThat(outcome).isInstanceOf(NamesUnavailable.class);
      assertThat(unavailable(outcome)).doesNotContain(value.length() > 2 ? value : "\u0000");
    } else {
      assertThat(((Names) outcome).altNames())
          .singleElement()
          .extracting("value")
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phone",
        "XYZ:a",
        "DNS:",
        "DNS:{{Nothing}}",
        "DNS:a{b",
        "OTHER:00",
        "URI:tag:microsoft.com,2022-09-14:sid:{{UserName}}",
        "DNS:\ue000"
      })
  void no_san_formats(String written) {
    assertThatThrownBy(() -> SubjectAltNameFormat.parse(written))
        .isInstanceOf(UnreadableException.class);
  }
}
