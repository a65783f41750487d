package org.scepter.issuing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.scepter.enrolment.Authorisation;
import org.scepter.issuing.signing.CertificatePlan;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SerialNumber;

/** Turns an authorisation that nothing speaks against into the certificate to be issued. */
final class Planning {
  private final Duration backdate;
  private final SecureRandom random;

  Planning(Duration backdate, SecureRandom random) {
    this.backdate = backdate;
    this.random = random;
  }

  /** From {@code key} comes the key and nothing else; the validity ends with the CA's own. */
  CertificatePlan plan(
      Authorisation authorisation, PublicKeyInfo key, AuthorityCertificate ca, Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.SECONDS);
    Instant end = now.atZone(ZoneOffset.UTC).plus(authorisation.validity()).toInstant();
    return new CertificatePlan(
        SerialNumber.random(random),
        authorisation.subject(),
        key.spki(),
        later(now.minus(backdate), ca.notBefore()),
        end.isAfter(ca.notAfter()) ? ca.notAfter() : end,
        CertificatePlan.Constraint.END_ENTITY,
        authorisation.keyUsage().bits(),
        authorisation.extendedKeyUsages(),
        authorisation.subjectAltNames(),
        authorisation.securityIdentifier());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
