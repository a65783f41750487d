package org.scepter.registrationpoint.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.enrolment.Outcome;
import org.scepter.pki.Der;
import org.scepter.registrationpoint.Notifications.Reception;

/**
 * Asks the CA about enrolments that it was never heard of again, a bounded number at a time; where
 * one round stopped the next goes on, so that those without a certificate do not hide the others.
 */
final class LostNotices {
  static final int BATCH = 100;
  static final int BATCHES = 10;

  private static final System.Logger LOG = System.getLogger("scepter.CRP");

  private final UnheardEnrolments enrolments;
  private final Function<Outcome, Reception> notifications;
  private final Duration quiet;
  private final Duration window;
  private Optional<Unheard> last = Optional.empty();

  /**
   * @param quiet how long nothing must have been heard
   * @param window for how long the CA is asked
   */
  LostNotices(
      UnheardEnrolments enrolments,
      Function<Outcome, Reception> notifications,
      Duration quiet,
      Duration window) {
    this.enrolments = enrolments;
    this.notifications = notifications;
    this.quiet = quiet;
    this.window = window;
  }

  void run(IssuedCertificates authority, Instant now) {
    for (int batch = 0; batch < BATCHES; batch++) {
      List<Unheard> found = enrolments.find(now.minus(window), now.minus(quiet), last, BATCH);
      for (Unheard each : found) {
        last = Optional.of(each);
        ask(authority, each, now);
      }
      if (found.size() < BATCH) {
        last = Optional.empty();
        return;
      }
    }
  }

  private void ask(IssuedCertificates authority, Unheard enrolment, Instant now) {
    try {
      authority.of(enrolment.id()).ifPresent(certificate -> record(enrolment, certificate, now));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "Asking the CA about enrolment " + enrolment.id(), e);
    }
  }

  private void record(Unheard enrolment, Der certificate, Instant now) {
    Reception reception =
        notifications.apply(
            new Outcome(
                enrolment.id(),
                enrolment.endpoint(),
                enrolment.transaction(),
                new Issued(certificate, List.of()),
                Optional.empty(),
                Optional.empty()));
    if (reception == Reception.MISFIT) {
      enrolments.giveUp(enrolment.id(), now);
    }
  }
}
