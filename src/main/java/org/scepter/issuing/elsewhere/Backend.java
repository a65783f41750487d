package org.scepter.issuing.elsewhere;

/** Who issues what this CA is asked for: {@code scepter.issuing.backend}. */
public enum Backend {
  /** The home's own CA. */
  LOCAL,
  /** A CA that speaks EST (RFC 7030). */
  EST,
  /** A CA that speaks CMP (RFC 9810, RFC 9483). */
  CMP,
  /** AD CS through its Certificate Enrolment Web Services (MS-WSTEP). */
  WSTEP
}
