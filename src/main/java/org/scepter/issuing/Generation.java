package org.scepter.issuing;

import java.time.Instant;
import java.util.Objects;
import org.scepter.enrolment.CaGeneration;
import org.scepter.pki.Thumbprint;

/**
 * One of the issuing CAs that follow each other, with its key.
 *
 * @param number 1 for the first; those of withdrawn ones are not used again
 * @param activeFrom from when devices are told of it
 * @param retiresAt until when requests to it are taken
 */
public record Generation(
    int number, AuthorityKeys.Authority authority, Instant activeFrom, Instant retiresAt) {
  public Generation {
    Objects.requireNonNull(authority);
    Objects.requireNonNull(activeFrom);
    Objects.requireNonNull(retiresAt);
  }

  /** Its name in file names and addresses: {@code issuing}, {@code issuing-2}. */
  public static String name(int number) {
    return number == 1 ? "issuing" : "issuing-" + number;
  }

  boolean isNamed(Thumbprint certificate) {
    return authority.certificate().thumbprint().equals(certificate);
  }

  public boolean isActive(Instant now) {
    return !now.isBefore(activeFrom);
  }

  /** Also the next one does so before its time (RFC 8894 §5, figure 9). */
  public boolean takesRequests(Instant now) {
    return now.isBefore(retiresAt) && now.isBefore(authority.certificate().notAfter());
  }

  /** As it is told to whoever asks. */
  public CaGeneration told() {
    return new CaGeneration(number, authority.chain(), activeFrom, retiresAt);
  }
}
