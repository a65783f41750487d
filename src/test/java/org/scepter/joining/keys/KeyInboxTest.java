package org.scepter.joining.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.pki.Der;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.ra.RaSet;
import org.scepter.testing.InsideDouble;
import org.scepter.testing.Logged;

class KeyInboxTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final RaSet NEXT =
      new RaSet(2, 1, Optional.of(Instant.parse("2026-12-01T10:00:00Z")));

  @TempDir private Path directory;
  private final SealedKeys sealing = new SealedKeys(PROVIDER, new SecureRandom());
  private ScepterHome home;
  private KeyInbox inbox;

  @BeforeEach
  void makeHome() {
    home = InsideDouble.home(directory.resolve("home"));
    inbox = new KeyInbox(home, PROVIDER, new SecureRandom());
  }

  private Der sealed(ScepterHome from, RaSet set) {
    RaKeys keys = new RaKeys(set, from.key("ra/signing.p12"), from.key("ra/decryption.p12"));
    return sealing.seal(keys, home.key("ndes/policy-module.p12").certificate());
  }

  @Test
  void a_set_that_the_home_lacks_is_written_for_its_owner_alone() throws Exception {
    inbox.take(List.of(new SealedSet(NEXT, sealed(home, NEXT))));

    assertThat(RaSet.all(home)).containsExactly(RaSet.of(1), NEXT);
    assertThat(home.key(NEXT.signing()).privateKey())
        .isEqualTo(home.key("ra/signing.p12").privateKey());
    for (String file : List.of(NEXT.signing(), NEXT.decryption(), NEXT.description())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(inbox.known()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void a_set_that_is_there_is_left_alone() throws Exception {
    byte[] before = Files.readAllBytes(home.resolve("ra/signing.p12"));

    inbox.take(List.of(new SealedSet(RaSet.of(1), sealed(home, RaSet.of(1)))));

    assertThat(Files.readAllBytes(home.resolve("ra/signing.p12"))).isEqualTo(before);
  }

  @Test
  void keys_that_another_root_has_certified_are_not_taken() {
    ScepterHome stranger = InsideDouble.home(directory.resolve("stranger"));

    inbox.take(List.of(new SealedSet(NEXT, sealed(stranger, NEXT))));

    assertThat(inbox.known()).containsExactly(1);
    assertThat(home.resolve(NEXT.decryption())).doesNotExist();
  }

  @Test
  void a_set_that_says_it_is_another_one_is_not_taken() {
    inbox.take(List.of(new SealedSet(NEXT, sealed(home, new RaSet(3, 1, NEXT.activeFrom())))));

    assertThat(inbox.known()).containsExactly(1);
  }

  @Test
  void why_one_is_not_taken_is_said_once() {
    SealedSet broken = new SealedSet(NEXT, Der.of(new byte[] {0x30, 0}));
    try (Logged said = new Logged("scepter.NDES")) {
      inbox.take(List.of(broken));
      inbox.take(List.of(broken));

      assertThat(said.lines()).singleElement().asString().contains("key set 2 cannot be taken");
    }
  }
}
