package org.scepter.issuing.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.scepter.issuing.AuthorityKeys.Authority;
import org.scepter.issuing.IssuingSettings;
import org.scepter.issuing.signing.RevocationListPlan;
import org.scepter.pki.Der;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.Happening;

/** Gives each CA's current CRL and makes the next one in time. */
@ApplicationScoped
public class RevocationLists {
  private final RevocationListRecords records;
  private final IssuingSettings settings;
  private final Clock clock;
  private final Event<Happening> happenings;
  // Committed ones only: a number that was rolled back is given to another CRL.
  private final Map<Thumbprint, RevocationList> committed = new ConcurrentHashMap<>();

  RevocationLists() {
    this(null, null, null, null);
  }

  @Inject
  public RevocationLists(
      RevocationListRecords records,
      IssuingSettings settings,
      Clock clock,
      Event<Happening> happenings) {
    this.records = records;
    this.settings = settings;
    this.clock = clock;
    this.happenings = happenings;
  }

  /** The CRL of {@code authority}, never beyond its nextUpdate. */
  @Transactional
  public RevocationList current(Authority authority) {
    Thumbprint issuer = authority.certificate().thumbprint();
    Instant now = clock.instant();
    RevocationList known = committed.get(issuer);
    if (known != null && isFresh(known, now)) {
      return known;
    }
    Optional<RevocationList> stored = records.newest(issuer);
    if (stored.isPresent() && isFresh(stored.get(), now)) {
      committed.put(issuer, stored.get());
      return stored.get();
    }
    RevocationList next = next(authority, stored.map(RevocationList::number).orElse(0L) + 1, now);
    if (!records.succeed(issuer, next)) {
      return records.newest(issuer).orElseThrow();
    }
    happenings.fire(Happening.done("crl.make", "crl:" + issuer.hex() + "/" + next.number(), ""));
    return next;
  }

  private boolean isFresh(RevocationList list, Instant now) {
    return now.isBefore(list.madeAt().plus(settings.crlRefresh()))
        && now.isBefore(list.nextUpdate());
  }

  private RevocationList next(Authority authority, long number, Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.SECONDS);
    Instant end = now.plus(settings.crlLifetime());
    RevocationListPlan plan =
        new RevocationListPlan(BigInteger.valueOf(number), now.minus(settings.backdate()), end);
    Der crl = authority.issuer().sign(authority.issuer().toBeSigned(plan));
    return new RevocationList(number, now, end, crl);
  }
}
