package org.scepter.issuing.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.AuthorityKeys.Authority;
import org.scepter.issuing.IssuingSettings;
import org.scepter.issuing.revocation.RevocationRecords;
import org.scepter.issuing.revocation.RevokedCertificate;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.RevocationListPlan;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.Happening;

/**
 * Makes a CA's next CRLs, long before the last ones end, and when there is news. Of any number of
 * nodes that try at once one does it: their number, what they name and what is noted of it are one
 * transaction, which a failure to sign undoes.
 */
@ApplicationScoped
public class RevocationListMaking {
  private final RevocationListRecords records;
  private final RevocationRecords revocations;
  private final IssuingSettings settings;
  private final Clock clock;
  private final Event<Happening> happenings;

  RevocationListMaking() {
    this(null, null, null, null, null);
  }

  @Inject
  public RevocationListMaking(
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

  /** Whether it is time for the next ones. */
  @Transactional(TxType.REQUIRES_NEW)
  public boolean isDue(Authority authority) {
    Thumbprint issuer = issuer(authority);
    return isDue(authority, records.edition(issuer), clock.instant());
  }

  private boolean isDue(Authority authority, Optional<Edition> newest, Instant now) {
    return newest.filter(edition -> isFresh(authority, edition, now)).isEmpty()
        || revocations.isAnyToList(issuer(authority), now);
  }

  private boolean isFresh(Authority authority, Edition edition, Instant now) {
    return now.isBefore(edition.madeAt().plus(settings.crlRefresh()))
        && now.isBefore(edition.end())
        && (edition.hasDelta() || !authority.issuer().publishesDelta());
  }

  /** Until when the newest full CRL serves. */
  @Transactional(TxType.REQUIRES_NEW)
  public Optional<Instant> end(Authority authority) {
    return records.newest(issuer(authority)).map(last -> last.full().nextUpdate());
  }

  /**
   * Makes the next ones if nobody has just done so.
   *
   * @throws org.scepter.issuing.signing.SigningFault if the CA's key cannot be used
   */
  @Transactional(TxType.REQUIRES_NEW)
  public void make(Authority authority) {
    Thumbprint issuer = issuer(authority);
    Optional<IssuedLists> last = records.lock(issuer);
    Instant now = clock.instant();
    if (!isDue(authority, last.map(IssuedLists::edition), now)) {
      return;
    }
    long number = number(last, now);
    // First noted and then read: what is revoked in between stays for the next one.
    revocations.list(issuer, now, number);
    // A certificate leaves the list one CRL after its end (RFC 5280 §3.3).
    Instant since = last.map(lists -> lists.full().madeAt().minus(settings.backdate())).orElse(now);
    IssuedLists next =
        next(authority.issuer(), last, number, revocations.listed(issuer, since, number), now);
    records.succeed(issuer, next);
    happenings.fire(Happening.done("crl.make", "crl:" + issuer.hex() + "/" + number, ""));
  }

  private static Thumbprint issuer(Authority authority) {
    return authority.certificate().thumbprint();
  }

  // By the clock, so that a database that was put back to an earlier state repeats none.
  private static long number(Optional<IssuedLists> last, Instant now) {
    long next = last.map(lists -> lists.full().number()).orElse(0L) + 1;
    return Math.max(next, now.getEpochSecond());
  }

  private IssuedLists next(
      Issuer issuer,
      Optional<IssuedLists> last,
      long number,
      List<RevokedCertificate> revoked,
      Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.SECONDS);
    RevocationListPlan plan =
        new RevocationListPlan(
            BigInteger.valueOf(number),
            now.minus(settings.backdate()),
            now.plus(settings.crlLifetime()),
            entries(revoked));
    RevocationList full = signed(issuer, plan, number, now);
    DeltaBase base =
        last.map(lists -> lists.base().with(full, lists.full()))
            .orElseGet(() -> DeltaBase.first(full));
    if (!issuer.publishesDelta()) {
      return new IssuedLists(full, Optional.empty(), base);
    }
    List<RevokedCertificate> since =
        revoked.stream().filter(each -> each.listedIn() > base.number()).toList();
    RevocationListPlan delta =
        plan.delta(
            BigInteger.valueOf(base.number()),
            now.plus(settings.crlDeltaLifetime()),
            entries(since));
    return new IssuedLists(full, Optional.of(signed(issuer, delta, number, now)), base);
  }

  private static RevocationList signed(
      Issuer issuer, RevocationListPlan plan, long number, Instant now) {
    return new RevocationList(number, now, plan.nextUpdate(), issuer.sign(issuer.toBeSigned(plan)));
  }

  private static List<RevocationListPlan.Entry> entries(List<RevokedCertificate> revoked) {
    return revoked.stream()
        .map(
            each ->
                new RevocationListPlan.Entry(
                    each.serial(), each.at().truncatedTo(ChronoUnit.SECONDS), each.reason().code()))
        .toList();
  }
}
