package org.scepter.registrationpoint.approval;

/** Where a request that needs approval stands. */
public enum WaitingState {
  WAITING,
  APPROVED,
  DENIED,
  /** Nobody decided in time. */
  EXPIRED
}
