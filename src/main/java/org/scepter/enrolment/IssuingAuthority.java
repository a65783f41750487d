package org.scepter.enrolment;

import java.util.List;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;

/** The CA as NDES asks it. */
public interface IssuingAuthority {
  /** The current issuing CA's certificate and its issuers up to and with the root. */
  List<Der> chain();

  /**
   * Issues what was authorised, from the authorisation and its template; the request gives the key
   * alone and must be the one that the authorisation names.
   */
  Issuance issue(Authorisation authorisation, CertificationRequest request);
}
