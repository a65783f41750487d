package org.scepter.platform;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * A private key with its certificate chain, own certificate first, root last. Prints no key.
 *
 * @param alias its name in the key store
 */
public record KeyEntry(String alias, PrivateKey privateKey, List<X509Certificate> chain) {
  public KeyEntry {
    Objects.requireNonNull(alias);
    Objects.requireNonNull(privateKey);
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a key entry has a certificate");
    }
  }

  public X509Certificate certificate() {
    return chain.get(0);
  }

  @Override
  public String toString() {
    return alias + " (" + certificate().getSubjectX500Principal() + ")";
  }
}
