package org.scepter.joining.keys;

import java.util.Objects;
import org.scepter.pki.Der;
import org.scepter.platform.ra.RaSet;

/** A key set for one node. */
public record SealedSet(RaSet set, Der sealed) {
  public SealedSet {
    Objects.requireNonNull(set);
    Objects.requireNonNull(sealed);
  }
}
