package org.scepter.registrationpoint.retirement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.registrationpoint.store.EnrolmentStore;

/** The certificates that came of a device's enrolments. */
@ApplicationScoped
public class DeviceCertificates {
  private final EnrolmentStore enrolments;
  private final Instance<IssuedCertificates> authority;
  private final Clock clock;

  DeviceCertificates() {
    this(null, null, null);
  }

  @Inject
  public DeviceCertificates(
      EnrolmentStore enrolments, Instance<IssuedCertificates> authority, Clock clock) {
    this.enrolments = enrolments;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * Has those revoked that have not ended, as the device is in service no longer (RFC 5280 §5.3.1,
   * cessationOfOperation), in the caller's transaction.
   */
  @Transactional(TxType.MANDATORY)
  public void cease(String device) {
    if (authority.isUnsatisfied()) {
      throw new IllegalStateException("no CA is here that could revoke");
    }
    for (EnrolmentId id : enrolments.unendedOf(device, clock.instant())) {
      authority.get().of(id).ifPresent(authority.get()::withdraw);
    }
  }
}
