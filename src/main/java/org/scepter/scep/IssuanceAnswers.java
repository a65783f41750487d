package org.scepter.scep;

import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.scep.protocol.CertRep;
import org.scepter.scep.protocol.Requester;

/** Says to a device what became of its enrolment. */
record IssuanceAnswers(Exchange exchange, Requester requester)
    implements Issuance.Handler<CertRep> {
  @Override
  public CertRep issued(Issued issuance) {
    if (!requester.isReachable()) {
      return exchange.refused(
          Denial.of(RefusalReason.AnswerCannotBeSealed), "an EC key and no challenge");
    }
    exchange.succeeded();
    return new CertRep.Success(
        requester,
        issuance.certificate(),
        exchange.endpoint().dialect().certRepContent().behind(issuance.chain()));
  }

  @Override
  public CertRep refused(Refused issuance) {
    return exchange.refused(
        Denial.of(issuance.reason()), issuance.reason() + ": " + issuance.detail());
  }

  @Override
  public CertRep pending(Pending issuance) {
    return exchange.pending();
  }

  // The request is authorised and the registration point has kept it, so that a poll finds it.
  @Override
  public CertRep unreachable(Unreachable issuance) {
    return exchange.unreachable(issuance.detail());
  }
}
