package org.scepter.issuing.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.issuing.CertificateView;
import org.scepter.issuing.elsewhere.revocation.RevocationCourier;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder.State;
import org.scepter.issuing.elsewhere.revocation.RevocationOrderBook;
import org.scepter.issuing.elsewhere.revocation.RevocationOrders;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.Happening;
import org.scepter.testing.elsewhere.ForeignCa;

/** The other CA is told of a revocation until it answers, and no longer. */
class RevocationCourierTest {
  private static final ForeignCa CA = new ForeignCa("Other");
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final Scripted other = new Scripted();
  private final Passing passing = new Passing(CA, other);
  private final InMemory orders = new InMemory();
  private final RevocationCourier courier =
      new RevocationCourier(
          passing.opened(),
          new RevocationOrderBook(orders, passing.book.records()),
          passing.heard,
          passing.clock);

  @BeforeEach
  void a_certificate_is_revoked() {
    issueAndRevoke();
  }

  private void issueAndRevoke() {
    Requested phone = new Requested();
    CA.changing(template -> template.keyUsage = 0x80);
    other.then(new OtherAnswer.Given(passing.issuedBy(phone)));
    passing.issue(phone);
    CertificateView view = passing.book.certificates.get(phone.id);
    orders.add(view);
    passing.heard.all().clear();
  }

  private List<String> told() {
    return passing.heard.all().stream().map(it -> it.outcome() + " " + it.reason()).toList();
  }

  @Test
  void it_is_told_once_with_the_reason_and_the_audit_says_so() {
    courier.run();
    courier.run();

    assertThat(other.revoked).hasSize(1);
    assertThat(other.reasons).containsExactly(RevocationReason.KEY_COMPROMISE);
    assertThat(orders.states()).containsExactly(State.DONE);
    assertThat(told()).containsExactly("DONE revoked");
    assertThat(passing.heard.all().get(0).action()).isEqualTo("certificate.revoke-elsewhere");
  }

  @Test
  void where_it_gives_no_answer_it_is_told_again_later_and_later() {
    for (int i = 0; i < 4; i++) {
      other.revocations.add(RevocationAnswer.unheard("nobody there"));
    }
    for (int tries = 1; tries <= 4; tries++) {
      courier.run();
      courier.run();
      assertThat(other.revoked).as("not before its time").hasSize(tries);
      passing.later(RETRY.multipliedBy(1L << (tries - 1)).minusMillis(1));
      courier.run();
      assertThat(other.revoked).as("not a moment sooner").hasSize(tries);
      passing.later(Duration.ofMillis(1));
    }
    courier.run();

    assertThat(orders.states()).containsExactly(State.DONE);
    assertThat(told())
        .containsExactly("FAILED Unheard: nobody there; it is told again", "DONE revoked");
  }

  @Test
  void it_is_never_more_than_an_hour() {
    for (int i = 0; i < 40; i++) {
      other.revocations.add(RevocationAnswer.unheard("nobody there"));
    }
    for (int i = 0; i < 40; i++) {
      courier.run();
      passing.later(Duration.ofHours(1));
    }

    assertThat(other.revoked).hasSize(40);
  }

  @Test
  void a_ca_that_does_not_answer_is_not_asked_for_each_of_many() {
    issueAndRevoke();
    issueAndRevoke();
    other.revocations.add(RevocationAnswer.unheard("nobody there"));
    courier.run();
    assertThat(other.revoked).hasSize(1);
    courier.run();
    assertThat(orders.states()).containsExactly(State.OPEN, State.DONE, State.DONE);
  }

  @Test
  void a_no_is_alarmed_and_told_again_only_by_somebodys_word() {
    other.revocations.add(RevocationAnswer.refused("not authorised"));
    courier.run();
    passing.later(Duration.ofDays(1));
    courier.run();

    assertThat(other.revoked).hasSize(1);
    assertThat(told()).containsExactly("ALARM Refused: not authorised");

    orders.decide(1, State.OPEN, Instant.EPOCH);
    courier.run();
    assertThat(orders.states()).containsExactly(State.DONE);
  }

  @Test
  void what_cannot_be_told_is_left_to_people() {
    other.revocations.add(RevocationAnswer.notPossible("EST cannot revoke"));
    courier.run();

    assertThat(orders.states()).containsExactly(State.BY_HAND);
    assertThat(told()).containsExactly("FAILED ByHand: EST cannot revoke");
  }

  @Test
  void a_certificate_that_has_ended_needs_no_revocation() {
    passing.later(Duration.ofDays(400));
    courier.run();

    assertThat(other.revoked).isEmpty();
    assertThat(orders.states()).containsExactly(State.ENDED);
  }

  @Test
  void what_another_node_has_taken_is_left_to_it() {
    orders.taken = true;
    courier.run();

    assertThat(other.revoked).isEmpty();
    assertThat(passing.heard.all()).extracting(Happening::reason).isEmpty();
  }

  /** The book, by the certificates' numbers; each is revoked for its key's sake. */
  private static final class InMemory implements RevocationOrders {
    private record Row(SerialNumber serial, Instant end, State state, int tries, Instant next) {
      Row in(State now, Instant then) {
        return new Row(serial, end, now, tries, then);
      }
    }

    private final Map<SerialNumber, Row> rows = new LinkedHashMap<>();
    private boolean taken;

    void add(CertificateView view) {
      rows.put(
          view.serial(), new Row(view.serial(), view.notAfter(), State.OPEN, 0, Instant.EPOCH));
    }

    List<State> states() {
      return rows.values().stream().map(Row::state).toList();
    }

    @Override
    public List<RevocationOrder> due(Instant now, int limit) {
      List<RevocationOrder> due = new ArrayList<>();
      for (Row row : rows.values()) {
        if (row.state == State.OPEN && !row.next.isAfter(now)) {
          due.add(
              new RevocationOrder(
                  1, row.serial, RevocationReason.KEY_COMPROMISE, row.end, row.tries));
        }
      }
      return due;
    }

    @Override
    public boolean claim(RevocationOrder order, Instant until) {
      rows.computeIfPresent(
          order.serial(),
          (serial, row) -> new Row(serial, row.end, row.state, row.tries + 1, until));
      return !taken;
    }

    @Override
    public void settle(RevocationOrder order, State state, String detail, Instant next) {
      rows.computeIfPresent(order.serial(), (serial, row) -> row.in(state, next));
    }

    @Override
    public boolean decide(long certificateId, State state, Instant next) {
      rows.replaceAll((serial, row) -> row.in(state, next));
      return true;
    }

    @Override
    public boolean enter(long certificateId, State state, Instant due) {
      throw new AssertionError("nobody enters");
    }

    @Override
    public int enterMissing(Collection<Thumbprint> own, State state, Instant now) {
      throw new AssertionError("nobody enters");
    }

    @Override
    public Map<State, Long> unsettled(Instant now) {
      throw new AssertionError("nobody counts");
    }
  }
}
