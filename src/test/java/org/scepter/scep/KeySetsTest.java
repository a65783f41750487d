package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.enrolment.CaGeneration;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.ra.RaSet;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.testing.SetClock;

/** A key set of the RA follows another one under the same CA, without a restart. */
class KeySetsTest {
  private static final Duration OVERLAP = Duration.ofDays(3);
  private static final ScepSettings SETTINGS =
      ScepSettings.from(
          new SettingsReader(
              key -> Optional.ofNullable(Map.of("scepter.scep.key-set-overlap", "P3D").get(key))));
  private static final TestRa.Party CA = TestRa.Party.of("CN=CA");
  private static final TestRa.Party SIGNING = TestRa.Party.of("CN=RA signing 4");
  private static final TestRa.Party DECRYPTION = TestRa.Party.of("CN=RA decryption 4");
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant SWITCH = START.plus(Duration.ofDays(10));

  @TempDir private Path home;
  private final Behind behind = new Behind();
  private final SetClock clock = new SetClock(START);
  private TestRa ra;
  private RaAtWork work;

  private static final class Behind extends RaAtWork.Willing {
    private Instant retired = Instant.MAX;

    Behind() {
      super(CA.der());
    }

    @Override
    public List<CaGeneration> generations() {
      return List.of(new CaGeneration(1, List.of(CA.der()), Instant.EPOCH, retired));
    }
  }

  private void start() {
    ra = new TestRa(home, SETTINGS);
    work = new RaAtWork(ra, SETTINGS, behind, clock);
  }

  private void bring(Instant activeFrom) throws IOException {
    RaSet set = new RaSet(4, 1, Optional.of(activeFrom));
    ra.write(DECRYPTION, set.decryption());
    Files.write(home.resolve(set.description()), set.written());
    ra.write(SIGNING, set.signing());
  }

  @Test
  void a_set_that_comes_is_read_within_seconds_and_told_of_at_its_time() throws IOException {
    start();
    assertThat(work.isGivenOut(ra.signing)).isTrue();
    bring(SWITCH);
    clock.pass(Duration.ofSeconds(5));

    assertThat(work.reply(DECRYPTION, SIGNING).status()).as("before its time").isEqualTo("0");
    assertThat(work.isGivenOut(SIGNING)).isFalse();

    clock.set(SWITCH.minusMillis(1));
    assertThat(work.isGivenOut(ra.signing)).isTrue();
    clock.set(SWITCH);
    assertThat(work.isGivenOut(SIGNING)).isTrue();
    assertThat(work.isGivenOut(DECRYPTION)).isTrue();
    assertThat(work.isGivenOut(ra.signing)).isFalse();
  }

  @Test
  void a_device_that_keeps_the_old_certificate_gets_through_for_a_while() throws IOException {
    start();
    bring(SWITCH);
    clock.set(SWITCH.plus(OVERLAP).minusMillis(1));
    assertThat(work.reply(ra.decryption, ra.signing).status()).isEqualTo("0");
    assertThat(work.reply(DECRYPTION, SIGNING).status()).isEqualTo("0");

    clock.set(SWITCH.plus(OVERLAP));
    assertThat(work.reply(ra.decryption, SIGNING).failInfo()).contains("1");
    assertThat(work.reply(DECRYPTION, SIGNING).status()).isEqualTo("0");
  }

  @Test
  void no_set_serves_longer_than_its_ca() throws IOException {
    start();
    behind.retired = SWITCH.plus(Duration.ofDays(1));
    bring(SWITCH);
    clock.set(SWITCH.plus(Duration.ofHours(1)));
    assertThat(work.reply(ra.decryption, ra.signing).status()).isEqualTo("0");

    clock.set(behind.retired);
    assertThat(work.isAnyGivenOut()).isFalse();
  }

  @Test
  void a_set_whose_signing_key_is_not_there_yet_counts_for_nothing() throws IOException {
    start();
    RaSet set = new RaSet(4, 1, Optional.of(START));
    ra.write(DECRYPTION, set.decryption());
    Files.write(home.resolve(set.description()), set.written());
    clock.pass(Duration.ofSeconds(5));

    assertThat(work.isGivenOut(ra.signing)).isTrue();
  }

  @Test
  void a_broken_set_leaves_the_others_at_work_and_is_taken_once_it_is_whole() throws IOException {
    start();
    RaSet set = new RaSet(4, 1, Optional.of(START));
    Files.write(home.resolve(set.description()), set.written());
    Files.write(home.resolve(set.signing()), new byte[] {1});
    clock.pass(Duration.ofSeconds(5));
    assertThat(work.isGivenOut(ra.signing)).isTrue();

    bring(START);
    clock.pass(Duration.ofSeconds(5));
    assertThat(work.isGivenOut(SIGNING)).isTrue();
  }
}
