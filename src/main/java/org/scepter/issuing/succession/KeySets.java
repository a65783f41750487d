package org.scepter.issuing.succession;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.scepter.issuing.InfrastructureImport;
import org.scepter.platform.Happening;
import org.scepter.platform.UnusableHomeException;
import org.scepter.platform.ra.RaSet;

/** The RA's key sets in the running server: makes the next one, as the command does. */
@ApplicationScoped
public class KeySets {
  private final KeySetSuccessors successors;
  private final KeySetClaims claims;
  private final InfrastructureImport infrastructure;
  private final Event<Happening> happenings;
  private final Clock clock;

  KeySets() {
    this(null, null, null, null, null);
  }

  @Inject
  public KeySets(
      KeySetSuccessors successors,
      KeySetClaims claims,
      InfrastructureImport infrastructure,
      Event<Happening> happenings,
      Clock clock) {
    this.successors = successors;
    this.claims = claims;
    this.infrastructure = infrastructure;
    this.happenings = happenings;
    this.clock = clock;
  }

  /**
   * Makes the next set, which devices are told of from {@code activeFrom} on; servers in front
   * fetch it until then. Nothing happens while one is still to come, here or at another server
   * inside, so that whoever renews in time need not ask who else does.
   */
  @Transactional
  public PlannedKeySet next(Instant activeFrom) {
    // Sets that the command has made have their numbers too.
    take();
    PlannedKeySet planned;
    try {
      planned = successors.next(activeFrom, set -> claims.claim(set, clock.instant()));
    } catch (IOException e) {
      throw new UnusableHomeException("ra/ cannot be written: " + e.getMessage());
    }
    take();
    planned
        .objection()
        .ifPresent(
            why ->
                happenings.fire(
                    Happening.refused(
                        "ra.keys.make", "ra-key-set:next", why + ": " + planned.detail(), "")));
    return planned;
  }

  /** Makes the next set if the certificates of the last one end soon. */
  @Transactional
  public void nextInTime(KeySetSettings settings) {
    try {
      successors.due(settings).ifPresent(this::next);
    } catch (IOException e) {
      throw new UnusableHomeException("ra/ cannot be read: " + e.getMessage());
    }
  }

  /** Takes what the home has into the book; whether there was anything new. */
  @Transactional
  public boolean take() {
    Set<Integer> known =
        claims.all().stream()
            .filter(each -> each.signing().isPresent())
            .map(each -> each.set().number())
            .collect(Collectors.toSet());
    List<RaSet> news =
        successors.present().stream().filter(set -> !known.contains(set.number())).toList();
    news.forEach(this::take);
    if (!news.isEmpty()) {
      infrastructure.takeAll();
    }
    return !news.isEmpty();
  }

  private void take(RaSet set) {
    claims.claim(set, clock.instant());
    claims.complete(set.number(), successors.signing(set));
    happenings.fire(
        new Happening(
            "ra.keys.make",
            "ra-key-set:" + set.number(),
            Happening.Outcome.DONE,
            "of CA "
                + set.generation()
                + set.activeFrom().map(at -> ", active from " + at).orElse(""),
            ""));
  }

  /** All that are known to the servers inside, by number. */
  @Transactional
  public List<KeySetClaims.Known> all() {
    return claims.all();
  }
}
