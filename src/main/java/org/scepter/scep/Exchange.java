package org.scepter.scep;

import java.util.function.Consumer;
import org.scepter.enrolment.Arrival;
import org.scepter.pki.Der;
import org.scepter.pki.TransactionId;
import org.scepter.platform.Happening;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.protocol.CertRep;

/**
 * One message at an endpoint and how it ends, for log and audit.
 *
 * @param endpoint where it came
 * @param message as it came
 * @param transaction its transactionID
 * @param arrival how it came
 * @param happenings the audit's ear
 */
record Exchange(
    Endpoint endpoint,
    Der message,
    TransactionId transaction,
    Arrival arrival,
    Consumer<Happening> happenings) {
  private static final System.Logger LOG = System.getLogger(Exchange.class.getName());
  private static final String ACTION = "scep.pkioperation";

  void succeeded() {
    OperationLog.succeeded(endpoint.name(), message, transaction);
  }

  CertRep pending() {
    OperationLog.pending(endpoint.name(), message, transaction);
    return new CertRep.Pending();
  }

  CertRep unreachable(String why) {
    OperationLog.caUnreachable(endpoint.name(), message, transaction, why);
    return new CertRep.Pending();
  }

  /**
   * A refusal that has been reported behind NDES, or that nobody needs to hear of.
   *
   * @param why the exact reason, which the device is not told
   */
  CertRep refused(Denial denial, String why) {
    OperationLog.failed(endpoint.name(), message, transaction, denial, why);
    return denial.answer();
  }

  /** A refusal that nobody behind NDES has seen, so that NDES reports it. */
  CertRep refusedHere(Denial denial, String why) {
    report(endpoint, denial + ": " + why, transaction.value(), happenings);
    return refused(denial, why);
  }

  // An audit trail that cannot be written is its own alarm; the device is answered all the same.
  static void report(
      Endpoint endpoint, String reason, String transaction, Consumer<Happening> happenings) {
    try {
      happenings.accept(
          Happening.refused(ACTION, "endpoint:" + endpoint.name(), reason, transaction));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a refusal could not be reported", e);
    }
  }
}
