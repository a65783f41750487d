package org.scepter.enrolment;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;

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
   * Revokes a certificate that came of an enrolment but may not be used.
   *
   * @return false if this CA has not issued it to a device
   */
  boolean withdraw(Der certificate);

  /**
   * Revokes what was issued under a serial number, for a manager of devices who says that the
   * device is no longer his.
   *
   * @param endpoints where it must have been issued
   */
  Revoked revoke(SerialNumber serial, Set<EndpointName> endpoints);

  /** What became of asking for a revocation. */
  enum Revoked {
    NOW,
    /** It was revoked already. */
    BEFORE,
    /** No such certificate was issued to a device at one of the endpoints. */
    UNKNOWN
  }

  /**
   * How a device's certificate stands.
   *
   * @param enrolment what it was issued for
   * @param endpoint where its device asked
   * @param revokedAt from when it is revoked, which may lie ahead
   */
  record Standing(EnrolmentId enrolment, EndpointName endpoint, Optional<Instant> revokedAt) {}
}
