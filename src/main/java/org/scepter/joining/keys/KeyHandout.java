package org.scepter.joining.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.scepter.issuing.Succession;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.KeySetClaims;
import org.scepter.joining.store.KeyCopyStore;
import org.scepter.pki.Sha256;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.ra.RaSet;

/**
 * The RA's key sets as nodes get them: sealed to the certificate of each one that may ask, and kept
 * so in the database, from where any server inside hands them out.
 */
@ApplicationScoped
public class KeyHandout {
  private static final System.Logger LOG = System.getLogger(KeyHandout.class.getName());

  private final ScepterHome home;
  private final KeySetClaims book;
  private final KeyCopyStore copies;
  private final SealedKeys sealing;
  private final Clock clock;
  // What is not handed out is not opened again to see that.
  private final Set<Integer> withheld = ConcurrentHashMap.newKeySet();
  private final Set<Integer> told = ConcurrentHashMap.newKeySet();

  KeyHandout() {
    this.home = null;
    this.book = null;
    this.copies = null;
    this.sealing = null;
    this.clock = null;
  }

  @Inject
  public KeyHandout(
      ScepterHome home, KeySetClaims book, KeyCopyStore copies, Provider provider, Clock clock) {
    this.home = home;
    this.book = book;
    this.copies = copies;
    this.sealing = new SealedKeys(provider, new SecureRandom());
    this.clock = clock;
  }

  /** All that this home has to hand out, by number, for a node that joins. */
  public List<SealedSet> sealedTo(X509Certificate node) {
    return RaSet.all(home).stream()
        .map(set -> RaKeys.read(home, set))
        .filter(this::isHandedOut)
        .map(keys -> new SealedSet(keys.set(), sealing.seal(keys, node)))
        .toList();
  }

  // Who comes when a set has ended needs it for nothing, and might let it be stolen. And a number
  // stands for one set, whatever another home has made under it.
  private boolean isHandedOut(RaKeys keys) {
    Sha256 signing = digest(keys.signing().certificate());
    return isPortable(keys)
        && clock.instant().isBefore(keys.decryption().certificate().getNotAfter().toInstant())
        && book.all().stream()
            .filter(each -> each.set().number() == keys.set().number())
            .flatMap(each -> each.signing().stream())
            .allMatch(signing::equals);
  }

  private boolean isPortable(RaKeys keys) {
    if (!keys.isPortable() && told.add(keys.set().number())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the " + keys + " is in a token and is not handed out to nodes in front");
    }
    return keys.isPortable();
  }

  /** Seals what this home has to everybody who may ask, and forgets what others had. */
  @Transactional
  public void seal(List<X509Certificate> nodes) {
    Map<Integer, RaKeys> read = new HashMap<>();
    for (X509Certificate each : nodes) {
      seal(each, read);
    }
    copies.forget(clock.instant());
  }

  // Key stores are slow to open: only for somebody who has none of the set.
  private void seal(X509Certificate node, Map<Integer, RaKeys> read) {
    Set<Integer> sealed = copies.numbers(digest(node));
    for (RaSet set : RaSet.all(home)) {
      if (sealed.contains(set.number()) || withheld.contains(set.number())) {
        continue;
      }
      RaKeys keys = read.computeIfAbsent(set.number(), any -> RaKeys.read(home, set));
      if (isHandedOut(keys)) {
        copies.add(set.number(), digest(node), sealing.seal(keys, node));
      } else {
        withheld.add(set.number());
      }
    }
  }

  /** The sets that a node lacks, as far as they can be had here. */
  @Transactional
  public List<SealedSet> lacking(X509Certificate node, Set<Integer> known) {
    seal(node, new HashMap<>());
    return sealed(lacking(known), node);
  }

  /** The sets that this home lacks and that are sealed to it, if there are any. */
  @Transactional
  public List<SealedSet> sealedByOthers(Set<Integer> known, Supplier<KeyEntry> own) {
    List<RaSet> lacking = lacking(known);
    return lacking.isEmpty() ? List.of() : sealed(lacking, own.get().certificate());
  }

  // What was sealed of a CA that was called off must not come back.
  private List<RaSet> lacking(Set<Integer> known) {
    Set<Integer> calledOff =
        Succession.all(home).stream()
            .filter(each -> !each.isInForce())
            .map(Succession::number)
            .collect(Collectors.toSet());
    return book.all().stream()
        .map(KeySetClaims.Known::set)
        .filter(each -> !known.contains(each.number()))
        .filter(each -> !calledOff.contains(each.generation()))
        .toList();
  }

  private List<SealedSet> sealed(List<RaSet> sets, X509Certificate node) {
    List<SealedSet> found = new ArrayList<>();
    for (RaSet each : sets) {
      copies
          .find(each.number(), digest(node))
          .ifPresent(copy -> found.add(new SealedSet(each, copy)));
    }
    return found;
  }

  private static Sha256 digest(X509Certificate certificate) {
    return X509.der(certificate).sha256();
  }
}
