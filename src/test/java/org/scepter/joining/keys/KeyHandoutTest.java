package org.scepter.joining.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.issuing.Succession;
import org.scepter.issuing.succession.ClaimsInMemory;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.joining.store.KeyCopyStore;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.ra.RaSet;
import org.scepter.testing.InsideDouble;
import org.scepter.testing.SetClock;

/** Which of the RA's key sets a node gets. */
class KeyHandoutTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final RaSet FIRST = RaSet.of(1);
  private static final RaSet OF_NEXT_CA = new RaSet(3, 2, Optional.empty());

  @TempDir private Path directory;
  private final ClaimsInMemory book = new ClaimsInMemory();
  private final Copies copies = new Copies();
  private final SetClock clock = new SetClock(Instant.now());
  private ScepterHome home;
  private X509Certificate node;
  private KeyHandout handout;

  /** As the table keeps them. */
  private static final class Copies extends KeyCopyStore {
    private final Map<Integer, Der> kept = new HashMap<>();

    @Override
    public void add(int number, Sha256 certificate, Der envelope) {
      kept.putIfAbsent(number, envelope);
    }

    @Override
    public Optional<Der> find(int number, Sha256 certificate) {
      return Optional.ofNullable(kept.get(number));
    }

    @Override
    public Set<Integer> numbers(Sha256 certificate) {
      return kept.keySet();
    }

    @Override
    public void forget(Instant now) {}
  }

  @BeforeEach
  void makeHome() {
    home = InsideDouble.home(directory.resolve("home"));
    node = home.key("ndes/policy-module.p12").certificate();
    book.claim(FIRST, clock.instant());
    handout = new KeyHandout(home, book, copies, PROVIDER, clock);
  }

  private void bring(RaSet set) throws IOException {
    KeyFile.write(home, set.decryption(), home.key(FIRST.decryption()));
    KeyFile.write(home.resolve(set.description()), set.written());
    KeyFile.write(home, set.signing(), home.key(FIRST.signing()));
    book.claim(set, clock.instant());
  }

  private Set<Integer> lacking(Integer... known) {
    return numbers(handout.lacking(node, Set.of(known)));
  }

  private static Set<Integer> numbers(List<SealedSet> sets) {
    return sets.stream().map(each -> each.set().number()).collect(Collectors.toSet());
  }

  @Test
  void a_node_gets_the_sets_that_it_lacks() throws IOException {
    bring(OF_NEXT_CA);

    assertThat(lacking()).containsExactlyInAnyOrder(1, 3);
    assertThat(lacking(1)).containsExactly(3);
    assertThat(lacking(1, 3)).isEmpty();
  }

  @Test
  void the_sets_of_a_ca_that_was_called_off_do_not_come_back() throws IOException {
    bring(OF_NEXT_CA);
    handout.seal(List.of(node));
    Instant takeover = clock.instant().plus(Duration.ofDays(1));
    Succession next = new Succession(2, takeover, takeover, Optional.empty());
    Files.write(home.resolve(Succession.file(2)), next.written());
    assertThat(lacking(1)).as("while it is to take over").containsExactly(3);

    Files.write(home.resolve(Succession.file(2)), next.withdrawn(clock.instant()).written());
    for (String file : List.of(OF_NEXT_CA.signing(), OF_NEXT_CA.decryption())) {
      Files.delete(home.resolve(file));
    }

    assertThat(lacking(1)).isEmpty();
    assertThat(handout.sealedByOthers(Set.of(1), () -> home.key("ndes/policy-module.p12")))
        .as("to this home")
        .isEmpty();
  }

  @Test
  void a_set_whose_number_stands_for_another_one_is_sealed_to_nobody() {
    book.complete(FIRST.number(), Sha256.of(new byte[1]));

    assertThat(lacking()).isEmpty();
    assertThat(handout.sealedTo(node)).isEmpty();
  }

  @Test
  void a_set_that_has_ended_is_sealed_to_nobody() {
    clock.set(home.key(FIRST.decryption()).certificate().getNotAfter().toInstant());

    handout.seal(List.of(node));

    assertThat(lacking()).isEmpty();
    assertThat(handout.sealedTo(node)).isEmpty();
    assertThat(copies.kept).isEmpty();
  }
}
