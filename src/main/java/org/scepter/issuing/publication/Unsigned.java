package org.scepter.issuing.publication;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.scepter.issuing.signing.SigningFault;
import org.scepter.pki.Thumbprint;

/** CAs whose CRL is due and cannot be signed: told once, and tried again now and then. */
final class Unsigned {
  private static final System.Logger LOG = System.getLogger(Unsigned.class.getName());

  // A key module that does not answer may take its time to say so.
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final Map<Thumbprint, Instant> since = new ConcurrentHashMap<>();

  boolean isTooEarly(Thumbprint issuer, Instant now) {
    Instant tried = since.get(issuer);
    return tried != null && now.isBefore(tried.plus(RETRY));
  }

  /**
   * @param lasts until when the last CRL serves; empty if there is none
   */
  void begins(Thumbprint issuer, Optional<Instant> lasts, Instant now, SigningFault fault) {
    if (since.put(issuer, now) == null) {
      LOG.log(
          System.Logger.Level.ERROR,
          "the CRL of CA "
              + issuer.hex()
              + " is due and its key cannot be used; "
              + lasts.map(end -> "the last one serves until " + end).orElse("there is none"),
          fault);
    }
  }

  void isOver(Thumbprint issuer) {
    if (since.remove(issuer) != null) {
      LOG.log(System.Logger.Level.INFO, "the CRL of CA " + issuer.hex() + " is signed again");
    }
  }
}
