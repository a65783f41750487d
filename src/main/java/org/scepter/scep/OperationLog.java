package org.scepter.scep;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.Der;
import org.scepter.pki.TransactionId;
import org.scepter.platform.UnusableHomeException;

/**
 * NDES's log: one line for each operation, a second one with Windows' event number for a fault.
 * Messages appear by length and SHA-256 only; they carry challenges.
 */
final class OperationLog {
  private static final System.Logger LOG = System.getLogger("scepter.NDES");
  private static final NdesEvent DECODE = NdesEvent.EVENT_MSCEP_FAIL_TO_DECODE;

  private OperationLog() {}

  /** Something that concerns the server as a whole. */
  static void event(NdesEvent event) {
    LOG.log(System.Logger.Level.INFO, event.text());
  }

  static void notStarted(RuntimeException cause) {
    LOG.log(
        System.Logger.Level.ERROR,
        NdesEvent.EVENT_MSCEP_FAILED_TO_LOAD.text()
            + "; "
            + NdesEvent.EVENT_MSCEP_FAILED_RA_CERT.text()
            + ": "
            + cause.getMessage());
  }

  static void weakAlgorithms(EndpointName endpoint) {
    LOG.log(
        System.Logger.Level.WARNING,
        () -> "endpoint " + endpoint + " takes MD5 or single DES, which RFC 8894 forbids");
  }

  /** An operation that concerns no transaction. */
  static void operation(Operation operation, EndpointName endpoint, int status) {
    LOG.log(
        System.Logger.Level.INFO,
        () -> operation + " at " + endpoint + " answered with status " + status);
  }

  /** A request that is no SCEP operation, or one that this endpoint does not take. */
  static void turnedAway(String endpoint, int status, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        () -> "request at " + endpoint + " turned away with status " + status + ": " + why);
  }

  /** A request from which no pkiMessage can be taken: cut off, badly encoded, too long. */
  static void undecodable(String endpoint, int status, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        () ->
            "request at "
                + endpoint
                + " turned away with status "
                + status
                + ": "
                + why
                + "; "
                + DECODE.text());
  }

  static void unreadable(EndpointName endpoint, Der message, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        () -> line(endpoint, message, "-") + " unreadable: " + why + "; " + DECODE.text());
  }

  static void succeeded(EndpointName endpoint, Der message, TransactionId transaction) {
    LOG.log(
        System.Logger.Level.INFO, () -> line(endpoint, message, transaction.value()) + " SUCCESS");
  }

  static void pending(EndpointName endpoint, Der message, TransactionId transaction) {
    LOG.log(
        System.Logger.Level.INFO, () -> line(endpoint, message, transaction.value()) + " PENDING");
  }

  /** The device polls on; the CA is for an operator to look after. */
  static void caUnreachable(
      EndpointName endpoint, Der message, TransactionId transaction, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        () ->
            line(endpoint, message, transaction.value())
                + " PENDING: the CA cannot be reached: "
                + why
                + "; "
                + NdesEvent.EVENT_MSCEP_FAIL_SUBMIT.text());
  }

  /**
   * @param why the exact reason, which the device is not told
   */
  static void failed(
      EndpointName endpoint, Der message, TransactionId transaction, Denial denial, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        () ->
            line(endpoint, message, transaction.value())
                + " FAILURE "
                + denial
                + ": "
                + why
                + "; "
                + denial.event().text());
  }

  /**
   * The device's clock is wrong, which is let pass: a certificate that seems to begin in the future
   * fails there later.
   *
   * @param ahead how far it is before ours
   */
  static void clockDiffers(
      EndpointName endpoint, Der message, TransactionId transaction, Duration ahead) {
    LOG.log(
        System.Logger.Level.WARNING,
        () ->
            line(endpoint, message, transaction.value())
                + " signed by a clock that is "
                + ahead.abs().truncatedTo(ChronoUnit.SECONDS)
                + (ahead.isNegative() ? " behind ours" : " ahead of ours"));
  }

  static void ourFault(
      EndpointName endpoint,
      Der message,
      TransactionId transaction,
      String correlation,
      RuntimeException cause) {
    LOG.log(
        System.Logger.Level.ERROR,
        line(endpoint, message, transaction.value())
            + " FAILURE by a fault of ours, reference "
            + correlation,
        cause);
  }

  /** Neither decided nor kept; the device is to send the same message again. */
  static void nobodyInReach(
      EndpointName endpoint, Der message, TransactionId transaction, RuntimeException cause) {
    LOG.log(
        System.Logger.Level.ERROR,
        () ->
            line(endpoint, message, transaction.value())
                + " answered with status 503, to be sent again: "
                + cause.getMessage()
                + "; "
                + NdesEvent.EVENT_MSCEP_FAIL_SUBMIT.text());
  }

  /** The CA cannot be asked for its generations; what was known last goes on serving. */
  static void caAway(RuntimeException cause) {
    LOG.log(System.Logger.Level.ERROR, NdesEvent.EVENT_MSCEP_FAIL_TO_RETRIEVE_INFO.text(), cause);
  }

  static void noNextCa(RuntimeException cause) {
    LOG.log(
        System.Logger.Level.WARNING,
        "GetNextCACert: " + NdesEvent.EVENT_MSCEP_FAIL_TO_RETRIEVE_INFO.text(),
        cause);
  }

  /** A CA certificate has never been known, so that there is none to give out. */
  static void noCaCertificate(EndpointName endpoint) {
    LOG.log(
        System.Logger.Level.ERROR,
        () -> "GetCACert at " + endpoint + ": " + NdesEvent.NO_CA_CERTIFICATES.text());
  }

  /** The CA has a generation that has certified no keys of the RA that are in the home. */
  static void noRaKeys(int generation) {
    LOG.log(
        System.Logger.Level.ERROR,
        () ->
            "generation "
                + generation
                + " of the CA: "
                + NdesEvent.EVENT_MSCEP_FAILED_RA_CERT.text()
                + ": ra/ has no key set that it has certified");
  }

  /** A key set that is there cannot be used. */
  static void unusableRaKeys(UnusableHomeException cause) {
    LOG.log(
        System.Logger.Level.ERROR,
        () -> NdesEvent.EVENT_MSCEP_FAILED_RA_CERT.text() + ": " + cause.getMessage());
  }

  private static String line(EndpointName endpoint, Der message, String transaction) {
    return "PKIOperation at "
        + endpoint
        + " transaction "
        + transaction
        + " length "
        + message.length()
        + " sha256 "
        + message.sha256().hex();
  }
}
