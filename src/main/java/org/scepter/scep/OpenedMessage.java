package org.scepter.scep;

import java.util.Optional;
import org.scepter.pki.Thumbprint;
import org.scepter.scep.protocol.CertRep;
import org.scepter.scep.protocol.ScepRequest;

/**
 * A message that can be answered.
 *
 * @param request what it is
 * @param keys the RA's set that its envelope names, under which it is answered; the current one
 *     where it names none
 * @param issuingCa the CA that certified the set and is to issue; empty if none was ever known
 */
record OpenedMessage(ScepRequest request, RaKeySet keys, Optional<Thumbprint> issuingCa) {
  /** The signed answer. */
  byte[] write(CertRep answer) {
    return keys.writer().write(answer, request.echo());
  }
}
