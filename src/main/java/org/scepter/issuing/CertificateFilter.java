package org.scepter.issuing;

import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;

/**
 * Which certificates to list.
 *
 * @param after only those with a greater id, 0 for the first page
 * @param limit at most so many
 */
public record CertificateFilter(
    Optional<SubjectName> subject,
    Optional<SerialNumber> serial,
    Optional<String> purpose,
    long after,
    int limit) {
  public CertificateFilter {
    Objects.requireNonNull(subject);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(purpose);
  }
}
