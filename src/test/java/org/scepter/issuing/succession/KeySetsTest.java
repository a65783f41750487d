package org.scepter.issuing.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.ra.RaSet;
import org.scepter.testing.Homes;
import org.scepter.testing.Logged;

class KeySetsTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path directory;

  @Test
  void a_set_that_is_another_one_than_the_others_have_is_told_of_once() {
    ScepterHome home = Homes.make(directory.resolve("home"), CLOCK, "init.trial=true");
    KeySetSuccessors successors =
        new KeySetSuccessors(
            home, KeyHolders.by(new BouncyCastleProvider()), new SecureRandom(), CLOCK);
    Sha256 own = successors.signing(RaSet.of(1));

    assertThat(said(successors, own)).isZero();
    assertThat(said(successors, Sha256.of(new byte[1]))).isEqualTo(1);
  }

  private static long said(KeySetSuccessors successors, Sha256 signing) {
    ClaimsInMemory book = new ClaimsInMemory();
    book.claim(RaSet.of(1), Instant.EPOCH);
    book.complete(1, signing);
    KeySets sets = new KeySets(successors, book, null, null, CLOCK);
    try (Logged said = new Logged(KeySets.class.getName())) {
      assertThat(sets.take()).as("nothing is new").isFalse();
      sets.take();
      return said.lines().stream()
          .filter(line -> line.startsWith("ERROR") && line.contains("move ra/signing.p12,"))
          .count();
    }
  }
}
