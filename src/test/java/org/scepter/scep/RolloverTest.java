package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.RevocationListAnswer;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.testing.SetClock;

/** A CA follows another: the RA's keys of both serve as the CA's generations say. */
class RolloverTest {
  private static final ScepSettings SETTINGS =
      ScepSettings.from(new SettingsReader(key -> Optional.empty()));
  private static final TestRa.Party FIRST_CA = TestRa.Party.of("CN=CA 1");
  private static final TestRa.Party SECOND_CA = TestRa.Party.of("CN=CA 2");
  private static final TestRa.Party NEW_SIGNING = TestRa.Party.of("CN=RA signing 2");
  private static final TestRa.Party NEW_DECRYPTION = TestRa.Party.of("CN=RA decryption 2");

  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant SWITCH = START.plus(Duration.ofDays(10));
  private static final Instant RETIRED = SWITCH.plus(Duration.ofDays(5));

  @TempDir private Path home;
  private final Behind behind = new Behind();
  private final SetClock clock = new SetClock(START);
  private TestRa ra;
  private RaAtWork work;

  /** Two generations, of which the second one becomes known when the test says. */
  private static final class Behind extends RaAtWork.Willing {
    private final List<Optional<Thumbprint>> named = new ArrayList<>();
    private List<CaGeneration> generations =
        List.of(new CaGeneration(1, List.of(FIRST_CA.der()), Instant.EPOCH, Instant.MAX));

    Behind() {
      super(FIRST_CA.der());
    }

    void schedule() {
      generations =
          List.of(
              new CaGeneration(1, List.of(FIRST_CA.der()), Instant.EPOCH, RETIRED),
              new CaGeneration(2, List.of(SECOND_CA.der()), SWITCH, Instant.MAX));
    }

    @Override
    public List<CaGeneration> generations() {
      return generations;
    }

    @Override
    public Verdict verify(VerificationRequest request) {
      named.add(request.issuingCa());
      return super.verify(request);
    }

    @Override
    public RevocationListAnswer revocationList(SubjectName issuer, SerialNumber serial) {
      return RevocationListAnswer.of(Der.of(new byte[] {0x30, 0x03, 0x02, 0x01, 0x07}));
    }
  }

  private void start() {
    ra = new TestRa(home, SETTINGS);
    work = new RaAtWork(ra, SETTINGS, behind, clock);
  }

  private void bringKeys() {
    ra.write(NEW_SIGNING, "ra/signing-2.p12");
    ra.write(NEW_DECRYPTION, "ra/decryption-2.p12");
  }

  @Test
  void before_the_switch_both_sets_answer_each_under_its_own_key_and_ca() {
    start();
    assertThat(work.reply(ra.decryption, ra.signing).status()).isEqualTo("0");
    bringKeys();
    behind.schedule();

    assertThat(work.reply(NEW_DECRYPTION, NEW_SIGNING).status()).isEqualTo("0");
    assertThat(work.reply(ra.decryption, ra.signing).status()).isEqualTo("0");
    assertThat(behind.named)
        .containsExactly(
            Optional.of(FIRST_CA.der().thumbprint()),
            Optional.of(SECOND_CA.der().thumbprint()),
            Optional.of(FIRST_CA.der().thumbprint()));
    assertThat(work.isGivenOut(ra.signing)).isTrue();
    assertThat(work.isGivenOut(NEW_SIGNING)).isFalse();
  }

  @Test
  void at_the_set_time_the_next_one_is_given_out_and_the_old_one_still_served() {
    start();
    bringKeys();
    behind.schedule();
    assertThat(work.isGivenOut(ra.signing)).isTrue();

    clock.set(SWITCH);

    assertThat(work.isGivenOut(NEW_SIGNING)).isTrue();
    assertThat(work.isGivenOut(ra.signing)).isFalse();
    assertThat(work.reply(ra.decryption, ra.signing).status()).isEqualTo("0");
    assertThat(work.reply(NEW_DECRYPTION, NEW_SIGNING).status()).isEqualTo("0");
  }

  @Test
  void after_the_grace_time_the_old_set_opens_nothing() {
    start();
    bringKeys();
    behind.schedule();
    clock.set(RETIRED);

    assertThat(work.reply(ra.decryption, NEW_SIGNING).failInfo()).contains("1");
    assertThat(work.reply(NEW_DECRYPTION, NEW_SIGNING).status()).isEqualTo("0");
  }

  @Test
  void what_a_retired_ca_has_issued_may_still_be_asked_about() {
    start();
    bringKeys();
    behind.schedule();
    clock.set(RETIRED);
    String retired = "CN=RA decryption"; // who certified itself here

    assertThat(work.revocations(retired, NEW_DECRYPTION, NEW_SIGNING).status()).isEqualTo("0");
  }

  @Test
  void keys_that_come_late_are_looked_for_again_but_not_at_every_request() {
    start();
    behind.schedule();
    clock.set(SWITCH);
    assertThat(work.reply(ra.decryption, ra.signing).status()).isEqualTo("0");
    assertThat(work.isGivenOut(ra.signing)).isTrue();

    bringKeys();
    assertThat(work.isGivenOut(ra.signing)).isTrue();

    clock.set(SWITCH.plus(Duration.ofMinutes(1)));
    assertThat(work.isGivenOut(NEW_SIGNING)).isTrue();
  }

  @Test
  void a_set_that_is_there_at_the_start_is_read_then() {
    ra = new TestRa(home, SETTINGS);
    bringKeys();
    behind.schedule();
    start();

    assertThat(work.reply(NEW_DECRYPTION, NEW_SIGNING).status()).isEqualTo("0");
  }
}
