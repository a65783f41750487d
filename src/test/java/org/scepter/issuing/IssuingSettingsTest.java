package org.scepter.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.pki.KeyUsageMask;
import org.scepter.platform.SettingsReader;

class IssuingSettingsTest {
  private static SettingsReader reader(Map<String, String> written) {
    return new SettingsReader(key -> Optional.ofNullable(written.get(key)));
  }

  @Test
  void a_template_can_be_added_and_a_built_in_one_changed() {
    SettingsReader reader =
        reader(
            Map.of(
                "scepter.issuing.templates", "ScepterDevice,WiFi",
                "scepter.issuing.template.ScepterDevice.version", "3",
                "scepter.issuing.template.ScepterDevice.minimum-key-bits", "3072",
                "scepter.issuing.template.WiFi.key-usage", "signature",
                "scepter.issuing.template.WiFi.maximum-validity", "P90D"));
    IssuingSettings settings = IssuingSettings.from(reader);
    assertThat(reader.faults()).isEmpty();
    assertThat(settings.templates()).hasSize(2);
    assertThat(settings.templates().get(0).terms().keys().minimumRsaBits()).isEqualTo(3072);
    assertThat(settings.templates().get(1).terms().keyUsage()).isEqualTo(KeyUsageMask.SIGNATURE);
    assertThat(settings.templates().get(1).terms().maximumValidity()).isEqualTo(Period.ofDays(90));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scepter.issuing.backdate|P3D",
        "scepter.issuing.crl-lifetime|soon",
        "scepter.issuing.crl-refresh|P8D",
        "scepter.issuing.crl-delta-lifetime|P8D",
        "scepter.issuing.crl-delta-lifetime|P1D",
        "scepter.issuing.templates|Gerät",
        "scepter.issuing.templates|ScepterDevice,ScepterDevice",
        "scepter.issuing.template.ScepterDevice.version|0",
        "scepter.issuing.template.ScepterDevice.key-usage|any",
        "scepter.issuing.template.ScepterDevice.key-types|rsa,ec",
        "scepter.issuing.template.ScepterDevice.key-types|dsa",
        "scepter.issuing.template.ScepterDevice.maximum-validity|P11Y",
        "scepter.issuing.template.ScepterDevice.minimum-key-bits|512",
        "scepter.issuing.template.ScepterDevice.extended-key-usages|clientAuth",
        "scepter.issuing.template.ScepterDevice.extended-key-usages|1.3.6.1.4.1.311.20.2.1",
        "scepter.issuing.template.ScepterDevice.extended-key-usages|2.5.29.37.0"
      })
  void a_wrong_setting_is_named(String key, String value) {
    SettingsReader reader = reader(Map.of(key, value));
    IssuingSettings.from(reader);
    assertThat(reader.faults()).anySatisfy(fault -> assertThat(fault).startsWith(key + ": "));
  }

  @Test
  void a_new_template_must_say_its_key_usage() {
    SettingsReader reader = reader(Map.of("scepter.issuing.templates", "WiFi"));
    IssuingSettings.from(reader);
    assertThat(reader.faults())
        .singleElement()
        .asString()
        .startsWith("scepter.issuing.template.WiFi.key-usage: ");
  }
}
