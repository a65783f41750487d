package org.scepter.issuing.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.scepter.issuing.AuthorityKeys.Authority;
import org.scepter.issuing.IssuingSettings;
import org.scepter.issuing.revocation.RevocationRecords;
import org.scepter.issuing.revocation.RevokedCertificate;
import org.scepter.issuing.signing.RevocationListPlan;
import org.scepter.issuing.signing.SigningFault;
import org.scepter.pki.Der;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.Happening;

/** Gives each CA's current CRL and makes the next one in time. */
@ApplicationScoped
public class RevocationLists {
  // How often each node looks for new revocations.
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final RevocationListRecords records;
  private final RevocationRecords revocations;
  private final IssuingSettings settings;
  private final Clock clock;
  private final Event<Happening> happenings;
  // Committed ones only: a number that was rolled back is given to another CRL.
  private final Map<Thumbprint, RevocationList> committed = new ConcurrentHashMap<>();
  private final Map<Thumbprint, Instant> looked = new ConcurrentHashMap<>();
  private final Unsigned unsigned = new Unsigned();

  RevocationLists() {
    this(null, null, null, null, null);
  }

  @Inject
  public RevocationLists(
      RevocationListRecords records,
      RevocationRecords revocations,
      IssuingSettings settings,
      Clock clock,
      Event<Happening> happenings) {
    this.records = records;
    this.revocations = revocations;
    this.settings = settings;
    this.clock = clock;
    this.happenings = happenings;
  }

  /**
   * The CRL of {@code authority}, never beyond its nextUpdate. While its key cannot be used, the
   * last one serves as long as it lasts; then there is none.
   */
  @Transactional
  public Optional<RevocationList> current(Authority authority) {
    Thumbprint issuer = authority.certificate().thumbprint();
    Instant now = clock.instant();
    RevocationList known = committed.get(issuer);
    if (known != null && isFresh(known, now) && hasLooked(issuer, now)) {
      return Optional.of(known);
    }
    Optional<RevocationList> stored = records.lock(issuer);
    boolean isNews = revocations.isAnyToList(issuer, now);
    if (stored.isPresent() && isFresh(stored.get(), now) && !isNews) {
      committed.put(issuer, stored.get());
      looked.put(issuer, now);
      return stored;
    }
    if (unsigned.isTooEarly(issuer, now)) {
      return stored.filter(last -> now.isBefore(last.nextUpdate()));
    }
    try {
      RevocationList made = make(authority, stored, now);
      unsigned.isOver(issuer);
      return Optional.of(made);
    } catch (SigningFault e) {
      unsigned.begins(issuer, stored.map(RevocationList::nextUpdate), now, e);
      return stored.filter(last -> now.isBefore(last.nextUpdate()));
    }
  }

  private RevocationList make(Authority authority, Optional<RevocationList> stored, Instant now) {
    Thumbprint issuer = authority.certificate().thumbprint();
    // A certificate leaves the list one CRL after its end (RFC 5280 §3.3).
    Instant since = stored.map(last -> last.madeAt().minus(settings.backdate())).orElse(now);
    List<RevokedCertificate> revoked = revocations.inForce(issuer, now, since);
    RevocationList next =
        next(authority, stored.map(RevocationList::number).orElse(0L) + 1, revoked, now);
    if (!records.succeed(issuer, next)) {
      return records.lock(issuer).orElseThrow();
    }
    revocations.listed(revoked, next.number());
    happenings.fire(Happening.done("crl.make", "crl:" + issuer.hex() + "/" + next.number(), ""));
    return next;
  }

  private boolean hasLooked(Thumbprint issuer, Instant now) {
    Instant last = looked.get(issuer);
    return last != null && now.isBefore(last.plus(LOOK));
  }

  private boolean isFresh(RevocationList list, Instant now) {
    return now.isBefore(list.madeAt().plus(settings.crlRefresh()))
        && now.isBefore(list.nextUpdate());
  }

  private RevocationList next(
      Authority authority, long number, List<RevokedCertificate> revoked, Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.SECONDS);
    Instant end = now.plus(settings.crlLifetime());
    RevocationListPlan plan =
        new RevocationListPlan(
            BigInteger.valueOf(number),
            now.minus(settings.backdate()),
            end,
            revoked.stream().map(RevocationLists::entry).toList());
    Der crl = authority.issuer().sign(authority.issuer().toBeSigned(plan));
    return new RevocationList(number, now, end, crl);
  }

  private static RevocationListPlan.Entry entry(RevokedCertificate revoked) {
    return new RevocationListPlan.Entry(
        revoked.serial(), revoked.at().truncatedTo(ChronoUnit.SECONDS), revoked.reason().code());
  }
}
