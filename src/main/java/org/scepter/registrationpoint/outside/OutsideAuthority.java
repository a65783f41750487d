package org.scepter.registrationpoint.outside;

import org.scepter.enrolment.Refused;
import org.scepter.pki.Der;
import org.scepter.registrationpoint.authority.AuthorityKind;

/**
 * Somebody elsewhere who decides about requests. Each call goes over a network: it takes time, may
 * fail, and is never made within a transaction. What fails is {@link OutsideAnswer.Silent}, no
 * exception.
 */
public interface OutsideAuthority {
  AuthorityKind kind();

  /**
   * Whether the request is authorised. It is signed by its own key and has a challenge. Asking
   * again does no harm.
   */
  OutsideAnswer judge(Report report);

  /** Whether a certificate is handed out only once {@link #issued} was agreed to. */
  boolean isAwaited();

  /** Tells of a certificate. Telling again does no harm. */
  OutsideAnswer issued(Report report, Der certificate);

  /** Tells that nothing will come of the request; nobody waits for an answer. */
  void failed(Report report, Refused why);
}
