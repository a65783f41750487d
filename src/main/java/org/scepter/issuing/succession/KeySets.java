package org.scepter.issuing.succession;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.scepter.issuing.InfrastructureImport;
import org.scepter.pki.Sha256;
import org.scepter.platform.Happening;
import org.scepter.platform.UnusableHomeException;
import org.scepter.platform.ra.RaSet;

/** The RA's key sets in the running server: makes the next one, as the command does. */
@ApplicationScoped
public class KeySets {
  private static final System.Logger LOG = System.getLogger(KeySets.class.getName());

  private final KeySetSuccessors successors;
  private final KeySetClaims claims;
  private final InfrastructureImport infrastructure;
  private final Event<Happening> happenings;
  private final Clock clock;
  // Key stores are slow to open.
  private final Set<Integer> compared = ConcurrentHashMap.newKeySet();

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
    Map<Integer, Sha256> known = new HashMap<>();
    claims
        .all()
        .forEach(each -> each.signing().ifPresent(it -> known.put(each.set().number(), it)));
    List<RaSet> news = new ArrayList<>();
    for (RaSet set : successors.present()) {
      if (!known.containsKey(set.number())) {
        news.add(set);
      } else if (compared.add(set.number())) {
        compare(set, known.get(set.number()));
      }
    }
    news.forEach(this::take);
    if (!news.isEmpty()) {
      infrastructure.takeAll();
    }
    return !news.isEmpty();
  }

  // Two homes may make one of the same number: the command does not ask, and a server may be killed
  // between its files and the book.
  private void compare(RaSet set, Sha256 known) {
    if (!successors.signing(set).equals(known)) {
      LOG.log(
          System.Logger.Level.ERROR,
          "The RA's key set "
              + set.number()
              + " of this home is another one than the other servers inside have, and no node gets"
              + " it: move "
              + String.join(", ", set.signing(), set.decryption(), set.description())
              + " away and restart this server; theirs comes by itself");
    }
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
