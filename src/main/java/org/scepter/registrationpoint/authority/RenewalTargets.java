package org.scepter.registrationpoint.authority;

import org.scepter.enrolment.VerificationRequest;
import org.scepter.registrationpoint.EnrolmentView;

/** Who knows on what terms certificates renew themselves today; each knows those of his own. */
public interface RenewalTargets {
  /**
   * The terms for the certificate of an enrolment.
   *
   * @param question the renewal, of which nothing but who signed it has been verified
   */
  RenewalOffer of(EnrolmentView renewed, VerificationRequest question);
}
