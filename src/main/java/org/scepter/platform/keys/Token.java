package org.scepter.platform.keys;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.scepter.pki.KeyHolder;

/**
 * A PKCS#11 token. It may be away for a while: the first use that fails opens it anew, since a
 * module that was out of reach knows none of the old sessions; while that fails too, nobody waits
 * for it for longer than a moment. Its user is logged in by a PIN that is tried only once.
 */
public final class Token {
  private static final System.Logger LOG = System.getLogger(Token.class.getName());
  private static final Map<TokenPlace, Token> KNOWN = new ConcurrentHashMap<>();

  // How long one attempt that failed speaks for others.
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final TokenPlace place;
  private final TokenSession.Opening opening;
  private final LongSupplier nanoTime;
  private final ReentrantLock opens = new ReentrantLock();
  private volatile TokenSession session;
  private volatile long openedAt;
  private volatile Failure failure;

  private record Failure(long at, TokenAwayException why) {}

  Token(TokenPlace place, TokenSession.Opening opening, LongSupplier nanoTime) {
    this.place = place;
    this.opening = opening;
    this.nanoTime = nanoTime;
  }

  /** The one at a place; whoever asks gets the same, with its one login. */
  public static Token at(TokenPlace place) {
    return KNOWN.computeIfAbsent(
        place, it -> new Token(it, new Pkcs11(it)::open, System::nanoTime));
  }

  /** Those that could not be used when it was last tried, and why. */
  public static List<String> away() {
    return KNOWN.values().stream()
        .map(each -> each.failure)
        .filter(Objects::nonNull)
        .map(each -> each.why().getMessage())
        .toList();
  }

  public TokenPlace place() {
    return place;
  }

  private interface Use<T> {
    T with(TokenSession session) throws GeneralSecurityException;
  }

  /**
   * A signature by one of its keys.
   *
   * @throws TokenAwayException if that cannot be had now
   */
  byte[] sign(String name, String algorithm, byte[] content) throws GeneralSecurityException {
    return use(
        open -> {
          Signature signing = KeyHolder.signature(algorithm, open.provider());
          signing.initSign(open.key(name));
          signing.update(content);
          return signing.sign();
        });
  }

  /** A key pair that the token makes; its private key has no name there before it is kept. */
  public KeyPair generate(String algorithm, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    return use(
        open -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, open.provider());
          generator.initialize(parameters);
          return generator.generateKeyPair();
        });
  }

  /** Signs with a key that was just made. */
  public KeyHolder holderOf(PrivateKey made) {
    return (algorithm, content) ->
        use(
            open -> {
              Signature signing = KeyHolder.signature(algorithm, open.provider());
              signing.initSign(made);
              signing.update(content);
              return signing.sign();
            });
  }

  /**
   * Gives a key a name in the token, with its certificate; one that is in memory is put there.
   *
   * @throws GeneralSecurityException if the token does not take it
   */
  public TokenKey keep(String name, PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    use(
        open -> {
          open.store().setKeyEntry(name, key, null, new Certificate[] {certificate});
          return name;
        });
    return new TokenKey(this, name, key.getAlgorithm());
  }

  private <T> T use(Use<T> use) throws GeneralSecurityException {
    TokenSession open = session;
    if (open != null) {
      try {
        return use.with(open);
      } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
        throw e;
      } catch (MissingKeyException e) {
        if (isRecent(openedAt)) {
          throw e;
        }
      } catch (GeneralSecurityException | ProviderException e) {
        LOG.log(System.Logger.Level.DEBUG, "the token is opened anew", e);
      }
    }
    TokenSession fresh = opened(open);
    try {
      T done = use.with(fresh);
      isBack();
      return done;
    } catch (NoSuchAlgorithmException
        | InvalidAlgorithmParameterException
        | MissingKeyException e) {
      throw e;
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(e);
    }
  }

  private boolean isRecent(long then) {
    return nanoTime.getAsLong() - then < PAUSE.toNanos();
  }

  private TokenSession opened(TokenSession failed) throws TokenAwayException {
    Failure last = failure;
    if (last != null && isRecent(last.at())) {
      throw last.why();
    }
    if (!locked()) {
      throw new TokenAwayException("the token does not answer");
    }
    try {
      if (session == failed) {
        session = opening.open();
        openedAt = nanoTime.getAsLong();
      }
      return session;
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(e);
    } finally {
      opens.unlock();
    }
  }

  private boolean locked() {
    try {
      return opens.tryLock(PAUSE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private TokenAwayException failed(Exception why) {
    boolean isNews = failure == null;
    TokenAwayException away =
        why instanceof TokenAwayException it
            ? it
            : new TokenAwayException(
                "the token at " + place.library() + " cannot be used: " + reason(why), why);
    failure = new Failure(nanoTime.getAsLong(), away);
    if (isNews) {
      LOG.log(System.Logger.Level.ERROR, away.getMessage() + "; tried again with each use");
    }
    return away;
  }

  private void isBack() {
    if (failure != null) {
      failure = null;
      LOG.log(System.Logger.Level.INFO, "the token at " + place.library() + " can be used again");
    }
  }

  private static String reason(Throwable why) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = why; each != null; each = each.getCause()) {
      all.append(all.isEmpty() ? "" : ": ").append(each.getMessage());
    }
    return all.toString();
  }

  @Override
  public String toString() {
    return "token at " + place.library();
  }
}
