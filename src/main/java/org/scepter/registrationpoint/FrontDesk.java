package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.registrationpoint.authority.OutsideDecisions;
import org.scepter.registrationpoint.outside.OutsideAnswer;
import org.scepter.registrationpoint.outside.OutsideAuthority;
import org.scepter.registrationpoint.outside.OutsideReports;
import org.scepter.registrationpoint.outside.Report;

/**
 * Takes the policy module's calls. Where an authority outside has a say it is asked here, outside
 * any transaction: no lock waits for a network. A server that ends between its answer and the
 * record has recorded nothing, and the device asks again.
 */
@ApplicationScoped
public class FrontDesk {
  private static final OutsideAnswer NOT_ASKED =
      new OutsideAnswer.Silent("the authority was not asked");

  private final RegistrationPoint registrationPoint;
  private final Notifications notifications;
  private final OutsideDecisions outside;
  private final OutsideReports reports;
  private final RegistrationPointSettings settings;
  @Inject @Any private Instance<OutsideAuthority> authorities;

  FrontDesk() {
    this(null, null, null, null, null);
  }

  @Inject
  public FrontDesk(
      RegistrationPoint registrationPoint,
      Notifications notifications,
      OutsideDecisions outside,
      OutsideReports reports,
      RegistrationPointSettings settings) {
    this.registrationPoint = registrationPoint;
    this.notifications = notifications;
    this.outside = outside;
    this.reports = reports;
    this.settings = settings;
  }

  /** What became of an outcome. */
  public record Told(Notifications.Reception reception, Issuance issuance) {}

  /** As {@link RegistrationPoint#verify}. */
  public Verdict verify(VerificationRequest question, Asker asker) {
    Optional<OutsideAuthority> authority = at(question.endpoint());
    if (authority.isEmpty() || !outside.mustAsk(question)) {
      return registrationPoint.verify(question, NOT_ASKED, asker);
    }
    Report report = new Report(question.endpoint(), question.transaction(), question.request());
    OutsideAnswer answer = authority.get().judge(report);
    Verdict verdict = registrationPoint.verify(question, answer, asker);
    if (verdict instanceof Refused refusal && !(answer instanceof OutsideAnswer.Silent)) {
      authority.get().failed(report, refusal);
    }
    return verdict;
  }

  /** As {@link Notifications#take}, with what the device may be told. */
  public Told notify(Outcome outcome) {
    Notifications.Reception reception = notifications.take(outcome);
    return new Told(
        reception,
        at(outcome.endpoint())
            .filter(authority -> authority.kind().hearsOutcome())
            .map(authority -> reports.tell(authority, outcome, reception))
            .orElseGet(outcome::issuance));
  }

  private Optional<OutsideAuthority> at(EndpointName endpoint) {
    return Optional.ofNullable(settings.endpoints().get(endpoint))
        .flatMap(
            kind -> authorities.stream().filter(authority -> authority.kind() == kind).findFirst());
  }
}
