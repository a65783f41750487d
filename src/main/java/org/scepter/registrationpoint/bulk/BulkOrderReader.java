package org.scepter.registrationpoint.bulk;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Result;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.Reasons;

/** Reads an order as people write it. */
final class BulkOrderReader {
  static final Duration LIFETIME = Duration.ofMinutes(60);
  static final Duration MIN_LIFETIME = Duration.ofSeconds(1);
  static final Duration MAX_LIFETIME = Duration.ofDays(30);

  private final JsonFields fields;

  BulkOrderReader(JsonFields fields) {
    this.fields = fields;
  }

  Result<BulkOrder> read() {
    Optional<BulkAct> act = fields.text("act").flatMap(BulkAct::of);
    if (act.isEmpty()) {
      fields.fault("act", "must be reissue or revoke");
    }
    Optional<String> profile = fields.text("profile", Expectation.MAX_NAME_LENGTH);
    Optional<String> collection = fields.text("collection", Expectation.MAX_NAME_LENGTH);
    if (profile.isEmpty() && collection.isEmpty()) {
      fields.fault("profile", "either profile or collection must say which are meant");
    }
    Set<ChallengeState> states = act.map(this::states).orElse(Set.of());
    Duration lifetime = act.map(this::lifetime).orElse(LIFETIME);
    return Reasons.read(fields)
        .map(why -> new BulkOrder(act.orElseThrow(), profile, collection, states, lifetime, why));
  }

  private Set<ChallengeState> states(BulkAct act) {
    Optional<List<String>> written = fields.texts("states");
    Set<ChallengeState> states = new LinkedHashSet<>();
    for (String text : written.orElse(List.of())) {
      Optional<ChallengeState> state = ChallengeState.of(text).filter(act.possible()::contains);
      if (state.isEmpty()) {
        fields.fault("states", "must be among issued, bound and expired");
      }
      state.ifPresent(states::add);
    }
    return states.isEmpty() ? act.usual() : states;
  }

  private Duration lifetime(BulkAct act) {
    Optional<String> written = fields.text("lifetime");
    if (act != BulkAct.REISSUE) {
      if (written.isPresent()) {
        fields.fault("lifetime", "belongs to reissue alone");
      }
      return Duration.ZERO;
    }
    try {
      Duration lifetime = written.map(Duration::parse).orElse(LIFETIME);
      if (lifetime.compareTo(MIN_LIFETIME) >= 0 && lifetime.compareTo(MAX_LIFETIME) <= 0) {
        return lifetime;
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      // Told below.
    }
    fields.fault("lifetime", "must be an ISO 8601 duration from PT1S to P30D");
    return LIFETIME;
  }
}
