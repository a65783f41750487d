package org.scepter.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.joining.store.ExpectedNodeStore;
import org.scepter.pki.Sha256;
import org.scepter.platform.Happening;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SecretMac;
import org.scepter.platform.UnusableHomeException;

/** Which nodes may join. */
@ApplicationScoped
public class ExpectedNodes {
  private final ExpectedNodeStore store;
  private final ScepterHome home;
  private final Event<Happening> happenings;
  private final SecureRandom random;
  private final Clock clock;

  ExpectedNodes() {
    this(null, null, null, null, null);
  }

  @Inject
  public ExpectedNodes(
      ExpectedNodeStore store,
      ScepterHome home,
      Event<Happening> happenings,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.home = home;
    this.happenings = happenings;
    this.random = random;
    this.clock = clock;
  }

  /** A node may join from now on, with the bundle's token. */
  @Transactional
  public JoinBundle add(WantedNode wanted) {
    Invitation made = Invitation.make(home, wanted, clock.instant(), random);
    take(made.expected());
    return made.bundle();
  }

  private void take(ExpectedNode node) {
    if (store.add(node)) {
      happenings.fire(
          new Happening(
              "node.expect",
              "node:" + node.name(),
              Happening.Outcome.DONE,
              "until " + node.expiresAt() + ", " + node.terms(),
              ""));
    }
  }

  // By the command, of which a running server is not told.
  private void takeAll() {
    try {
      new ExpectedNodeFiles(home).all().forEach(this::take);
    } catch (IOException e) {
      throw new UnusableHomeException("nodes/expected cannot be read: " + e.getMessage());
    }
  }

  /** Those that can join. */
  @Transactional
  public List<ExpectedNode> live() {
    takeAll();
    return store.live(now());
  }

  /** The one with this token, whether it can join or not. */
  @Transactional
  public Optional<ExpectedNode> find(JoinToken token) {
    Sha256 mac = token.mac(new SecretMac(home.hmacKey()));
    Optional<ExpectedNode> known = store.find(mac);
    if (known.isPresent()) {
      return known;
    }
    takeAll();
    return store.find(mac);
  }

  /**
   * It joins: uses its token up, in the transaction of all that makes a node of it. Other tokens of
   * its name end, since who is added again may have lost the bundle before.
   *
   * @return why it cannot join after all
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Optional<JoinRefusal> spend(ExpectedNode node) {
    Instant now = now();
    takeAll();
    if (store.spend(node.token(), now)) {
      store.withdraw(node.name(), now);
      happenings.fire(Happening.done("node.join", "node:" + node.name(), ""));
      return Optional.empty();
    }
    return store
        .find(node.token())
        .map(it -> it.obstacle(now).orElse(JoinRefusal.TOKEN_SPENT))
        .or(() -> Optional.of(JoinRefusal.TOKEN_UNKNOWN));
  }

  /**
   * Nobody joins under this name any more, unless it is added again.
   *
   * @return false if nobody could
   */
  @Transactional
  public boolean withdraw(String name) {
    takeAll();
    boolean done = store.withdraw(name, now()) > 0;
    if (done) {
      happenings.fire(Happening.done("node.expect.withdraw", "node:" + name, ""));
    }
    return done;
  }

  private Instant now() {
    return clock.instant();
  }
}
