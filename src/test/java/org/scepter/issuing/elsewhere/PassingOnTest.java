package org.scepter.issuing.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.platform.Happening.Outcome;
import org.scepter.testing.elsewhere.ForeignCa;

class PassingOnTest {
  private static final ForeignCa CA = new ForeignCa("Other");
  private static final Duration LONG = Duration.ofHours(1);

  private final Scripted other = new Scripted();
  private final Passing passing = new Passing(CA, other);
  private final Requested phone = new Requested();

  @BeforeEach
  void certifies_as_authorised() {
    CA.changing(template -> template.keyUsage = 0x80);
  }

  private Scripted gives(Requested requested) {
    other.answers.add(() -> new OtherAnswer.Given(passing.issuedBy(requested)));
    return other;
  }

  @Test
  void a_certificate_that_fits_is_entered_and_given_again_without_asking() {
    gives(phone);
    Issued first = (Issued) passing.issue(phone);

    assertThat(passing.issue(phone)).isEqualTo(first);
    assertThat(other.asked).containsExactly("ask");
    assertThat(passing.book.orders).isEmpty();
    assertThat(first.chain()).isEqualTo(Passing.pinned(CA).chain());
    assertThat(passing.outcomes()).containsExactly(Outcome.DONE);
  }

  @Test
  void the_order_is_on_record_before_anything_is_sent() {
    other.answers.add(
        () -> {
          assertThat(passing.book.orders.get(phone.id).state()).isEqualTo(Order.State.SENDING);
          return new OtherAnswer.Given(passing.issuedBy(phone));
        });

    assertThat(passing.issue(phone)).isInstanceOf(Issued.class);
  }

  @Test
  void whoever_comes_while_it_is_being_sent_waits() {
    other.answers.add(
        () -> {
          assertThat(passing.issue(phone)).isInstanceOf(Pending.class);
          return new OtherAnswer.Given(passing.issuedBy(phone));
        });

    assertThat(passing.issue(phone)).isInstanceOf(Issued.class);
    assertThat(other.asked).hasSize(1);
  }

  @Test
  void another_key_for_the_same_enrolment_raises_the_alarm() {
    gives(phone);
    passing.issue(phone);
    Requested thief = new Requested().with(r -> r.id = phone.id);

    assertThat(passing.issue(thief)).isInstanceOf(Refused.class);
    assertThat(passing.outcomes()).endsWith(Outcome.ALARM);
    assertThat(other.asked).hasSize(1);
  }

  @Test
  void another_key_is_also_refused_while_the_first_one_waits() {
    other.then(new OtherAnswer.Waiting(Duration.ofSeconds(10), "7"));
    passing.issue(phone);

    assertThat(passing.issue(new Requested().with(r -> r.id = phone.id)))
        .isInstanceOf(Refused.class);
    assertThat(passing.outcomes()).endsWith(Outcome.ALARM);
  }

  @Test
  void what_waits_there_is_asked_after_by_its_reference_and_not_before_its_time() {
    other.then(new OtherAnswer.Waiting(Duration.ofSeconds(100), "request 7"));
    assertThat(passing.issue(phone)).isEqualTo(new Pending(Duration.ofSeconds(100)));
    assertThat(passing.issue(phone)).isInstanceOf(Pending.class);
    assertThat(other.asked).hasSize(1);

    passing.later(Duration.ofSeconds(101));
    gives(phone);
    assertThat(passing.issue(phone)).isInstanceOf(Issued.class);
    assertThat(other.asked).containsExactly("ask", "again request 7");
  }

  @Test
  void what_waits_still_waits_after_a_question_that_failed() {
    other
        .then(new OtherAnswer.Waiting(Duration.ofSeconds(1), "7"))
        .then(new OtherAnswer.Unclear("cut off"))
        .then(new OtherAnswer.NotAsked("away"));
    passing.issue(phone);
    for (int i = 0; i < 2; i++) {
      passing.later(LONG);
      assertThat(passing.issue(phone)).isInstanceOf(Unreachable.class);
    }
    passing.later(LONG);
    gives(phone);
    assertThat(passing.issue(phone)).isInstanceOf(Issued.class);
    assertThat(other.asked).containsExactly("ask", "again 7", "again 7", "again 7");
    assertThat(passing.outcomes()).doesNotContain(Outcome.ALARM);
  }

