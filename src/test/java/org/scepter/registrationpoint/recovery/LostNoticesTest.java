package org.scepter.registrationpoint.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.enrolment.Outcome;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.TransactionId;
import org.scepter.registrationpoint.Notifications.Reception;

class LostNoticesTest {
  private static final Instant NOW = Instant.parse("2026-01-08T00:00:00Z");
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final Der CERTIFICATE = Der.of(new byte[] {0x30, 0});
  private static final int ROUND = LostNotices.BATCH * LostNotices.BATCHES;

  private final Kept kept = new Kept();
  private final Authority authority = new Authority();
  private final List<Outcome> told = new ArrayList<>();
  private Reception reception = Reception.RECORDED;
  private final LostNotices notices =
      new LostNotices(
          kept,
          outcome -> {
            told.add(outcome);
            return reception;
          },
          QUIET,
          WINDOW);

  @Test
  void a_certificate_that_nobody_told_of_is_recorded() {
    kept.add(1, NOW.minus(Duration.ofMinutes(2)));
    authority.issued.add(id(1));

    notices.run(authority, NOW);

    assertThat(told)
        .containsExactly(
            new Outcome(
                id(1),
                new EndpointName("mscep"),
                new TransactionId("T1"),
                new Issued(CERTIFICATE, List.of()),
                Optional.empty(),
                Optional.empty()));
    assertThat(kept.givenUp).isEmpty();
  }

  @Test
  void nothing_is_told_where_nothing_was_issued() {
    kept.add(1, NOW.minus(Duration.ofMinutes(2)));

    notices.run(authority, NOW);

    assertThat(authority.asked).containsExactly(id(1));
    assertThat(told).isEmpty();
  }

  @Test
  void an_enrolment_in_hand_and_one_long_past_are_left_alone() {
    kept.add(1, NOW.minus(QUIET));
    kept.add(2, NOW.minus(WINDOW).minusMillis(1));
    kept.add(3, NOW.minus(WINDOW));
    kept.add(4, NOW.minus(QUIET).minusMillis(1));

    notices.run(authority, NOW);

    assertThat(authority.asked).containsExactly(id(3), id(4));
  }

  @Test
  void a_certificate_that_does_not_fit_is_not_taken_up_again() {
    kept.add(1, NOW.minus(Duration.ofMinutes(2)));
    authority.issued.add(id(1));
    reception = Reception.MISFIT;

    notices.run(authority, NOW);

    assertThat(kept.givenUp).containsExactly(id(1));
  }

  @Test
  void a_fault_of_one_does_not_keep_the_others_from_being_asked_about() {
    kept.add(1, NOW.minus(Duration.ofMinutes(3)));
    kept.add(2, NOW.minus(Duration.ofMinutes(2)));
    authority.faulty.add(id(1));

    notices.run(authority, NOW);

    assertThat(authority.asked).containsExactly(id(1), id(2));
  }

  @Test
  void a_round_is_bounded_and_the_next_one_goes_on_behind_it_and_then_begins_anew() {
    for (int i = 0; i < ROUND + 1; i++) {
      kept.add(i, NOW.minus(Duration.ofHours(1)).plusMillis(i));
    }

    notices.run(authority, NOW);
    assertThat(authority.asked).hasSize(ROUND).doesNotContain(id(ROUND));
    authority.asked.clear();
    notices.run(authority, NOW);
    assertThat(authority.asked).containsExactly(id(ROUND));
    authority.asked.clear();
    notices.run(authority, NOW);
    assertThat(authority.asked).hasSize(ROUND).startsWith(id(0));
  }

  private static EnrolmentId id(int number) {
    return new EnrolmentId(String.format(java.util.Locale.ROOT, "%032x", number));
  }

  /** Sorted by time, as they are added. */
  private static final class Kept implements UnheardEnrolments {
    private final List<Unheard> all = new ArrayList<>();
    private final List<EnrolmentId> givenUp = new ArrayList<>();

    void add(int number, Instant since) {
      all.add(
          new Unheard(
              id(number), new EndpointName("mscep"), new TransactionId("T" + number), since));
    }

    @Override
    public List<Unheard> find(Instant from, Instant until, Optional<Unheard> after, int limit) {
      return all.stream()
          .filter(each -> !each.since().isBefore(from) && each.since().isBefore(until))
          .filter(each -> after.filter(last -> !each.since().isAfter(last.since())).isEmpty())
          .limit(limit)
          .toList();
    }

    @Override
    public void giveUp(EnrolmentId id, Instant now) {
      givenUp.add(id);
    }
  }

  private static final class Authority implements IssuedCertificates {
    private final List<EnrolmentId> asked = new ArrayList<>();
    private final Set<EnrolmentId> issued = new HashSet<>();
    private final Set<EnrolmentId> faulty = new HashSet<>();

    @Override
    public Optional<Der> of(EnrolmentId id) {
      asked.add(id);
      if (faulty.contains(id)) {
        throw new IllegalStateException("out of reach");
      }
      return issued.contains(id) ? Optional.of(CERTIFICATE) : Optional.empty();
    }

    @Override
    public Optional<Standing> standing(Der certificate) {
      return Optional.empty();
    }

    @Override
    public boolean supersede(Der certificate, Instant at) {
      return false;
    }

    @Override
    public boolean withdraw(Der certificate) {
      throw new AssertionError("nobody withdraws");
    }

    @Override
    public Revoked revoke(SerialNumber serial, Set<EndpointName> endpoints) {
      throw new AssertionError("nobody revokes");
    }
  }
}
