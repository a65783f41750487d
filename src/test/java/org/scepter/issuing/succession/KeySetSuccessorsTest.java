package org.scepter.issuing.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
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
import org.scepter.issuing.succession.Planned.Objection;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.ra.RaSet;
import org.scepter.testing.Homes;

/** The RA's next key set in a home. */
class KeySetSuccessorsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant NEXT = NOW.plus(Duration.ofDays(1));
  private static final Instant TAKEOVER = NOW.plus(Duration.ofDays(30));
  private static final Provider PROVIDER = new BouncyCastleProvider();
  @TempDir private static Path directory;

  /** As a process ends that is killed: nothing that comes after happens. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  @BeforeAll
  static void home() {
    Homes.make(
        directory.resolve("fresh"), clock(NOW.minus(Duration.ofHours(2))), "init.trial=true");
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

  private static PlannedKeySet next(ScepterHome home, Instant now, Instant from)
      throws IOException {
    return new KeySetSuccessors(home, KeyHolders.by(PROVIDER), new SecureRandom(), clock(now))
        .next(from, any -> true);
  }

  private static RaSet made(ScepterHome home, Instant now, Instant from) throws IOException {
    return next(home, now, from).done().orElseThrow();
  }

  private static Successors cas(ScepterHome home, Instant now) {
    return new Successors(home, KeyHolders.by(PROVIDER), new SecureRandom(), clock(now));
  }

  private static Takeover takeover() {
    return new Takeover(TAKEOVER, Duration.ofDays(2), Optional.of(KeyType.EC_P256));
  }

  @Test
  void the_next_set_is_like_the_last_one_and_has_keys_of_its_own() throws Exception {
    ScepterHome home = copy("like");
    RaSet set = made(home, NOW, NEXT);

    assertThat(set).isEqualTo(new RaSet(2, 1, Optional.of(NEXT)));
    assertThat(RaSet.all(home)).containsExactly(RaSet.of(1), set);
    X509Certificate ca = home.key("ca/issuing.p12").certificate();
    for (String kind : List.of("signing", "decryption")) {
      X509Certificate old = home.key("ra/" + kind + ".p12").certificate();
      X509Certificate fresh = home.key("ra/" + kind + "-2.p12").certificate();
      fresh.verify(ca.getPublicKey());
      assertThat(fresh.getPublicKey()).isNotEqualTo(old.getPublicKey());
      assertThat(fresh.getSubjectX500Principal()).isEqualTo(old.getSubjectX500Principal());
      assertThat(fresh.getKeyUsage()).isEqualTo(old.getKeyUsage());
      assertThat(fresh.getExtendedKeyUsage()).isEqualTo(old.getExtendedKeyUsage());
      assertThat(Files.readAllBytes(home.resolve("certificates/ra-" + kind + "-2.cer")))
          .isEqualTo(fresh.getEncoded());
    }
  }

  @Test
  void one_at_a_time_and_only_for_the_future() throws IOException {
    ScepterHome home = copy("objections");
    Instant end = home.key("ca/issuing.p12").certificate().getNotAfter().toInstant();
    assertThat(next(home, NOW, NOW).objection()).contains(Objection.PAST);
    assertThat(next(home, NOW, end).objection()).contains(Objection.GAP);
    assertThat(
            new KeySetSuccessors(home, KeyHolders.by(PROVIDER), new SecureRandom(), clock(NOW))
                .next(NEXT, any -> false)
                .objection())
        .as("another server has the number")
        .contains(Objection.SCHEDULED_ALREADY);
    assertThat(RaSet.all(home)).hasSize(1);

    made(home, NOW, NEXT);
    assertThat(next(home, NOW, NEXT.plusSeconds(1)).objection())
        .contains(Objection.SCHEDULED_ALREADY);
    assertThat(made(home, NEXT, NEXT.plusSeconds(60)).number()).isEqualTo(3);
  }

  @Test
  void a_ca_that_follows_has_a_set_whose_number_nobody_had() throws IOException {
    ScepterHome home = copy("both");
    RaSet renewed = made(home, NOW, NEXT);

    int ca = cas(home, NOW).schedule(takeover()).done().orElseThrow().number();

    RaSet ofCa = new RaSet(3, ca, Optional.empty());
    assertThat(ca).isEqualTo(2);
    assertThat(RaSet.all(home)).containsExactly(RaSet.of(1), renewed, ofCa);
    X509Certificate signing = home.key(ofCa.signing()).certificate();
    assertThat(signing.getIssuerX500Principal())
        .isEqualTo(home.key("ca/issuing-2.p12").certificate().getSubjectX500Principal());
    RaSet after = made(home, NEXT, TAKEOVER.plusSeconds(1));
    assertThat(after.generation()).isEqualTo(2);
    assertThat(after.number()).isEqualTo(4);
  }

  @Test
  void a_ca_that_is_called_off_takes_its_sets_with_it_and_no_other() throws IOException {
    ScepterHome home = copy("called-off");
    RaSet renewed = made(home, NOW, NEXT);
    cas(home, NOW).schedule(takeover());

    assertThat(cas(home, NOW).withdraw().done()).isPresent();

    assertThat(RaSet.all(home)).containsExactly(RaSet.of(1), renewed);
    assertThat(home.resolve("ra/set-3.properties")).doesNotExist();
    assertThat(home.key(renewed.decryption()).certificate()).isNotNull();
    assertThat(made(home, NEXT, NEXT.plusSeconds(60)).number())
        .as("nodes may know a set by the number 3")
        .isEqualTo(4);
  }

  @Test
  void it_is_due_before_the_last_ones_end_if_it_would_outlive_it() throws IOException {
    ScepterHome home =
        Homes.make(
            directory.resolve("short"), clock(NOW), "init.trial=true", "init.ra.lifetime=P300D");
    Instant end = home.key("ra/decryption.p12").certificate().getNotAfter().toInstant();
    Instant due = end.minus(Duration.ofDays(90));
    KeySetSettings settings = new KeySetSettings(Duration.ofDays(90), Duration.ofDays(7));
    KeySetSettings eager = new KeySetSettings(Duration.ofDays(299), Duration.ofDays(7));

    assertThat(due(home, due.minusSeconds(1), settings)).isEmpty();
    assertThat(due(home, due, settings)).contains(due.plus(Duration.ofDays(7)));
    assertThat(due(home, NOW.plus(Duration.ofDays(149)), eager)).as("half its life").isEmpty();
    assertThat(due(home, NOW.plus(Duration.ofDays(151)), eager)).isPresent();

    made(home, due, due.plus(Duration.ofDays(7)));
    assertThat(due(home, due, settings)).as("one is to come").isEmpty();
    assertThat(due(home, due.plus(Duration.ofDays(8)), settings)).as("it has come").isEmpty();
  }

  @Test
  void each_lives_as_long_from_its_time_on_as_the_one_before() throws IOException {
    ScepterHome home =
        Homes.make(
            directory.resolve("lives"), clock(NOW), "init.trial=true", "init.ra.lifetime=P90D");
    RaSet second = made(home, NOW.plus(Duration.ofDays(10)), NOW.plus(Duration.ofDays(40)));
    RaSet third = made(home, NOW.plus(Duration.ofDays(50)), NOW.plus(Duration.ofDays(80)));

    assertThat(life(home, second)).isGreaterThanOrEqualTo(Duration.ofDays(90));
    assertThat(life(home, third)).isEqualTo(life(home, second));
  }

  private static Duration life(ScepterHome home, RaSet set) {
    return Duration.between(
        set.activeFrom().orElseThrow(),
        home.key(set.decryption()).certificate().getNotAfter().toInstant());
  }

  @Test
  void it_is_not_due_where_it_would_end_with_its_ca_all_the_same() throws IOException {
    ScepterHome home = copy("with-its-ca");
    Instant end = home.key("ra/decryption.p12").certificate().getNotAfter().toInstant();

    assertThat(
            due(
                home,
                end.minusSeconds(1),
                new KeySetSettings(Duration.ofDays(90), Duration.ofDays(7))))
        .isEmpty();
  }

  private static Optional<Instant> due(ScepterHome home, Instant now, KeySetSettings settings)
      throws IOException {
    return new KeySetSuccessors(home, KeyHolders.by(PROVIDER), new SecureRandom(), clock(now))
        .due(settings);
  }

  @Test
  void a_killed_run_has_made_nothing_and_the_next_one_makes_it_all() throws IOException {
    int kills = 0;
    while (true) {
      ScepterHome home = copy("killed-" + kills);
      int[] left = {kills};
      SuccessorFiles.Step step =
          any -> {
            if (left[0]-- == 0) {
              throw new Killed();
            }
          };
      try {
        new KeySetSuccessors(home, KeyHolders.by(PROVIDER), new SecureRandom(), clock(NOW), step)
            .next(NEXT, any -> true);
        break;
      } catch (Killed e) {
        assertThat(RaSet.all(home)).as("killed before change %d", kills).hasSize(1);
      }
      RaSet set = made(home, NOW, NEXT);
      assertThat(RaSet.all(home)).containsExactly(RaSet.of(1), set);
      assertThat(home.key(set.signing()).certificate()).isNotNull();
      try (Stream<Path> files = Files.walk(home.directory())) {
        assertThat(files.map(Path::toString).filter(file -> file.endsWith(".new"))).isEmpty();
      }
      kills++;
    }
    assertThat(kills).as("changes of one run").isEqualTo(10);
  }
}
