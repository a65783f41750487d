package org.scepter.enrolment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.scepter.pki.Der;
import org.scepter.pki.Thumbprint;

/**
 * One issuing CA in the row of those that follow each other. The RA's key set of the same number
 * was certified by it: a request that is enveloped to that set is answered by that set and issued
 * by this CA (RFC 8894 §4.7, §5).
 *
 * @param number 1 for the first
 * @param chain its certificate and its issuers up to and with the root, nearest first
 * @param activeFrom from when GetCACert gives it out
 * @param retiresAt until when requests to it are still taken
 */
public record CaGeneration(int number, List<Der> chain, Instant activeFrom, Instant retiresAt) {
  public CaGeneration {
    chain = List.copyOf(chain);
    if (number < 1 || chain.isEmpty()) {
      throw new IllegalArgumentException("a generation has a number from 1 and a certificate");
    }
    Objects.requireNonNull(activeFrom);
    Objects.requireNonNull(retiresAt);
  }

  /** SHA-1 of the issuing CA's certificate, by which authorisations name it. */
  public Thumbprint thumbprint() {
    return chain.get(0).thumbprint();
  }
}
