package org.scepter.scep.est;

import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Refused;
import org.scepter.pki.TransactionId;
import org.scepter.scep.Denial;

/** EST's lines in NDES's log, one for each operation. Requests appear by their SHA-256 only. */
final class EstLog {
  private static final System.Logger LOG = System.getLogger("scepter.NDES");

  private EstLog() {}

  /** An operation that concerns no transaction. */
  static void operation(String operation, EndpointName endpoint, int status) {
    LOG.log(
        System.Logger.Level.INFO,
        () -> "EST " + operation + " at " + endpoint + " answered with status " + status);
  }

  static void unknownLabel(String operation, String label) {
    LOG.log(
        System.Logger.Level.WARNING,
        () ->
            "EST "
                + operation
                + " turned away with status 404: there is no label "
                + label.replaceAll("[^\\x21-\\x7e]", "?"));
  }

  static void unreadable(String operation, EndpointName endpoint, int status, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        () ->
            "EST "
                + operation
                + " at "
                + endpoint
                + " turned away with status "
                + status
                + ": "
                + why);
  }

  static void succeeded(String operation, EndpointName endpoint, TransactionId transaction) {
    LOG.log(System.Logger.Level.INFO, () -> line(operation, endpoint, transaction) + " SUCCESS");
  }

  static void pending(String operation, EndpointName endpoint, TransactionId transaction) {
    LOG.log(System.Logger.Level.INFO, () -> line(operation, endpoint, transaction) + " PENDING");
  }

  static void caUnreachable(
      String operation, EndpointName endpoint, TransactionId transaction, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        () ->
            line(operation, endpoint, transaction) + " PENDING: the CA cannot be reached: " + why);
  }

  /**
   * @param why with the exact reason, which the device is not told
   */
  static void failed(
      String operation,
      EndpointName endpoint,
      TransactionId transaction,
      Denial denial,
      Refused why) {
    LOG.log(
        System.Logger.Level.WARNING,
        () ->
            line(operation, endpoint, transaction)
                + " FAILURE "
                + denial
                + ": "
                + why.reason()
                + ": "
                + why.detail()
                + "; "
                + denial.eventText());
  }

  /** Neither decided nor kept; the device is to send the same request again. */
  static void nobodyInReach(
      String operation, EndpointName endpoint, TransactionId transaction, RuntimeException cause) {
    LOG.log(
        System.Logger.Level.ERROR,
        () ->
            line(operation, endpoint, transaction)
                + " answered with status 503, to be sent again: "
                + cause.getMessage());
  }

  /** The same of an operation that concerns no transaction. */
  static void nobodyInReach(String operation, EndpointName endpoint, RuntimeException cause) {
    LOG.log(
        System.Logger.Level.ERROR,
        () ->
            "EST " + operation + " at " + endpoint + " cannot be answered: " + cause.getMessage());
  }

  private static String line(String operation, EndpointName endpoint, TransactionId transaction) {
    return "EST " + operation + " at " + endpoint + " transaction " + transaction;
  }
}
