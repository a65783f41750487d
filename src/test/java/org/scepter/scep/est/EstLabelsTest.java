package org.scepter.scep.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.endpoint.ScepSettings;

class EstLabelsTest {
  private static final int ENCRYPTION = 0x20;

  private final Map<String, String> written =
      new HashMap<>(
          Map.of(
              "scepter.scep.endpoints", "mscep,machines,printers",
              "scepter.scep.endpoint.machines.est", "true",
              "scepter.scep.endpoint.machines.general-purpose-template", "Machine",
              "scepter.scep.endpoint.machines.signature-template", "Shared",
              "scepter.scep.endpoint.printers.est", "true",
              "scepter.scep.endpoint.printers.signature-template", "Shared",
              "scepter.scep.endpoint.printers.general-purpose-template", "machines"));

  private Optional<EstLabels.Named> find(String label) {
    return new EstLabels(
            ScepSettings.from(new SettingsReader(key -> Optional.ofNullable(written.get(key)))))
        .find(Optional.ofNullable(label));
  }

  private static String chosen(EstLabels.Named named) {
    return named.templates().choose(OptionalInt.of(ENCRYPTION)).orElseThrow().value();
  }

  @Test
  void an_endpoints_label_leaves_the_template_to_the_key_usage() {
    EstLabels.Named named = find("machines").orElseThrow();

    assertThat(named.endpoint().name().value()).isEqualTo("machines");
    assertThat(named.template()).isEmpty();
    assertThat(chosen(named)).isEqualTo("ScepterDeviceEncryption");
  }

  @Test
  void a_templates_label_names_the_endpoint_that_has_it_and_the_template() {
    EstLabels.Named named = find("Machine").orElseThrow();

    assertThat(named.endpoint().name().value()).isEqualTo("machines");
    assertThat(named.template()).hasToString("Optional[Machine]");
    assertThat(chosen(named)).isEqualTo("Machine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mscep", // no EST there
        "ScepterDevice", // mscep's alone
        "Shared", // of two endpoints
        "ScepterDeviceEncryption",
        "elsewhere",
        "MACHINES",
        "machine",
        "a%2fb",
        ""
      })
  void anything_else_is_no_label(String label) {
    assertThat(find(label)).isEmpty();
  }

  @Test
  void without_a_label_the_settings_say_which_endpoint() {
    assertThat(find(null)).isEmpty();

    written.put("scepter.scep.est-endpoint", "printers");

    assertThat(find(null).orElseThrow().endpoint().name().value()).isEqualTo("printers");
  }
}
