package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.Thumbprint;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.authority.Renewal;

/** Which enrolments renew which certificates. All methods want a transaction. */
@ApplicationScoped
public class RenewalStore {
  // The row outlives its challenge, after which the device may still ask again.
  static final String RECORD =
      """
      INSERT INTO renewal (challenge_id, renewed, renewed_serial, signer_key, supersede_millis,
        recorded_at)
      VALUES (?1, ?2, ?3, ?4, NULLIF(?5, -1), ?6)
      ON CONFLICT DO NOTHING
      """;

  @PersistenceContext(unitName = "scepter")
  EntityManager entities;

  private final ChallengeStore challenges;
  private final EnrolmentStore enrolments;

  RenewalStore() {
    this(null, null);
  }

  @Inject
  public RenewalStore(ChallengeStore challenges, EnrolmentStore enrolments) {
    this.challenges = challenges;
    this.enrolments = enrolments;
  }

  /** The enrolment at {@code endpoint} of which the certificate came. */
  public Optional<EnrolmentView> enrolmentOf(EndpointName endpoint, Thumbprint certificate) {
    return enrolments.byThumbprint(endpoint, certificate);
  }

  /** The expectation of a renewal that was opened before. */
  public Optional<ChallengeView> find(ChallengeId id) {
    return challenges.byId(id);
  }

  /** For how many keys a certificate was renewed. */
  public int countOf(EnrolmentId renewed) {
    return ((Number)
            entities
                .createQuery("SELECT COUNT(r) FROM RenewalEntity r WHERE r.renewed = :renewed")
                .setParameter("renewed", renewed.hex())
                .getSingleResult())
        .intValue();
  }

  /**
   * Records a renewal and binds it to its key.
   *
   * @return its expectation as it was before it was bound, or as it is if another call was first
   */
  public ChallengeView open(
      Renewal renewal, Expectation expected, Sha256 key, Instant until, Instant now) {
    ChallengeView fresh =
        new ChallengeView(
            renewal.id(),
            ChallengeState.ISSUED,
            expected,
            now,
            until,
            now,
            Optional.empty(),
            Optional.empty());
    // A challenge that nobody was told: no password has this MAC, which is none.
    Sha256 mac = Sha256.of(renewal.id().hex().getBytes(StandardCharsets.US_ASCII));
    if (!challenges.recordBound(fresh, mac, key, now)) {
      return challenges.byId(renewal.id()).orElseThrow();
    }
    insert(renewal, now);
    return fresh;
  }

  private void insert(Renewal renewal, Instant now) {
    entities
        .createNativeQuery(RECORD)
        .setParameter(1, renewal.id().hex())
        .setParameter(2, renewal.renewed().hex())
        .setParameter(3, renewal.serial().hex())
        .setParameter(4, renewal.signerKey().hex())
        .setParameter(5, renewal.supersedeAfter().map(Duration::toMillis).orElse(-1L))
        .setParameter(6, now.toEpochMilli())
        .executeUpdate();
  }

  /** What an expectation renews; empty for a challenge. */
  public Optional<Renewal> renewalOf(ChallengeId id) {
    List<RenewalEntity> found =
        entities
            .createQuery(
                "SELECT r FROM RenewalEntity r WHERE r.challengeId = :id", RenewalEntity.class)
            .setParameter("id", id.hex())
            .getResultList();
    return found.stream().map(RenewalStore::renewal).findFirst();
  }

  private static Renewal renewal(RenewalEntity row) {
    return new Renewal(
        new ChallengeId(row.challengeId),
        new EnrolmentId(row.renewed),
        SerialNumber.parse(row.renewedSerial),
        new Sha256(row.signerKey),
        Optional.ofNullable(row.supersedeMillis).map(Duration::ofMillis));
  }
}
