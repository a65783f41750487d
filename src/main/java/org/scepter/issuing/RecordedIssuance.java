package org.scepter.issuing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.platform.Happening;

/**
 * Records, then signs, each in a transaction of its own: what was committed as recorded is signed
 * by whoever asks next, however the first to ask has ended.
 */
@ApplicationScoped
public class RecordedIssuance {
  private static final String ISSUE = "certificate.issue";

  private final CertificateRecords records;
  private final AuthorityKeys keys;
  private final Clock clock;
  private final Event<Happening> happenings;

  RecordedIssuance() {
    this(null, null, null, null);
  }

  @Inject
  public RecordedIssuance(
      CertificateRecords records, AuthorityKeys keys, Clock clock, Event<Happening> happenings) {
    this.records = records;
    this.keys = keys;
    this.clock = clock;
    this.happenings = happenings;
  }

  /** Commits to what will be signed; nothing happens if the enrolment is recorded already. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void record(SigningIntent intent) {
    records.record(intent, clock.instant());
  }

  /**
   * Signs what is recorded for the enrolment, or gives what was signed before.
   *
   * @return empty if nothing is recorded; a refusal if it is recorded for another key
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Optional<Issuance> complete(Authorisation authorisation) {
    return records.lock(authorisation.id()).map(found -> complete(found, authorisation));
  }

  /** When a device's certificate ends; empty if none of that number is on record. */
  public Optional<Instant> endOf(SerialNumber serial) {
    return records.endOf(serial);
  }

  private Issuance complete(RecordedCertificate found, Authorisation authorisation) {
    if (!found.key().equals(authorisation.keyDigest())) {
      return otherKey(authorisation.keyDigest(), authorisation);
    }
    // By whoever recorded it: another CA may have taken over since.
    AuthorityKeys.Authority ca =
        keys.recordedBy(found.issuer())
            .map(Generation::authority)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "certificate " + found.serial().hex() + " was recorded by another CA"));
    return new Issued(
        found.certificate().orElseGet(() -> sign(found, ca, authorisation)), ca.chain());
  }

  private Der sign(
      RecordedCertificate found, AuthorityKeys.Authority ca, Authorisation authorisation) {
    Der recorded = found.toBeSigned().orElseThrow();
    Der certificate = ca.issuer().sign(recorded);
    CertificateCheck.requireHolds(certificate, recorded);
    records.complete(found.id(), certificate, clock.instant());
    happenings.fire(
        Happening.done(
            ISSUE, "certificate:" + found.serial().hex(), authorisation.transaction().value()));
    return certificate;
  }

  private Refused otherKey(Sha256 key, Authorisation authorisation) {
    String detail = "the enrolment has a certificate for another key";
    happenings.fire(
        Happening.alarm(
            ISSUE,
            "enrolment:" + authorisation.id(),
            RefusalReason.RefusedByIssuingAuthority + ": " + detail + " than " + key.hex(),
            authorisation.transaction().value()));
    return new Refused(RefusalReason.RefusedByIssuingAuthority, detail);
  }

  /** Tells that nothing was issued. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Refused refuse(Refused refused, Authorisation authorisation) {
    happenings.fire(
        Happening.refused(
            ISSUE,
            "enrolment:" + authorisation.id(),
            refused.reason() + ": " + refused.detail(),
            authorisation.transaction().value()));
    return refused;
  }
}
