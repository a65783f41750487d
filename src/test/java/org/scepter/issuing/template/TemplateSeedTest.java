package org.scepter.issuing.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scepter.issuing.Heard;
import org.scepter.pki.TemplateName;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.Reporter;
import org.scepter.platform.SettingsReader;
import org.scepter.testing.Logged;

class TemplateSeedTest {
  private final TemplatesInMemory records = new TemplatesInMemory(List.of());
  private final Map<String, String> settings = new HashMap<>(Map.of("scepter.home", "/home"));

  private void start() {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    new TemplateSeed(
            PlatformSettings.from(reader),
            reader,
            records,
            new Reporter(new Heard()),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
        .start();
  }

  private List<String> names() {
    return records.all().stream()
        .map(template -> template.name() + " " + template.version() + " " + template.published())
        .toList();
  }

  @Test
  void a_new_database_gets_those_of_the_settings_published_and_the_ready_ones_not() {
    settings.put("scepter.issuing.template.ScepterDevice.version", "3");
    start();
    assertThat(names())
        .containsExactly(
            "CEP Encryption 1 false",
            "Exchange Enrollment Agent (Offline request) 1 false",
            "ScepterDevice 3 true",
            "ScepterDeviceEncryption 1 true",
            "ScepterDeviceSignature 1 true",
            "ScepterNetworkDevice 1 false",
            "ScepterUser 1 false");
  }

  @Test
  void what_the_database_has_is_left_alone_and_settings_that_say_else_are_named() {
    start();
    records.publish(new TemplateName("ScepterDevice"), false, Instant.EPOCH);
    try (Logged logged = new Logged(TemplateSeed.class.getName())) {
      start();
      assertThat(logged.lines()).isEmpty();
      settings.put("scepter.issuing.template.ScepterDevice.minimum-key-bits", "3072");
      settings.put("scepter.issuing.templates", "ScepterDevice,ScepterDeviceSignature,Late");
      settings.put("scepter.issuing.template.Late.key-usage", "signature");
      start();
      assertThat(logged.lines())
          .anySatisfy(
              line ->
                  assertThat(line).contains("scepter.issuing.template.ScepterDevice.* is ignored"))
          .anySatisfy(line -> assertThat(line).contains("leaves out ScepterDeviceEncryption"))
          .hasSize(2);
    }
    Template kept = records.find(new TemplateName("ScepterDevice")).orElseThrow();
    assertThat(kept.published()).isFalse();
    assertThat(kept.terms().keys().minimumRsaBits()).isEqualTo(2048);
    assertThat(names()).contains("Late 1 true");
  }

  @Test
  void a_node_in_front_has_no_templates() {
    settings.put("scepter.roles", "ndes");
    start();
    assertThat(names()).isEmpty();
  }
}
