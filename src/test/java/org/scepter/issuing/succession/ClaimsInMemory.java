package org.scepter.issuing.succession;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.scepter.pki.Sha256;
import org.scepter.platform.ra.RaSet;

/** The book of the RA's key sets, as the table keeps it. */
public final class ClaimsInMemory implements KeySetClaims {
  private final TreeMap<Integer, Known> known = new TreeMap<>();

  @Override
  public boolean claim(RaSet set, Instant at) {
    return known.putIfAbsent(set.number(), new Known(set, Optional.empty())) == null;
  }

  @Override
  public void complete(int number, Sha256 signing) {
    known.computeIfPresent(
        number,
        (any, each) -> new Known(each.set(), each.signing().or(() -> Optional.of(signing))));
  }

  @Override
  public List<Known> all() {
    return List.copyOf(known.values());
  }
}
