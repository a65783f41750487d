package org.scepter.joining.keys;

import java.io.IOException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.scepter.issuing.succession.HomeLock;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;
import org.scepter.platform.peer.NodeIdentity;
import org.scepter.platform.ra.RaSet;

/** Puts key sets that another server has sealed to this one into the home. */
final class KeyInbox {
  private static final System.Logger NDES = System.getLogger("scepter.NDES");

  private final ScepterHome home;
  private final SealedKeys sealing;
  private final Map<Integer, String> complaints = new HashMap<>();

  KeyInbox(ScepterHome home, Provider provider, SecureRandom random) {
    this.home = home;
    this.sealing = new SealedKeys(provider, random);
  }

  /** The numbers of the sets that the home has. */
  Set<Integer> known() {
    return RaSet.all(home).stream().map(RaSet::number).collect(Collectors.toSet());
  }

  /** Takes those that the home lacks; of one that cannot be taken it is said once why. */
  synchronized void take(List<SealedSet> sealed) {
    Set<Integer> known = known();
    for (SealedSet each : sealed) {
      if (!known.contains(each.set().number())) {
        try {
          take(each);
          complaints.remove(each.set().number());
        } catch (IOException | UnusableHomeException e) {
          complain(each.set(), "" + e.getMessage());
        }
      }
    }
  }

  private void take(SealedSet sealed) throws IOException {
    KeyEntry own = home.key(NodeIdentity.KEY);
    RaKeys keys = sealing.open(sealed.sealed().bytes(), own);
    if (!keys.set().equals(sealed.set())) {
      throw new IOException("it is another set than it was said to be");
    }
    // Whoever makes keys in this home takes away what is there of a set that is not whole; while
    // somebody does, this one waits for the next time.
    if (HomeLock.during(home, () -> written(keys)).isPresent()) {
      NDES.log(
          System.Logger.Level.INFO,
          "The "
              + keys
              + " is here"
              + keys.set().activeFrom().map(at -> ", active from " + at).orElse(""));
    }
  }

  private RaSet written(RaKeys keys) throws IOException {
    new KeySetFiles(home.directory()).write(keys);
    return keys.set();
  }

  private void complain(RaSet set, String why) {
    if (!why.equals(complaints.put(set.number(), why))) {
      NDES.log(
          System.Logger.Level.ERROR,
          "The RA's key set " + set.number() + " cannot be taken: " + why);
    }
  }
}
