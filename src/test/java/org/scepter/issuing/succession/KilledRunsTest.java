package org.scepter.issuing.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.command.ScepterCommand;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Generation;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;

/** A run that is killed between any two changes of the home leaves a home that works. */
class KilledRunsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Takeover WANTED =
      new Takeover(NOW.plus(Duration.ofDays(1)), Duration.ofDays(2), Optional.of(KeyType.EC_P256));
  private static final Provider PROVIDER = new BouncyCastleProvider();
  @TempDir private static Path directory;

  /** As a process ends that is killed: nothing that comes after happens. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  @BeforeAll
  static void home() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    int status =
        new ScepterCommand(out, out, clock(NOW.minus(Duration.ofHours(2))))
            .run(
                List.of(
                    "init",
                    "--home",
                    directory.resolve("fresh").toString(),
                    "--set",
                    "init.trial=true",
                    "--set",
                    "init.root.key-type=ec-p256",
                    "--set",
                    "init.issuing.key-type=ec-p256"));
    assertThat(status).as(() -> said.toString(StandardCharsets.UTF_8)).isZero();
  }

  private static Clock clock(Instant at) {
    return Clock.fixed(at, ZoneOffset.UTC);
  }

  private static ScepterHome copy(String name) throws IOException {
    Path from = directory.resolve("fresh");
    Path to = directory.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return ScepterHome.open(to);
  }

  private static Successors successors(ScepterHome home, SuccessorFiles.Step step) {
    return new Successors(home, KeyHolders.by(PROVIDER), new SecureRandom(), clock(NOW), step);
  }

  private static Successors successors(ScepterHome home) {
    return successors(home, change -> {});
  }

  private static SuccessorFiles.Step killedAt(int change) {
    int[] left = {change};
    return any -> {
      if (left[0]-- == 0) {
        throw new Killed();
      }
    };
  }

  private interface Run {
    Planned of(Successors successors) throws IOException;
  }

  /** Whether it was killed before it came to its end. */
  private static boolean isKilled(ScepterHome home, int change, Run run) throws IOException {
    try {
      assertThat(run.of(successors(home, killedAt(change))).done()).isPresent();
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  private static List<Integer> numbers(ScepterHome home) {
    return new AuthorityKeys(home, KeyHolders.by(PROVIDER), clock(NOW))
        .generations().stream().map(Generation::number).toList();
  }

  private static void requireNoRemains(ScepterHome home) throws IOException {
    try (Stream<Path> files = Files.walk(home.directory())) {
      assertThat(files.map(Path::toString).filter(file -> file.endsWith(".new"))).isEmpty();
    }
  }

  @Test
  void a_killed_schedule_has_made_nothing_and_the_next_one_makes_it_all() throws IOException {
    int kills = 0;
    while (true) {
      ScepterHome home = copy("schedule-" + kills);
      if (!isKilled(home, kills, successors -> successors.schedule(WANTED))) {
        break;
      }
      assertThat(numbers(home)).as("killed before change %d", kills).containsExactly(1);
      int number = successors(home).schedule(WANTED).done().orElseThrow().number();
      assertThat(numbers(home)).containsExactly(1, number);
      for (String file : List.of("ca/issuing-", "ra/signing-", "ra/decryption-")) {
        assertThat(home.key(file + number + ".p12").certificate()).isNotNull();
      }
      requireNoRemains(home);
      kills++;
    }
    assertThat(kills).as("changes of one run").isEqualTo(14);
  }

  @Test
  void a_killed_withdrawal_has_done_nothing_or_all_that_counts() throws IOException {
    int kills = 0;
    while (true) {
      ScepterHome home = copy("withdrawal-" + kills);
      successors(home).schedule(WANTED);
      if (!isKilled(home, kills, Successors::withdraw)) {
        break;
      }
      if (numbers(home).size() == 2) {
        assertThat(home.key("ra/signing-2.p12").certificate()).isNotNull();
        assertThat(successors(home).withdraw().done()).isPresent();
      }
      assertThat(numbers(home)).as("killed before change %d", kills).containsExactly(1);
      assertThat(successors(home).schedule(WANTED).done()).isPresent();
      assertThat(home.resolve("ra/signing-2.p12")).doesNotExist();
      assertThat(new AuthorityKeys(home, KeyHolders.by(PROVIDER), clock(NOW)).published())
          .hasSize(3);
      requireNoRemains(home);
      kills++;
    }
    assertThat(kills).as("changes of one run").isEqualTo(4);
  }

  @Test
  void only_one_run_at_a_time_is_at_work() throws IOException {
    ScepterHome home = copy("busy");
    Planned[] other = new Planned[1];
    successors(
            home,
            change -> {
              try {
                other[0] = successors(home).schedule(WANTED);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            })
        .schedule(WANTED);
    assertThat(other[0].objection()).contains(Planned.Objection.BUSY);
    assertThat(numbers(home)).containsExactly(1, 2);
  }
}
