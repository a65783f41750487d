package org.scepter.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.TemplateName;

class TemplateMapTest {
  private final TemplateMap map =
      new TemplateMap(
          new TemplateName("Signing"), new TemplateName("Encrypting"), new TemplateName("Both"));

  @ParameterizedTest
  @CsvSource({"0x20, Encrypting", "0x80, Signing", "0xA0, Both"})
  void the_key_usage_selects_the_template_as_ndes_does(String bits, String template) {
    assertThat(map.choose(OptionalInt.of(Integer.decode(bits))))
        .contains(new TemplateName(template));
  }

  @Test
  void a_request_without_key_usage_gets_the_general_purpose_template() {
    assertThat(map.choose(OptionalInt.empty())).contains(new TemplateName("Both"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 0x04, 0x40, 0xC0, 0xFF, 0x80A0})
  void any_other_key_usage_selects_nothing(int bits) {
    assertThat(map.choose(OptionalInt.of(bits))).isEmpty();
  }
}
