package org.scepter.issuing.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.scepter.issuing.AuthorityKeys.Authority;
import org.scepter.pki.Thumbprint;

/**
 * Gives each CA's current CRLs. They were signed ahead by {@link RevocationListSchedule}; whoever
 * asks waits for no signature, except for the very first one.
 */
@ApplicationScoped
public class RevocationLists {
  // How often each node looks for newer ones.
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final RevocationListRecords records;
  private final RevocationListSchedule schedule;
  private final Clock clock;
  private final Map<Thumbprint, Known> known = new ConcurrentHashMap<>();

  private record Known(IssuedLists lists, Instant lookedAt) {
    boolean isFresh(Instant now) {
      return !now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(LOOK));
    }
  }

  RevocationLists() {
    this(null, null, null);
  }

  @Inject
  public RevocationLists(
      RevocationListRecords records, RevocationListSchedule schedule, Clock clock) {
    this.records = records;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** The full CRL of {@code authority}, never beyond its nextUpdate; empty if there is none. */
  @Transactional
  public Optional<RevocationList> current(Authority authority) {
    Instant now = clock.instant();
    return lists(authority, now).map(IssuedLists::full).filter(list -> list.isGoodAt(now));
  }

  /** Its delta CRL, likewise. */
  @Transactional
  public Optional<RevocationList> delta(Authority authority) {
    Instant now = clock.instant();
    return lists(authority, now).flatMap(IssuedLists::delta).filter(list -> list.isGoodAt(now));
  }

  private Optional<IssuedLists> lists(Authority authority, Instant now) {
    Thumbprint issuer = authority.certificate().thumbprint();
    Known held = known.get(issuer);
    if (held != null && held.isFresh(now) && held.lists().full().isGoodAt(now)) {
      return Optional.of(held.lists());
    }
    Optional<IssuedLists> found =
        held != null && records.edition(issuer).filter(held.lists().edition()::equals).isPresent()
            ? Optional.of(held.lists())
            : records.newest(issuer);
    if (found.filter(lists -> lists.full().isGoodAt(now)).isEmpty()) {
      schedule.keep(authority);
      found = records.newest(issuer);
    }
    found.ifPresent(lists -> known.put(issuer, new Known(lists, now)));
    return found;
  }
}
