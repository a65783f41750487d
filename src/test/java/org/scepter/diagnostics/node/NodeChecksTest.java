package org.scepter.diagnostics.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.diagnostics.Expiry;
import org.scepter.diagnostics.Finding;
import org.scepter.diagnostics.files.ExpiryCheck;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.testing.Homes;

class NodeChecksTest {
  private static final String PUBLIC = "tls/public.p12";

  @TempDir private static Path directory;
  private static ScepterHome home;

  @BeforeAll
  static void make() {
    home = Homes.make(directory.resolve("home"), Clock.systemUTC(), "init.trial=true");
  }

  /** What is told of files on the day on which the home's own public certificate has ended. */
  private static List<Finding> ends(Map<String, String> settings) {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    Clock end = Clock.fixed(Expiry.end(home.key(PUBLIC).certificate()), ZoneOffset.UTC);
    return new NodeChecks(home, PlatformSettings.from(reader), reader, end, Duration.ofSeconds(1))
        .all("localhost").stream()
            .filter(ExpiryCheck.class::isInstance)
            .flatMap(each -> each.look().stream())
            .toList();
  }

  @Test
  void the_public_certificate_that_is_not_the_operators_own_is_looked_at_in_the_home() {
    assertThat(ends(Map.of())).anyMatch(it -> it.seen().contains(PUBLIC));
    assertThat(ends(Map.of("scepter.tls.public.store", home.resolve(PUBLIC).toString())))
        .anyMatch(it -> it.seen().contains(PUBLIC));
  }

  @Test
  void one_that_the_settings_have_replaced_is_nobodys_trouble() {
    assertThat(ends(Map.of("scepter.tls.public.store", "/etc/scepter/public.p12")))
        .isNotEmpty()
        .noneMatch(it -> it.seen().contains(PUBLIC));
  }
}
