package org.scepter.issuing.succession;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.keys.Token;
import org.scepter.platform.keys.TokenKey;

/** A key pair that was just made, in memory or in a token, and has no certificate yet. */
public final class MadeKey {
  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final Optional<Token> token;

  private MadeKey(PrivateKey privateKey, PublicKey publicKey, Optional<Token> token) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.token = token;
  }

  /** One where {@code pattern} is. */
  public static MadeKey beside(PrivateKey pattern, KeyType type, SecureRandom random)
      throws GeneralSecurityException {
    return pattern instanceof TokenKey inToken ? in(inToken.token(), type) : inMemory(type, random);
  }

  public static MadeKey inMemory(KeyType type, SecureRandom random)
      throws GeneralSecurityException {
    KeyPair pair = type.generate(random);
    return new MadeKey(pair.getPrivate(), pair.getPublic(), Optional.empty());
  }

  public static MadeKey in(Token token, KeyType type) throws GeneralSecurityException {
    KeyPair pair = token.generate(type.algorithm(), type.parameters());
    PublicKey plain =
        KeyFactory.getInstance(type.algorithm())
            .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));
    return new MadeKey(pair.getPrivate(), plain, Optional.of(token));
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /** Signs with it, while it has no certificate yet. */
  public KeyHolder holder(KeyHolders holders) {
    return token.isPresent() ? token.get().holderOf(privateKey) : holders.of(privateKey);
  }

  /**
   * The key with its certificates; one in a token is kept there from now on.
   *
   * @param alias in the home
   * @param chain its own certificate first
   */
  public KeyEntry certified(String alias, List<X509Certificate> chain)
      throws GeneralSecurityException {
    if (token.isEmpty()) {
      return new KeyEntry(alias, privateKey, chain);
    }
    TokenKey kept = token.get().keep(nameInToken(alias, chain), privateKey, chain.get(0));
    return new KeyEntry(alias, kept, chain);
  }

  /** The same key in a token, where it was not yet. */
  public static KeyEntry moved(KeyEntry key, Token token) throws GeneralSecurityException {
    String name = nameInToken(key.alias(), key.chain());
    return new KeyEntry(
        key.alias(), token.keep(name, key.privateKey(), key.certificate()), key.chain());
  }

  // The same for no other key, in whatever home.
  private static String nameInToken(String alias, List<X509Certificate> chain) {
    Der key = Der.of(chain.get(0).getPublicKey().getEncoded());
    return "scepter-" + alias + "-" + key.sha256().hex().substring(0, 16);
  }
}