  @Test
  void another_request_is_not_sent_while_one_waits_at_a_ca_that_is_asked_by_request() {
    other.asksByRequest = true;
    other.then(new OtherAnswer.Waiting(Duration.ofSeconds(1), ""));
    passing.issue(phone);
    passing.later(LONG);
    var another = phone.another();

    assertThat(passing.issue(phone.authorised(another), another)).isInstanceOf(Pending.class);
    assertThat(other.asked).hasSize(1);
  }

  @Test
  void what_was_not_taken_is_sent_when_the_device_comes_again() {
    other.then(new OtherAnswer.NotAsked("refused connection"));
    assertThat(passing.issue(phone)).isInstanceOf(Unreachable.class);
    gives(phone);
    assertThat(passing.issue(phone)).isInstanceOf(Issued.class);
    assertThat(other.asked).containsExactly("ask", "ask");
  }

  @Test
  void what_was_declined_is_refused_and_may_be_asked_for_again() {
    other.then(new OtherAnswer.Declined("no such template"));
    assertThat(passing.issue(phone))
        .isEqualTo(new Refused(RefusalReason.RefusedByIssuingAuthority, "no such template"));
    gives(phone);
    assertThat(passing.issue(phone)).isInstanceOf(Issued.class);
  }

  @Test
  void what_may_have_been_issued_is_never_sent_again_and_alarmed_once() {
    other.then(new OtherAnswer.Unclear("cut off"));
    for (int i = 0; i < 5; i++) {
      assertThat(passing.issue(phone)).isInstanceOf(Unreachable.class);
      passing.later(LONG);
    }
    assertThat(other.asked).containsExactly("ask");
    assertThat(passing.outcomes()).containsExactly(Outcome.ALARM);
    assertThat(passing.book.unclear()).isEqualTo(1);
  }

  @Test
  void an_operator_may_have_it_sent_again() {
    passing.settings.put("scepter.issuing.elsewhere.repeat-unclear", "true");
    other.then(new OtherAnswer.Unclear("cut off"));
    passing.issue(phone);
    passing.later(LONG);
    gives(phone);

    assertThat(passing.issue(phone)).isInstanceOf(Issued.class);
    assertThat(other.asked).containsExactly("ask", "ask");
  }

  @Test
  void a_ca_that_can_be_asked_is_asked_what_became_of_it() {
    other.answersForUnclear = true;
    other.then(new OtherAnswer.Unclear("cut off"));
    assertThat(passing.issue(phone)).isInstanceOf(Unreachable.class);
    passing.later(LONG);
    gives(phone);

    assertThat(passing.issue(phone)).isInstanceOf(Issued.class);
    assertThat(other.asked).containsExactly("ask", "again named");
    assertThat(passing.outcomes()).doesNotContain(Outcome.ALARM);
  }

  @Test
  void a_server_that_was_killed_while_sending_leaves_an_unclear_order() {
    other.answers.add(
        () -> {
          throw new IllegalStateException("killed");
        });
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> passing.issue(phone))
        .hasMessage("killed");

    assertThat(passing.issue(phone)).isInstanceOf(Pending.class);
    passing.later(LONG);
    assertThat(passing.issue(phone)).isInstanceOf(Unreachable.class);
    assertThat(passing.issue(phone)).isInstanceOf(Unreachable.class);
    assertThat(other.asked).containsExactly("ask");
    assertThat(passing.outcomes()).containsExactly(Outcome.ALARM);
  }

  @Test
  void what_differs_is_held_back_revoked_alarmed_and_never_asked_for_again() {
    CA.changing(template -> template.isCa = true);
    gives(phone);
    Issuance first = passing.issue(phone);

    assertThat(first).isInstanceOf(Refused.class);
    assertThat(passing.issue(phone)).isInstanceOf(Refused.class);
    assertThat(other.asked).hasSize(1);
    assertThat(other.revoked).hasSize(1);
    assertThat(passing.book.certificates).isEmpty();
    assertThat(passing.outcomes()).containsExactly(Outcome.ALARM, Outcome.ALARM);
  }

  @Test
  void a_certificate_that_was_given_for_another_enrolment_is_none_for_this_one() {
    gives(phone);
    Issued first = (Issued) passing.issue(phone);
    Requested again = new Requested(phone.key);
    other.then(new OtherAnswer.Given(first.certificate()));

    assertThat(passing.issue(again)).isInstanceOf(Refused.class);
    assertThat(passing.outcomes()).contains(Outcome.ALARM);
  }
}
