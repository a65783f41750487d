package org.scepter.enrolment;

import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Der;

/**
 * The CA's answer to a GetCRL (RFC 8894 §3.3.4): a CRL, or why there is none.
 *
 * @param crl the CertificateList, before its nextUpdate
 * @param refusal empty if there is one
 */
public record RevocationListAnswer(Optional<Der> crl, Optional<Refused> refusal) {
  public RevocationListAnswer {
    Objects.requireNonNull(crl);
    Objects.requireNonNull(refusal);
    if (crl.isPresent() == refusal.isPresent()) {
      throw new IllegalArgumentException("there is a CRL or a reason why there is none");
    }
  }

  public static RevocationListAnswer of(Der crl) {
    return new RevocationListAnswer(Optional.of(crl), Optional.empty());
  }

  public static RevocationListAnswer refused(RefusalReason reason, String detail) {
    return new RevocationListAnswer(Optional.empty(), Optional.of(new Refused(reason, detail)));
  }
}
