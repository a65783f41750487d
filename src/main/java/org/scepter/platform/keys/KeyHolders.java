package org.scepter.platform.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.KeyInMemory;

/** Puts a home's keys to work, each where it is: in memory, or in a token. */
public final class KeyHolders {
  private static final String RAW = "RSA/ECB/NoPadding";

  private final KeyProviders providers;

  public KeyHolders(KeyProviders providers) {
    this.providers = providers;
  }

  /** Keys in memory are left to that provider alone. */
  public static KeyHolders by(Provider provider) {
    return new KeyHolders(KeyProviders.only(provider));
  }

  /** Who works with keys that are in memory. */
  public KeyProviders providers() {
    return providers;
  }

  /** Verifies what was signed. */
  public Provider verifying() {
    return providers.inOrder().get(providers.inOrder().size() - 1);
  }

  /**
   * @throws IllegalArgumentException if no provider can use it
   */
  public KeyHolder of(PrivateKey key) {
    return key instanceof TokenKey inToken
        ? inToken.holder()
        : new KeyInMemory(key, providers.inOrder());
  }

  /**
   * A key that decrypts, as an object of the provider that does it.
   *
   * @param provider does raw RSA and OAEP
   */
  public record Decryption(PrivateKey key, Provider provider) {
    @Override
    public String toString() {
      return "decryption by " + provider.getName();
    }
  }

  /**
   * An RSA key for decryption; it has decrypted once.
   *
   * @throws GeneralSecurityException if no provider can use it: one in a token, for instance
   */
  public Decryption decryption(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    if (key.getEncoded() == null) {
      throw new GeneralSecurityException("a key that decrypts must be in a file, not in a token");
    }
    PrivateKey own = key;
    for (Provider each : providers.decrypting()) {
      if (each.getService("KeyFactory", key.getAlgorithm()) != null) {
        own =
            KeyFactory.getInstance(key.getAlgorithm(), each)
                .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
      }
      if (hasRsa(each) && decrypts(own, publicKey, each)) {
        return new Decryption(own, each);
      }
    }
    throw new GeneralSecurityException("no provider decrypts with the key");
  }

  private static boolean hasRsa(Provider provider) {
    return provider.getService("Cipher", "RSA") != null
        || provider.getService("Cipher", RAW) != null;
  }

  // A provider that fails later gives decoys, as a wrong message does.
  private boolean decrypts(PrivateKey own, PublicKey publicKey, Provider provider)
      throws GeneralSecurityException {
    byte[] number = new byte[(((RSAKey) publicKey).getModulus().bitLength() + 7) / 8];
    Arrays.fill(number, 1, number.length, (byte) 0x5a);
    Cipher encrypting = Cipher.getInstance(RAW, verifying());
    encrypting.init(Cipher.ENCRYPT_MODE, publicKey);
    byte[] encrypted = encrypting.doFinal(number);
    Cipher decrypting = Cipher.getInstance(RAW, provider);
    decrypting.init(Cipher.DECRYPT_MODE, own);
    byte[] found = decrypting.doFinal(encrypted);
    return Arrays.equals(
        found, 0, found.length, number, number.length - found.length, number.length);
  }
}
