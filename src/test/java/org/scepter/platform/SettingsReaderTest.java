package org.scepter.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  @Test
  void every_fault_is_listed_with_its_key() {
    SettingsReader reader =
        reader(
            Map.of(
                "scepter.roles", "ndes,cpr",
                "scepter.platform.http-port", "70000",
                "scepter.platform.public-url", "localhost",
                "scepter.console.allowed-addresses", "everywhere"));

    PlatformSettings.from(reader);

    assertThat(reader.faults())
        .extracting(fault -> fault.substring(0, fault.indexOf(':')))
        .containsExactlyInAnyOrder(
            "scepter.home",
            "scepter.roles",
            "scepter.platform.http-port",
            "scepter.platform.public-url",
            "scepter.console.allowed-addresses");
  }

  @Test
  void without_further_settings_a_node_has_all_roles_and_the_console_is_local() {
    SettingsReader reader = reader(Map.of("scepter.home", "/var/lib/scepter"));

    PlatformSettings settings = PlatformSettings.from(reader);

    assertThat(reader.faults()).isEmpty();
    assertThat(settings.roles()).containsExactlyInAnyOrder(NodeRole.values());
    assertThat(settings.consoleAddresses()).containsExactly("127.0.0.1/32", "::1/128");
  }

  private static SettingsReader reader(Map<String, String> written) {
    return new SettingsReader(key -> Optional.ofNullable(written.get(key)));
  }
}
