package org.scepter.joining.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.ra.RaSet;
import org.scepter.testing.Homes;

class SealedKeysTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();

  @TempDir private static Path directory;
  private static ScepterHome home;
  private final SealedKeys sealing = new SealedKeys(PROVIDER, new SecureRandom());

  @BeforeAll
  static void makeHome() {
    home =
        Homes.make(
            directory.resolve("home"),
            Clock.systemUTC(),
            "init.trial=true",
            "init.policy-module.key-type=ec-p384",
            "init.tls.key-type=rsa-2048");
  }

  private static RaKeys keys() {
    return new RaKeys(
        new RaSet(3, 2, Optional.of(Instant.parse("2026-12-01T10:00:00Z"))),
        home.key("ra/signing.p12"),
        home.key("ra/decryption.p12"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ndes/policy-module.p12", "tls/internal.p12"})
  void whoever_has_the_key_gets_the_set_back_as_it_was(String file) throws IOException {
    KeyEntry node = home.key(file);

    RaKeys opened = sealing.open(sealing.seal(keys(), node.certificate()).bytes(), node);

    assertThat(opened.set()).isEqualTo(keys().set());
    assertThat(opened.signing().privateKey()).isEqualTo(keys().signing().privateKey());
    assertThat(opened.signing().chain()).isEqualTo(keys().signing().chain());
    assertThat(opened.decryption().privateKey()).isEqualTo(keys().decryption().privateKey());
    assertThat(opened.decryption().certificate()).isEqualTo(keys().decryption().certificate());
    assertThat(opened.decryption().alias()).isEqualTo("decryption-3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ndes/policy-module.p12", "tls/internal.p12"})
  void another_one_does_not(String file) {
    byte[] sealed = sealing.seal(keys(), home.key(file).certificate()).bytes();

    for (String other : new String[] {"tls/public.p12", "crp/authorisation.p12"}) {
      assertThatThrownBy(() -> sealing.open(sealed, home.key(other)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void what_was_altered_does_not_open() {
    KeyEntry node = home.key("tls/internal.p12");
    byte[] sealed = sealing.seal(keys(), node.certificate()).bytes();
    sealed[sealed.length / 2] ^= 1;

    assertThatThrownBy(() -> sealing.open(sealed, node)).isInstanceOf(IOException.class);
  }

  @Test
  void what_is_too_long_is_not_read() {
    KeyEntry node = home.key("tls/internal.p12");

    assertThatThrownBy(() -> sealing.open(new byte[SealedKeys.MAX_LENGTH + 1], node))
        .hasMessageContaining("at most");
    assertThatThrownBy(() -> sealing.open(new byte[] {1, 2, 3}, node))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_key_set_prints_its_number_alone() {
    assertThat(keys()).hasToString("key set 3 of the RA");
  }
}
