package org.scepter.pki;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A key whose bytes are at hand. It becomes an object of the provider that uses it once: a foreign
 * object costs a conversion with each operation.
 */
public final class KeyInMemory implements KeyHolder {
  private final PrivateKey key;
  private final List<Provider> providers;
  private final Map<Provider, PrivateKey> own = new ConcurrentHashMap<>();

  /**
   * @param providers the first one that knows an algorithm signs with it
   * @throws IllegalArgumentException if none can use the key, or it has no encoding
   */
  public KeyInMemory(PrivateKey key, List<Provider> providers) {
    this.key = key;
    this.providers = List.copyOf(providers);
    if (key.getEncoded() == null) {
      throw new IllegalArgumentException("the key cannot be taken out of its module");
    }
    try {
      for (Provider each : providers) {
        if (each.getService("KeyFactory", key.getAlgorithm()) != null) {
          own.put(each, converted(each));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key cannot be used: " + e.getMessage(), e);
    }
    if (own.isEmpty()) {
      throw new IllegalArgumentException("no provider can use a key of " + key.getAlgorithm());
    }
  }

  private PrivateKey converted(Provider provider) throws GeneralSecurityException {
    return KeyFactory.getInstance(key.getAlgorithm(), provider)
        .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }

  @Override
  public byte[] sign(String algorithm, byte[] content) throws GeneralSecurityException {
    for (Provider each : providers) {
      PrivateKey converted = own.get(each);
      if (converted != null && KeyHolder.knows(algorithm, each)) {
        Signature signing = KeyHolder.signature(algorithm, each);
        signing.initSign(converted);
        signing.update(content);
        return signing.sign();
      }
    }
    throw new NoSuchAlgorithmException("no provider knows " + algorithm);
  }

  /** The algorithm alone. */
  @Override
  public String toString() {
    return key.getAlgorithm() + " key in memory";
  }
}
