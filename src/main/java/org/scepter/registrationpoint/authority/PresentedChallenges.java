package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeMac;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.store.ChallengeStore;
import org.scepter.registrationpoint.store.EnrolmentStore;

/** The challenges that requests bring, and who has the keys that they bring. */
@ApplicationScoped
public class PresentedChallenges {
  private final ChallengeStore store;
  private final EnrolmentStore enrolments;
  private final ChallengeMac mac;

  PresentedChallenges() {
    this(null, null, null);
  }

  @Inject
  public PresentedChallenges(ChallengeStore store, EnrolmentStore enrolments, ChallengeMac mac) {
    this.store = store;
    this.enrolments = enrolments;
    this.mac = mac;
  }

  Optional<ChallengeView> find(EndpointName endpoint, ChallengePassword password) {
    return store.byMac(endpoint, mac.of(password));
  }

  Optional<ChallengeView> find(ChallengeId id) {
    return store.byId(id);
  }

  /** As {@link ChallengeStore#bind}. */
  boolean bind(ChallengeId id, Sha256 key, Instant now) {
    return store.bind(id, key, now);
  }

  /** As {@link ChallengeStore#waitsUntil}. */
  Optional<Instant> waitsUntil(ChallengeId id) {
    return store.waitsUntil(id);
  }

  /** As {@link EnrolmentStore#isKeyOfAnother}. */
  boolean isKeyOfAnother(Sha256 key, String device, Instant now) {
    return enrolments.isKeyOfAnother(key, device, now);
  }
}
