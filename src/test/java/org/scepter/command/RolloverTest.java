package org.scepter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloverTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir private Path directory;
  private Path home;
  private String said;

  @BeforeEach
  void make() {
    home = directory.resolve("home");
    assertThat(run("init", "--set", "init.trial=true", "--set", "init.root.key-type=ec-p256"))
        .isZero();
  }

  private int run(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command, "--home", home.toString()));
    words.addAll(List.of(options));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status = new ScepterCommand(print, print, Clock.fixed(NOW, ZoneOffset.UTC)).run(words);
    said = out.toString(StandardCharsets.UTF_8);
    return status;
  }

  @Test
  void the_next_ca_and_its_ra_are_made_for_their_owner_alone() throws Exception {
    assertThat(run("rollover", "--at", "2026-12-01T00:00:00Z", "--grace", "P14D")).isZero();
    assertThat(said)
        .contains("2026-12-01T00:00:00Z", "2026-12-15T00:00:00Z", "SHA-256 fingerprint");
    for (String file :
        List.of(
            "ca/issuing-2.p12",
            "ra/signing-2.p12",
            "ra/decryption-2.p12",
            "ca/succession-2.properties",
            "certificates/ca-issuing-2.cer",
            "certificates/ra-signing-2.cer",
            "certificates/ra-decryption-2.cer")) {
      assertThat(Files.getPosixFilePermissions(home.resolve(file)))
          .as(file)
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    try (Stream<Path> tree = Files.walk(home)) {
      assertThat(tree.filter(file -> file.toString().endsWith(".new"))).isEmpty();
    }
  }

  @Test
  void a_second_one_is_refused_until_the_first_is_withdrawn() {
    assertThat(run("rollover", "--at", "2026-12-01T00:00:00Z")).isZero();
    assertThat(run("rollover", "--at", "2026-12-02T00:00:00Z")).isEqualTo(1);
    assertThat(said).contains("scheduled already");
    assertThat(run("withdraw-rollover")).isZero();
    assertThat(said).contains("issuing CA 2 will not take over");
    assertThat(run("withdraw-rollover")).isEqualTo(1);
    assertThat(said).contains("no next CA is scheduled");
    assertThat(home.resolve("ca/issuing-2.p12")).exists();
    assertThat(home.resolve("ra/signing-2.p12")).doesNotExist();
    assertThat(run("rollover", "--at", "2026-12-02T00:00:00Z", "--key-type", "ec-p256")).isZero();
    assertThat(said).contains("ca/issuing-3.p12");
    assertThat(run("fingerprint")).isZero();
    assertThat(said).contains("issuing-3 CA", "from 2026-12-02").doesNotContain("issuing-2");
  }

  @ParameterizedTest
  @CsvSource({
    "--at, tomorrow, --at",
    "--grace, P-1D, --grace",
    "--grace, soon, --grace",
    "--grace, P8000D, --grace",
    "--key-type, ed25519, --key-type"
  })
  void what_makes_no_sense_is_named_and_nothing_is_made(String option, String value, String told) {
    List<String> options = new ArrayList<>(List.of(option, value));
    if (!option.equals("--at")) {
      options.addAll(List.of("--at", "2026-12-01T00:00:00Z"));
    }
    assertThat(run("rollover", options.toArray(String[]::new))).isEqualTo(2);
    assertThat(said).startsWith(told + ": ");
    assertThat(home.resolve("ca/issuing-2.p12")).doesNotExist();
  }
}
