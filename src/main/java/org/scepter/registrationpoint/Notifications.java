package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Happening;
import org.scepter.registrationpoint.approval.WaitingRoom;
import org.scepter.registrationpoint.authority.CertificateRules;
import org.scepter.registrationpoint.authority.RenewedCertificates;
import org.scepter.registrationpoint.store.ChallengeStore;
import org.scepter.registrationpoint.store.EnrolmentStore;

/**
 * Learns what became of enrolments. Only an issued certificate that fits what was authorised ends
 * its challenge; any other outcome leaves it bound to its key, so that the device may ask again.
 */
@ApplicationScoped
public class Notifications {
  private static final String ACTION = "enrolment.notify";

  private final EnrolmentStore enrolments;
  private final ChallengeStore challenges;
  private final Clock clock;
  private final RenewedCertificates renewed;
  private final WaitingRoom waiting;
  private final Event<Delivered> deliveries;
  private final Event<Happening> happenings;

  /** How a notification was taken. */
  public enum Reception {
    RECORDED,
    /** No such enrolment at this endpoint. */
    UNKNOWN,
    /** The certificate is not what was authorised, or the enrolment has another one. */
    MISFIT
  }

  Notifications() {
    this.enrolments = null;
    this.challenges = null;
    this.clock = null;
    this.renewed = null;
    this.waiting = null;
    this.deliveries = null;
    this.happenings = null;
  }

  @Inject
  public Notifications(
      EnrolmentStore enrolments,
      ChallengeStore challenges,
      Clock clock,
      RenewedCertificates renewed,
      WaitingRoom waiting,
      Event<Delivered> deliveries,
      Event<Happening> happenings) {
    this.enrolments = enrolments;
    this.challenges = challenges;
    this.clock = clock;
    this.renewed = renewed;
    this.waiting = waiting;
    this.deliveries = deliveries;
    this.happenings = happenings;
  }

  /** Records an outcome; the same one again changes nothing. */
  @Transactional
  public Reception take(Outcome outcome) {
    Optional<EnrolmentView> enrolment =
        enrolments.byId(outcome.id()).filter(e -> e.endpoint().equals(outcome.endpoint()));
    if (enrolment.isEmpty()) {
      happenings.fire(
          Happening.refused(
              ACTION,
              "enrolment:" + outcome.id(),
              "unknown enrolment",
              outcome.transaction().value()));
      return Reception.UNKNOWN;
    }
    return outcome.issuance().accept(new OnIssuance(enrolment.get(), outcome));
  }

  private final class OnIssuance implements Issuance.Handler<Reception> {
    private final EnrolmentView enrolment;
    private final Outcome outcome;
    private final Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);

    OnIssuance(EnrolmentView enrolment, Outcome outcome) {
      this.enrolment = enrolment;
      this.outcome = outcome;
    }

    @Override
    public Reception issued(Issued issuance) {
      Der certificate = issuance.certificate();
      if (enrolment.thumbprint().filter(certificate.thumbprint()::equals).isPresent()) {
        return Reception.RECORDED;
      }
      try {
        Optional<String> misfit =
            misfit(certificate).or(() -> renewed.stranger(enrolment.id(), certificate));
        return misfit.isPresent()
            ? misfits(misfit.get())
            : record(CertificateRules.read(certificate));
      } catch (UnreadableException e) {
        return misfits(e.getMessage());
      }
    }

    private Optional<String> misfit(Der certificate) throws UnreadableException {
      Optional<ChallengeView> challenge = challenges.byId(enrolment.challenge());
      return challenge.isEmpty()
          ? Optional.of("its challenge is no longer kept")
          : CertificateRules.misfit(
              certificate, enrolment.key(), challenge.get().expectation(), now);
    }

    // In the order of the store's package. An enrolment that has a certificate has used its
    // challenge up, so a second certificate finds nothing to end.
    private Reception record(CertificateFacts facts) {
      challenges.consume(enrolment.challenge(), enrolment.key(), now);
      if (!enrolments.issued(enrolment.id(), facts, now)) {
        Optional<EnrolmentView> current = enrolments.byId(enrolment.id());
        return current
                .flatMap(EnrolmentView::thumbprint)
                .filter(facts.thumbprint()::equals)
                .isPresent()
            ? Reception.RECORDED
            : misfits("a second certificate, " + facts.thumbprint().hex());
      }
      renewed.supersede(enrolment.challenge(), now);
      deliveries.fire(
          new Delivered(
              enrolment.device(),
              enrolment.profile(),
              enrolment.endpoint(),
              facts.thumbprint(),
              facts.serial(),
              facts.notBefore(),
              facts.notAfter(),
              outcome.transaction()));
      happened(Happening.Outcome.DONE, "issued " + facts.thumbprint().hex());
      return Reception.RECORDED;
    }

    private Reception misfits(String why) {
      happened(Happening.Outcome.ALARM, "certificate does not fit: " + why);
      return Reception.MISFIT;
    }

    @Override
    public Reception refused(Refused issuance) {
      return unissued("REFUSED", issuance.reason() + ": " + issuance.detail());
    }

    @Override
    public Reception pending(Pending issuance) {
      return unissued("PENDING", "retry after " + issuance.retryAfter());
    }

    @Override
    public Reception unreachable(Unreachable issuance) {
      return unissued("UNREACHABLE", issuance.detail());
    }

    private Reception unissued(String state, String why) {
      outcome
          .message()
          .ifPresent(message -> waiting.keep(enrolment, outcome.transaction(), message, now));
      enrolments.answered(enrolment.id(), state, now);
      happened(Happening.Outcome.FAILED, state + ": " + why);
      return Reception.RECORDED;
    }

    private void happened(Happening.Outcome how, String why) {
      happenings.fire(
          new Happening(
              ACTION, "device:" + enrolment.device(), how, why, outcome.transaction().value()));
    }
  }
}
