package org.scepter.diagnostics.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.diagnostics.Expiry;
import org.scepter.diagnostics.Finding;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.platform.NodeRole;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.Homes;

/** What is seen in a home and in a node's settings. */
class FilesTest {
  private static final Clock NOW = Clock.systemUTC();

  @TempDir private static Path directory;
  private static ScepterHome home;

  @BeforeAll
  static void make() {
    home = Homes.make(directory.resolve("home"), NOW, "init.public-url=https://localhost:8443");
  }

  private static List<Finding> expiry(Duration later) {
    return new ExpiryCheck(new HomeCertificates(home), Clock.offset(NOW, later)).look();
  }

  private static Duration left(String file) {
    return Duration.between(NOW.instant(), Expiry.end(home.key(file).certificate()));
  }

  @Test
  void a_new_home_tells_what_ends_first() {
    assertThat(expiry(Duration.ZERO))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.level()).isEqualTo(Finding.Level.OK);
              assertThat(it.seen()).contains("certificates in the home", "the first to end is");
            });
  }

  @Test
  void every_end_is_told_sixty_days_before_with_the_file() {
    List<Finding> near = expiry(left("tls/public.p12").minusDays(59));
    assertThat(near)
        .anySatisfy(
            it -> {
              assertThat(it.level()).isEqualTo(Finding.Level.WARN);
              assertThat(it.seen()).contains("tls/public.p12", "expires at");
            });
    assertThat(expiry(left("ndes/policy-module.p12").plusDays(1)))
        .anySatisfy(
            it -> {
              assertThat(it.level()).isEqualTo(Finding.Level.FAIL);
              assertThat(it.seen()).contains("ndes/policy-module.p12", "has expired");
              assertThat(it.cure()).isNotEmpty();
            });
  }

  @Test
  void what_a_later_one_has_followed_is_nobodys_trouble() throws Exception {
    Clock lastYear = Clock.offset(NOW, Duration.ofDays(-365));
    ScepterHome older =
        Homes.make(directory.resolve("older"), lastYear, "init.public-url=https://localhost:8443");
    Duration later =
        Duration.between(
                NOW.instant(), Expiry.end(older.key("crp/authorisation.p12").certificate()))
            .plusDays(1);
    ScepterHome newer =
        Homes.make(directory.resolve("newer"), NOW, "init.public-url=https://localhost:8443");
    Files.copy(older.resolve("certmgr.box/crp.cer"), newer.resolve("certmgr.box/crp-before.cer"));
    ExpiryCheck check = new ExpiryCheck(new HomeCertificates(newer), Clock.offset(NOW, later));

    assertThat(check.look()).noneMatch(it -> it.seen().contains("crp-before.cer"));
    Files.delete(newer.resolve("certmgr.box/crp.cer"));
    assertThat(check.look()).anyMatch(it -> it.seen().contains("crp-before.cer"));
  }

  @Test
  void what_a_renewal_has_left_beside_the_new_key_may_end() throws Exception {
    String file = "tls/public-previous.p12";
    Clock lastYear = Clock.offset(NOW, Duration.ofDays(-365));
    ScepterHome renewed =
        Homes.make(directory.resolve("renewed"), NOW, "init.public-url=https://localhost:8443");
    ScepterHome before =
        Homes.make(directory.resolve("before"), lastYear, "init.public-url=https://localhost:8443");
    KeyFile.write(renewed, file, before.key("tls/public.p12"));
    HomeCertificates certificates = new HomeCertificates(renewed);
    Instant end = Expiry.end(renewed.key(file).certificate());

    assertThat(certificates.all()).containsKey(file);
    assertThat(new ExpiryCheck(certificates, Clock.fixed(end, ZoneOffset.UTC)).look())
        .noneMatch(it -> it.seen().contains("previous"));
  }

  @Test
  void a_clock_before_everything_is_told() {
    assertThat(expiry(Duration.ofDays(-30)))
        .anySatisfy(it -> assertThat(it.cure()).contains("set this server's clock"));
  }

  @Test
  void a_file_that_cannot_be_read_is_told() throws Exception {
    ScepterHome broken =
        Homes.make(directory.resolve("broken"), NOW, "init.public-url=https://localhost:8443");
    Files.write(broken.resolve("crp/authorisation.p12"), new byte[] {1, 2, 3});

    assertThat(new ExpiryCheck(new HomeCertificates(broken), NOW).look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.level()).isEqualTo(Finding.Level.FAIL);
              assertThat(it.seen()).contains("crp/authorisation.p12");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "NDES, false, false, OK",
    "NDES, false, true, WARN",
    "NDES, true, true, OK",
    "CRP;SITE;CA, false, true, OK",
    "NDES;CRP, false, true, WARN",
    "NDES;CA, false, true, WARN",
    "NDES;CRP;SITE;CA, false, true, WARN",
    "NDES;CRP;SITE;CA, true, true, OK",
  })
  void what_strangers_reach_is_to_be_apart_in_production(
      String roles, boolean isTrial, boolean hasCaKeys, Finding.Level level) {
    var all =
        Arrays.stream(roles.split(";", -1)).map(NodeRole::valueOf).collect(Collectors.toSet());

    assertThat(new RolesCheck(all, isTrial, hasCaKeys).look())
        .singleElement()
        .satisfies(it -> assertThat(it.level()).isEqualTo(level));
  }
}
