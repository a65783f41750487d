package org.scepter.issuing.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.pki.TemplateName;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.UnusableHomeException;
import org.scepter.testing.elsewhere.ForeignCa;

class ElsewhereSettingsTest {
  private static final String PREFIX = "scepter.issuing.elsewhere.";

  private final Map<String, String> written = new HashMap<>();
  private final SettingsReader reader =
      new SettingsReader(key -> Optional.ofNullable(written.get(key)));

  private void elsewhere() {
    written.put("scepter.issuing.backend", "est");
    written.put(PREFIX + "url", "https://ca.example.test/");
    written.put(PREFIX + "ca-file", "elsewhere/ca.pem");
  }

  @Test
  void without_settings_the_homes_own_ca_issues() {
    assertThat(ElsewhereSettings.from(reader).backend()).isEqualTo(Backend.LOCAL);
    assertThat(reader.faults()).isEmpty();
  }

  @Test
  void another_ca_has_an_address_and_a_chain() {
    written.put("scepter.issuing.backend", "est");
    ElsewhereSettings.from(reader);
    assertThat(reader.faults()).hasSize(2).allMatch(fault -> fault.contains("is needed"));
  }

  @Test
  void what_is_written_is_read() {
    elsewhere();
    written.put(PREFIX + "templates", "ScepterDevice = vpn phones, ScepterUser=user");
    ElsewhereSettings settings = ElsewhereSettings.from(reader);

    assertThat(reader.faults()).isEmpty();
    assertThat(settings.url()).hasToString("https://ca.example.test");
    assertThat(settings.caFile()).isEqualTo(Path.of("elsewhere/ca.pem"));
    assertThat(settings.named(new TemplateName("ScepterDevice"))).contains("vpn phones");
    assertThat(settings.named(new TemplateName("Another"))).isEmpty();
    assertThat(settings.retryAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.repeatsUnclear()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "backend, adcs",
    "elsewhere.url, http://ca.example.test",
    "elsewhere.url, ca.example.test",
    "elsewhere.pin, 1234",
    "elsewhere.request-timeout, PT2M",
    "elsewhere.max-body, 10",
    "elsewhere.templates, ScepterDevice",
    "elsewhere.templates, =vpn",
    "elsewhere.repeat-unclear, yes"
  })
  void what_cannot_be_is_a_fault(String name, String value) {
    elsewhere();
    written.put("scepter.issuing." + name, value);
    ElsewhereSettings.from(reader);
    assertThat(reader.faults()).singleElement().asString().startsWith("scepter.issuing." + name);
  }

  @Test
  void the_pinned_chain_goes_up_to_a_root_in_order(@TempDir Path directory) {
    ForeignCa ca = new ForeignCa("Other");
    Path file = directory.resolve("ca.pem");
    ForeignCa.write(file, ForeignCa.pem(ca.chain()));
    assertThat(PinnedAuthority.read(file, Passing.PROVIDER).chain()).hasSize(2);

    for (List<java.security.cert.X509Certificate> wrong :
        List.of(
            List.of(ca.root(), ca.certificate()),
            List.of(ca.certificate()),
            List.of(ca.certificate(), new ForeignCa("Other").root()))) {
      ForeignCa.write(file, ForeignCa.pem(wrong));
      assertThatThrownBy(() -> PinnedAuthority.read(file, Passing.PROVIDER))
          .isInstanceOf(UnusableHomeException.class);
    }
    ForeignCa.write(file, new byte[0]);
    assertThatThrownBy(() -> PinnedAuthority.read(file, Passing.PROVIDER))
        .isInstanceOf(UnusableHomeException.class);
  }
}
