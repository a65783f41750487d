package org.scepter.scep.est;

import java.time.Duration;
import java.util.List;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.pki.TransactionId;
import org.scepter.scep.Denial;

/** Says to a device what became of its request. */
record EstIssuance(String operation, EndpointName endpoint, TransactionId transaction)
    implements Issuance.Handler<EstAnswer> {
  private static final Duration RETRY = Duration.ofSeconds(60);

  @Override
  public EstAnswer issued(Issued issuance) {
    EstLog.succeeded(operation, endpoint, transaction);
    return EstAnswer.certificates(EstAnswer.CERTS_ONLY, List.of(issuance.certificate()));
  }

  @Override
  public EstAnswer refused(Refused issuance) {
    Denial denial = Denial.of(issuance.reason());
    EstLog.failed(operation, endpoint, transaction, denial, issuance);
    int status = EstStatus.of(denial);
    String line = "Refused: " + denial.text() + ".";
    return status == EstStatus.UNAVAILABLE
        ? EstAnswer.later(status, line, RETRY)
        : EstAnswer.plain(status, line);
  }

  @Override
  public EstAnswer pending(Pending issuance) {
    EstLog.pending(operation, endpoint, transaction);
    return waits(issuance.retryAfter());
  }

  // The request is authorised, and its challenge bound to its key: sent again it goes on.
  @Override
  public EstAnswer unreachable(Unreachable issuance) {
    EstLog.caUnreachable(operation, endpoint, transaction, issuance.detail());
    return waits(RETRY);
  }

  private static EstAnswer waits(Duration retryAfter) {
    return EstAnswer.undecided(retryAfter);
  }
}
