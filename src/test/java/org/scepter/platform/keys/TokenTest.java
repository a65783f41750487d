package org.scepter.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.KeyOutOfReachException;
import org.scepter.testing.scep.Signer;

/** A token whose sessions end when it is away, as a module's in the network. */
class TokenTest {
  private static final byte[] CONTENT = {1};

  private long now;
  private int openings;
  private boolean isAway;
  private int sessionsEnded;
  private final KeyStore keys = keys();
  private final Token token =
      new Token(
          new TokenPlace(
              Path.of("/module.so"), OptionalLong.empty(), OptionalInt.empty(), Path.of("pin")),
          this::open,
          () -> now);
  private final KeyHolder holder = new TokenKey(token, "known", "RSA").holder();

  private static KeyStore keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "known",
          pair.getPrivate(),
          null,
          new Certificate[] {Signer.selfSigned(pair, "CN=known").certificate()});
      return store;
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private TokenSession open() throws GeneralSecurityException {
    openings++;
    if (isAway) {
      throw new ProviderException("CKR_DEVICE_ERROR");
    }
    return new TokenSession(new Module(sessionsEnded), keys);
  }

  private final class Module extends Provider {
    private static final long serialVersionUID = 1;
    private final transient Provider real = new BouncyCastleProvider();
    private final int openedAfter;

    Module(int openedAfter) {
      super("Module", "1", "a module of the test");
      this.openedAfter = openedAfter;
    }

    @Override
    public Service getService(String type, String algorithm) {
      if (isAway || sessionsEnded > openedAfter) {
        throw new ProviderException("CKR_SESSION_HANDLE_INVALID");
      }
      return real.getService(type, algorithm);
    }
  }

  private void takeAway() {
    isAway = true;
    sessionsEnded++;
  }

  private void after(Duration time) {
    now += time.toNanos();
  }

  @Test
  void it_is_opened_once() throws Exception {
    holder.sign("SHA256withRSA", CONTENT);
    holder.sign("SHA256withRSA", CONTENT);

    assertThat(openings).isOne();
  }

  @Test
  void who_asks_while_it_is_away_is_told_at_once_and_it_is_tried_now_and_then() throws Exception {
    holder.sign("SHA256withRSA", CONTENT);
    takeAway();

    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> holder.sign("SHA256withRSA", CONTENT))
          .isInstanceOf(KeyOutOfReachException.class);
    }
    assertThat(openings).isEqualTo(2);
    after(Duration.ofSeconds(3));
    assertThatThrownBy(() -> holder.sign("SHA256withRSA", CONTENT))
        .isInstanceOf(KeyOutOfReachException.class);
    assertThat(openings).isEqualTo(3);
  }

  @Test
  void when_it_is_back_it_is_opened_anew() throws Exception {
    holder.sign("SHA256withRSA", CONTENT);
    takeAway();
    assertThatThrownBy(() -> holder.sign("SHA256withRSA", CONTENT))
        .isInstanceOf(KeyOutOfReachException.class);

    isAway = false;
    after(Duration.ofSeconds(3));

    assertThat(holder.sign("SHA256withRSA", CONTENT)).hasSize(256);
    assertThat(holder.sign("SHA256withRSA", CONTENT)).hasSize(256);
    assertThat(openings).isEqualTo(3);
  }

  @Test
  void sessions_that_ended_unnoticed_hinder_nobody() throws Exception {
    holder.sign("SHA256withRSA", CONTENT);
    sessionsEnded++;

    assertThat(holder.sign("SHA256withRSA", CONTENT)).hasSize(256);
    assertThat(openings).isEqualTo(2);
  }

  @Test
  void a_key_that_it_lacks_does_not_keep_others_from_theirs() throws Exception {
    KeyHolder unknown = new TokenKey(token, "unknown", "RSA").holder();

    assertThatThrownBy(() -> unknown.sign("SHA256withRSA", CONTENT))
        .isInstanceOf(KeyOutOfReachException.class)
        .hasMessageContaining("unknown");

    assertThat(holder.sign("SHA256withRSA", CONTENT)).hasSize(256);
    assertThat(openings).isOne();
  }

  @Test
  void an_algorithm_that_it_lacks_is_no_reason_to_open_it_anew() throws Exception {
    holder.sign("SHA256withRSA", CONTENT);

    assertThatThrownBy(() -> holder.sign("SHA256withNothing", CONTENT))
        .isInstanceOf(NoSuchAlgorithmException.class);
    assertThat(openings).isOne();
  }
}
