package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.pki.Der;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.store.RenewalStore;

/** What becomes of a certificate when its renewal has been issued. */
@ApplicationScoped
public class RenewedCertificates {
  private final RenewalStore renewals;
  private final Instance<IssuedCertificates> issued;

  RenewedCertificates() {
    this(null, null);
  }

  @Inject
  public RenewedCertificates(RenewalStore renewals, Instance<IssuedCertificates> issued) {
    this.renewals = renewals;
    this.issued = issued;
  }

  /** Has the old certificate revoked when its profile says so; nothing for a new enrolment. */
  public void supersede(ChallengeId id, Instant now) {
    Optional<Renewal> renewal = renewals.renewalOf(id);
    if (renewal.isEmpty() || renewal.get().supersedeAfter().isEmpty() || issued.isUnsatisfied()) {
      return;
    }
    Optional<Der> old = issued.get().of(renewal.get().renewed());
    old.ifPresent(
        certificate ->
            issued
                .get()
                .supersede(certificate, now.plus(renewal.get().supersedeAfter().orElseThrow())));
  }
}
