package org.scepter.registrationpoint.outside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.registrationpoint.Notifications.Reception;

/**
 * Tells an authority outside what came of a request, and says what the device may be told. A
 * certificate that the authority has to know of first and will not have is revoked; nobody has it.
 */
@ApplicationScoped
public class OutsideReports {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final OutsideLedger ledger;
  private final ReportedRequests requests;
  private final Instance<IssuedCertificates> certificates;

  OutsideReports() {
    this(null, null, null);
  }

  @Inject
  public OutsideReports(
      OutsideLedger ledger, ReportedRequests requests, Instance<IssuedCertificates> certificates) {
    this.ledger = ledger;
    this.requests = requests;
    this.certificates = certificates;
  }

  /**
   * @param reception how the registration point itself took the outcome
   * @return what the device is to be told
   */
  public Issuance tell(OutsideAuthority authority, Outcome outcome, Reception reception) {
    return outcome.issuance().accept(new OnIssuance(authority, outcome, reception));
  }

  private final class OnIssuance implements Issuance.Handler<Issuance> {
    private final OutsideAuthority authority;
    private final Outcome outcome;
    private final Reception reception;

    OnIssuance(OutsideAuthority authority, Outcome outcome, Reception reception) {
      this.authority = authority;
      this.outcome = outcome;
      this.reception = reception;
    }

    @Override
    public Issuance issued(Issued issuance) {
      if (reception != Reception.RECORDED) {
        Refused why =
            new Refused(
                RefusalReason.RefusedByIssuingAuthority,
                "the certificate is not what was authorised");
        requests.of(outcome).ifPresent(told -> authority.failed(told, why));
        return why;
      }
      Optional<OutsideNotices.Taken> earlier = ledger.find(outcome);
      if (earlier.isPresent()) {
        return earlier.get().refusal().<Issuance>map(why -> why).orElse(issuance);
      }
      Optional<Report> report = requests.of(outcome);
      OutsideAnswer answer =
          report.isPresent()
              ? authority.issued(report.get(), issuance.certificate())
              : new OutsideAnswer.Silent("NDES did not send the authorised request along");
      return answer.accept(new OnAnswer(authority, outcome, issuance));
    }

    @Override
    public Issuance refused(Refused issuance) {
      requests.of(outcome).ifPresent(told -> authority.failed(told, issuance));
      return issuance;
    }

    @Override
    public Issuance pending(Pending issuance) {
      return issuance;
    }

    @Override
    public Issuance unreachable(Unreachable issuance) {
      return issuance;
    }
  }

  private final class OnAnswer implements OutsideAnswer.Handler<Issuance> {
    private final OutsideAuthority authority;
    private final Outcome outcome;
    private final Issued issuance;

    OnAnswer(OutsideAuthority authority, Outcome outcome, Issued issuance) {
      this.authority = authority;
      this.outcome = outcome;
      this.issuance = issuance;
    }

    @Override
    public Issuance agreed(OutsideAnswer.Agreed answer) {
      ledger.agreed(outcome);
      return issuance;
    }

    @Override
    public Issuance denied(OutsideAnswer.Denied answer) {
      if (!authority.isAwaited()) {
        return delivered(answer.why().reason() + ": " + answer.why().detail());
      }
      ledger.refused(outcome, answer.why());
      revoke();
      return answer.why();
    }

    @Override
    public Issuance silent(OutsideAnswer.Silent answer) {
      if (!authority.isAwaited()) {
        return delivered(answer.detail());
      }
      CRP.log(
          System.Logger.Level.ERROR,
          "The certificate of "
              + outcome.transaction()
              + " is held back until its authority has taken note of it. "
              + answer.detail());
      ledger.withheld(outcome, answer.detail());
      return new Pending(RETRY);
    }

    private Issuance delivered(String detail) {
      CRP.log(
          System.Logger.Level.WARNING,
          "The authority of "
              + outcome.transaction()
              + " has not taken note of its certificate, which is delivered. "
              + detail);
      ledger.untold(outcome, detail);
      return issuance;
    }

    private void revoke() {
      boolean revoked = certificates.stream().anyMatch(ca -> ca.withdraw(issuance.certificate()));
      if (!revoked) {
        CRP.log(
            System.Logger.Level.ERROR,
            "The certificate "
                + issuance.certificate().thumbprint().hex()
                + " was not delivered and could not be revoked");
      }
    }
  }
}
