package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Hex;
import org.scepter.platform.Happening;
import org.scepter.registrationpoint.store.ChallengeStore;

/** Hands out challenges and ends them. */
@ApplicationScoped
public class Challenges {
  private static final int SECRET_BYTES = 32;

  private final ChallengeStore store;
  private final ChallengeMac mac;
  private final Clock clock;
  private final SecureRandom random;
  private final Event<Happening> happenings;

  Challenges() {
    this.store = null;
    this.mac = null;
    this.clock = null;
    this.random = null;
    this.happenings = null;
  }

  @Inject
  public Challenges(
      ChallengeStore store,
      ChallengeMac mac,
      Clock clock,
      SecureRandom random,
      Event<Happening> happenings) {
    this.store = store;
    this.mac = mac;
    this.clock = clock;
    this.random = random;
    this.happenings = happenings;
  }

  /**
   * Makes a challenge. An older one of the same device and profile that nobody has used ends with
   * it; a bound one stays with its key.
   *
   * @param lifetime positive; how long an enrolment can be begun with it
   */
  @Transactional
  public IssuedChallenge issue(Expectation expectation, Duration lifetime) {
    Instant now = now();
    ChallengeId id = ChallengeId.random(random);
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    ChallengePassword password = ChallengePassword.of(Hex.encode(secret));
    Instant expiresAt = now.plus(lifetime).truncatedTo(ChronoUnit.MILLIS);
    if (!expiresAt.isAfter(now)) {
      throw new IllegalArgumentException("a challenge's lifetime is positive");
    }
    store.replaceLive(
        new ChallengeView(
            id,
            ChallengeState.ISSUED,
            expectation,
            now,
            expiresAt,
            now,
            Optional.empty(),
            Optional.empty()),
        mac.of(password));
    happened("challenge.issue", id, expectation.device() + ", " + expectation.profile());
    return new IssuedChallenge(id, password, expiresAt);
  }

  /**
   * Ends every challenge of the device and profile of which no certificate came, bound ones too:
   * the profile is no longer deployed to it, or the device has left. A request that brings one is
   * then refused with ScepProfileNoLongerTargetedToTheClient.
   *
   * @param why for the operator, at most 255 characters
   * @return how many were ended
   */
  @Transactional
  public int revokeUnused(String device, String profile, String why) {
    Revocation revocation = new Revocation(Revocation.Cause.UNTARGETED, why);
    int ended = store.revokeUnused(device, profile, revocation, now());
    if (ended > 0) {
      happenings.fire(
          new Happening(
              "challenge.revoke",
              "device:" + device,
              Happening.Outcome.DONE,
              ended + " of " + profile + ": " + why,
              ""));
    }
    return ended;
  }

  /**
   * Ends one challenge by an operator's word; a request that brings it is then refused with
   * ChallengeRevoked.
   *
   * @param why for the operators after, at most 255 characters
   * @return false if there is none or a certificate came of it or it was ended already
   */
  @Transactional
  public boolean revoke(ChallengeId id, String why) {
    boolean ended = store.revoke(id, new Revocation(Revocation.Cause.OPERATOR, why), now());
    if (ended) {
      happened("challenge.revoke", id, why);
    }
    return ended;
  }

  /**
   * Takes a bound challenge from its key, by an operator's word: the device has lost that key. What
   * was authorised for that key within the last minutes may still be issued.
   *
   * @return false if it is not bound or its life is over
   */
  @Transactional
  public boolean free(ChallengeId id) {
    boolean freed = store.free(id, now());
    if (freed) {
      happened("challenge.free", id, "");
    }
    return freed;
  }

  @Transactional
  public boolean isKnown(ChallengeId id) {
    return store.byId(id).isPresent();
  }

  /** A page of challenges, newest first, without their secrets. */
  @Transactional
  public ChallengePage list(ChallengeFilter filter) {
    Instant now = now();
    List<ChallengeView> found = store.list(filter, filter.limit() + 1, now);
    List<ChallengeView> items =
        found.stream().limit(filter.limit()).map(challenge -> challenge.asOf(now)).toList();
    Optional<ChallengeId> next =
        found.size() > items.size()
            ? Optional.of(items.get(items.size() - 1).id())
            : Optional.empty();
    return new ChallengePage(items, next);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private void happened(String action, ChallengeId id, String detail) {
    happenings.fire(new Happening(action, "challenge:" + id, Happening.Outcome.DONE, detail, ""));
  }
}
