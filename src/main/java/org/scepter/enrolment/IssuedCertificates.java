package org.scepter.enrolment;

import java.time.Instant;
import java.util.Optional;
import org.scepter.pki.Der;

/** What the CA knows of certificates that it issued; the registration point asks, inside. */
public interface IssuedCertificates {
  /** The certificate that was issued for an enrolment; empty if none was (yet). */
  Optional<Der> of(EnrolmentId id);

  /** How a certificate stands; empty if this CA has not issued exactly it to a device. */
  Optional<Standing> standing(Der certificate);

  /**
   * Has a certificate revoked as superseded (RFC 5280 §5.3.1) when its time comes. Asked again, the
   * earliest time counts.
   *
   * @return false if this CA has not issued it to a device
   */
  boolean supersede(Der certificate, Instant at);

  /**
   * How a device's certificate stands.
   *
   * @param enrolment what it was issued for
   * @param endpoint where its device asked
   * @param revokedAt from when it is revoked, which may lie ahead
   */
  record Standing(EnrolmentId enrolment, EndpointName endpoint, Optional<Instant> revokedAt) {}
}
