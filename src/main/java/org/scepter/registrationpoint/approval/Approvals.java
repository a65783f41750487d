package org.scepter.registrationpoint.approval;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.platform.Happening;
import org.scepter.platform.Page;
import org.scepter.registrationpoint.store.EnrolmentStore;
import org.scepter.registrationpoint.store.WaitingStore;

/** Shows people what waits for their word, and takes it. */
@ApplicationScoped
public class Approvals {
  private final WaitingStore store;
  private final EnrolmentStore enrolments;
  private final Clock clock;
  private final Event<Happening> happenings;

  Approvals() {
    this.store = null;
    this.enrolments = null;
    this.clock = null;
    this.happenings = null;
  }

  @Inject
  public Approvals(
      WaitingStore store, EnrolmentStore enrolments, Clock clock, Event<Happening> happenings) {
    this.store = store;
    this.enrolments = enrolments;
    this.clock = clock;
    this.happenings = happenings;
  }

  /** A page of them, newest first. */
  @Transactional
  public Page.Items<ApprovalView> list(WaitingFilter filter) {
    Instant now = now();
    List<WaitingRequest> found = store.list(filter, now, filter.limit() + 1);
    List<ApprovalView> items =
        found.stream().limit(filter.limit()).map(request -> view(request, now)).toList();
    return new Page.Items<>(
        items,
        found.size() > items.size()
            ? Optional.of(found.get(items.size() - 1).id().hex())
            : Optional.empty());
  }

  @Transactional
  public Optional<ApprovalView> find(EnrolmentId id) {
    return store.byId(id).map(request -> view(request, now()));
  }

  private ApprovalView view(WaitingRequest request, Instant now) {
    return new ApprovalView(
        request,
        request.asOf(now),
        enrolments.byId(request.id()).orElseThrow(),
        enrolments.transactions(request.id()));
  }

  /** Lets the request go on; false if somebody has decided before or its time is over. */
  @Transactional
  public boolean approve(EnrolmentId id) {
    return decide(id, WaitingState.APPROVED, "");
  }

  /**
   * Refuses the request for good; false as for {@link #approve}.
   *
   * @param reason for the operators after, at most 255 characters
   */
  @Transactional
  public boolean deny(EnrolmentId id, String reason) {
    return decide(id, WaitingState.DENIED, reason);
  }

  private boolean decide(EnrolmentId id, WaitingState state, String reason) {
    if (!store.decide(id, state, reason, now())) {
      return false;
    }
    String device = enrolments.byId(id).orElseThrow().device();
    happenings.fire(
        new Happening(
            state == WaitingState.APPROVED ? "approval.approve" : "approval.deny",
            "device:" + device,
            Happening.Outcome.DONE,
            "enrolment " + id + (reason.isEmpty() ? "" : ": " + reason),
            ""));
    return true;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
