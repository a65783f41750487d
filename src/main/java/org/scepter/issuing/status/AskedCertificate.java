package org.scepter.issuing.status;

import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;

/**
 * A certificate that is asked about.
 *
 * @param id the CertID, octet for octet: the answer repeats it
 * @param serial empty if no certificate can have it
 */
record AskedCertificate(Der id, IssuerId issuer, Optional<SerialNumber> serial) {
  AskedCertificate {
    Objects.requireNonNull(id);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(serial);
  }
}
