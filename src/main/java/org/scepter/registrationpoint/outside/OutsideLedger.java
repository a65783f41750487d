package org.scepter.registrationpoint.outside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Refused;
import org.scepter.platform.Happening;
import org.scepter.platform.Reporter;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.approval.WaitingRoom;
import org.scepter.registrationpoint.store.EnrolmentStore;

/** Remembers what came of telling an authority, each time in a transaction of its own. */
@ApplicationScoped
public class OutsideLedger {
  private static final String ACTION = "enrolment.report";

  private final OutsideNotices notices;
  private final EnrolmentStore enrolments;
  private final WaitingRoom waiting;
  private final Reporter reporter;
  private final Clock clock;

  OutsideLedger() {
    this.notices = null;
    this.enrolments = null;
    this.waiting = null;
    this.reporter = null;
    this.clock = null;
  }

  @Inject
  public OutsideLedger(
      OutsideNotices notices,
      EnrolmentStore enrolments,
      WaitingRoom waiting,
      Reporter reporter,
      Clock clock) {
    this.notices = notices;
    this.enrolments = enrolments;
    this.waiting = waiting;
    this.reporter = reporter;
    this.clock = clock;
  }

  @Transactional
  public Optional<OutsideNotices.Taken> find(Outcome outcome) {
    return notices.find(outcome.id());
  }

  @Transactional
  public void agreed(Outcome outcome) {
    notices.keep(outcome.id(), new OutsideNotices.Taken(Optional.empty()), now());
    happened(outcome, Happening.Outcome.DONE, "");
  }

  @Transactional
  public void refused(Outcome outcome, Refused why) {
    notices.keep(outcome.id(), new OutsideNotices.Taken(Optional.of(why)), now());
    happened(outcome, Happening.Outcome.REFUSED, why.reason() + ": " + why.detail());
  }

  /** The device is told to poll, so the message is kept for its poll. */
  @Transactional
  public void withheld(Outcome outcome, String detail) {
    Instant now = now();
    enrolments
        .byId(outcome.id())
        .ifPresent(
            enrolment ->
                outcome
                    .message()
                    .ifPresent(
                        message -> waiting.keep(enrolment, outcome.transaction(), message, now)));
    happened(outcome, Happening.Outcome.FAILED, "NotDelivered: " + detail);
  }

  /** It was not told, and the device has its certificate all the same. */
  @Transactional
  public void untold(Outcome outcome, String detail) {
    happened(outcome, Happening.Outcome.FAILED, "NotTold: " + detail);
  }

  private void happened(Outcome outcome, Happening.Outcome how, String why) {
    String device = enrolments.byId(outcome.id()).map(EnrolmentView::device).orElse("?");
    reporter.report(
        new Happening(ACTION, "device:" + device, how, why, outcome.transaction().value()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
