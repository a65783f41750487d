package org.scepter.issuing.elsewhere;

import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.issuing.SigningIntent;
import org.scepter.pki.Der;

/** The book of orders. Every call needs a transaction and takes part in it. */
public interface Orders {
  /** Enters an order; does nothing if there is one for its enrolment. */
  boolean enter(Order order);

  /** The order of an enrolment, locked until the transaction ends. */
  Optional<Order> lock(EnrolmentId id);

  /** Changes a locked order. */
  void change(Order order);

  /** Removes a locked order. */
  void remove(EnrolmentId id);

  /**
   * Enters a device's certificate that another CA has signed into the book of certificates.
   *
   * @param recorded what it was issued for; what was to be signed is of no use here
   * @return false if the enrolment has one, or the issuer has used its serial number before
   */
  boolean issued(SigningIntent recorded, Der certificate, Instant at);

  /** How many orders there are of which nobody knows what became. */
  long unclear();
}
