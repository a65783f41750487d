package org.scepter.registrationpoint.authority;

import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.IssuedCertificates.Standing;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.CertificateFacts;

/** Whether a certificate may sign its own renewal (RFC 8894 §2.5). */
final class RenewalRules {
  private RenewalRules() {}

  /** Why it may not, whatever the request says; the first reason is told. */
  static Optional<Refused> obstacle(
      Der certificate, Standing standing, RenewalTerms terms, Instant now)
      throws UnreadableException {
    Optional<Refused> revocation = revocation(standing, now);
    if (revocation.isPresent()) {
      return revocation;
    }
    CertificateFacts facts = CertificateRules.read(certificate);
    if (now.isBefore(facts.notBefore()) || !now.isBefore(terms.closes(facts))) {
      return refused(
          RefusalReason.RenewalCertificateExpired,
          "in date from " + facts.notBefore() + ", renewable until " + terms.closes(facts));
    }
    if (now.isBefore(terms.opens(facts))) {
      return refused(RefusalReason.RenewalTooEarly, "renewable from " + terms.opens(facts));
    }
    // What the site knows of the device may have changed; a renewal carries names on, no new ones.
    Optional<Refused> subject =
        CertificateRules.subjectMisfit(certificate, terms.expectation())
            .map(misfit -> new Refused(RefusalReason.SubjectNameMismatch, Details.of(misfit)));
    return subject.isPresent()
        ? subject
        : CertificateRules.altNameMisfit(certificate, terms.expectation())
            .map(misfit -> new Refused(RefusalReason.SubjectAltNameMismatch, Details.of(misfit)));
  }

  /** That the certificate is revoked, if it is by now. */
  static Optional<Refused> revocation(Standing standing, Instant now) {
    return standing
        .revokedAt()
        .filter(at -> !now.isBefore(at))
        .map(at -> new Refused(RefusalReason.RenewalCertificateRevoked, "revoked at " + at));
  }

  private static Optional<Refused> refused(RefusalReason reason, String detail) {
    return Optional.of(new Refused(reason, detail));
  }
}
