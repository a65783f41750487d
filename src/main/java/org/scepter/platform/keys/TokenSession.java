package org.scepter.platform.keys;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An opened token; its key objects are good for nothing once it fails. */
final class TokenSession {
  private final Provider provider;
  private final KeyStore store;
  private final Map<String, PrivateKey> keys = new ConcurrentHashMap<>();

  TokenSession(Provider provider, KeyStore store) {
    this.provider = provider;
    this.store = store;
  }

  /** Opens a token. */
  interface Opening {
    TokenSession open() throws GeneralSecurityException;
  }

  Provider provider() {
    return provider;
  }

  KeyStore store() {
    return store;
  }

  PrivateKey key(String name) throws GeneralSecurityException {
    PrivateKey known = keys.get(name);
    if (known != null) {
      return known;
    }
    if (store.getKey(name, null) instanceof PrivateKey found) {
      keys.put(name, found);
      return found;
    }
    throw new MissingKeyException("the token has no key named " + name);
  }
}
