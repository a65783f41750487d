package org.scepter.enrolment;

import java.util.List;
import java.util.Optional;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;

/**
 * The CA as NDES asks it. Any call but {@link #issue} throws {@link OutOfReachException} if a CA on
 * another server cannot be reached.
 */
public interface IssuingAuthority {
  /** The current issuing CA's certificate and its issuers up to and with the root. */
  List<Der> chain();

  /** Every CA to which requests are taken: earlier ones in their grace time, current, next. */
  List<CaGeneration> generations();

  /**
   * Issues what was authorised, from the authorisation and its template; the request gives the key
   * alone and must be the one that the authorisation names.
   */
  Issuance issue(Authorised verdict, CertificationRequest request);

  /**
   * The answer to GetNextCACert (RFC 8894 §4.7.1), ready-made and signed by the current CA around
   * the next CA's chain and its RA's certificates; empty while no next CA is known.
   */
  Optional<Der> nextAuthority();

  /**
   * What a template wants in a request (RFC 7030 §4.5: CsrAttrs); empty if devices get nothing from
   * it.
   */
  Optional<Der> requestAttributes(TemplateName template);

  /** A device's certificate that was issued at {@code endpoint} (RFC 8894 §3.3.4, GetCert). */
  Optional<Der> certificate(EndpointName endpoint, SubjectName issuer, SerialNumber serial);

  /**
   * The CRL that covers a certificate (RFC 8894 §3.3.4, GetCRL); CertificateUnknown if this CA has
   * issued none of this number, TemporarilyUnavailable while its CRL has ended and cannot be
   * signed.
   */
  RevocationListAnswer revocationList(SubjectName issuer, SerialNumber serial);
}
