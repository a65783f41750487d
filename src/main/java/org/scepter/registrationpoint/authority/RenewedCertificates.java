package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.pki.Der;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.store.RenewalStore;

/** What the CA knows of issued certificates, and what becomes of one that has been renewed. */
@ApplicationScoped
public class RenewedCertificates {
  private final RenewalStore renewals;
  private final Instance<IssuedCertificates> issued;
  private final PlatformSettings platform;

  RenewedCertificates() {
    this(null, null, null);
  }

  @Inject
  public RenewedCertificates(
      RenewalStore renewals, Instance<IssuedCertificates> issued, PlatformSettings platform) {
    this.renewals = renewals;
    this.issued = issued;
    this.platform = platform;
  }

  /**
   * Why a certificate that a node calls issued is not the one that the CA has on record for the
   * enrolment; empty if it is. Its signature need not be verified then. A registration point
   * without the CA beside it cannot tell.
   */
  public Optional<String> stranger(EnrolmentId id, Der certificate) {
    if (!platform.has(NodeRole.CA) || issued.isUnsatisfied()) {
      return Optional.empty();
    }
    return issued.get().of(id).filter(certificate::equals).isPresent()
        ? Optional.empty()
        : Optional.of("the CA has issued no such certificate for this enrolment");
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
