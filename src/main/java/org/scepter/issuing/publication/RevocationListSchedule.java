package org.scepter.issuing.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.scepter.issuing.AuthorityKeys.Authority;
import org.scepter.issuing.signing.SigningFault;
import org.scepter.pki.Thumbprint;

/**
 * Sees to it that each CA's CRLs are made in time. While a key cannot be used the last ones go on
 * serving, and one line tells of it.
 */
@ApplicationScoped
public class RevocationListSchedule {
  private final RevocationListMaking making;
  private final Clock clock;
  private final Unsigned unsigned = new Unsigned();

  RevocationListSchedule() {
    this(null, null);
  }

  @Inject
  public RevocationListSchedule(RevocationListMaking making, Clock clock) {
    this.making = making;
    this.clock = clock;
  }

  /** Makes the next CRLs of {@code authority} if it is time. */
  public void keep(Authority authority) {
    Thumbprint issuer = authority.certificate().thumbprint();
    Instant now = clock.instant();
    if (unsigned.isTooEarly(issuer, now) || !making.isDue(authority)) {
      return;
    }
    try {
      making.make(authority);
      unsigned.isOver(issuer);
    } catch (SigningFault e) {
      unsigned.begins(issuer, making.end(authority), now, e);
    }
  }
}
