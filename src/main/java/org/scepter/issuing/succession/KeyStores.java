package org.scepter.issuing.succession;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.keys.TokenAlias;
import org.scepter.platform.keys.TokenKey;

/** The PKCS#12 files of a home, as bytes. */
public final class KeyStores {
  private KeyStores() {}

  /** One with one key, or with its chain and where it is. */
  public static byte[] of(KeyEntry key, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    if (key.privateKey() instanceof TokenKey inToken) {
      for (int i = 0; i < key.chain().size(); i++) {
        String alias = new TokenAlias(i, key.alias(), inToken.name()).written();
        store.setCertificateEntry(alias, key.chain().get(i));
      }
    } else {
      store.setKeyEntry(
          key.alias(), key.privateKey(), password, key.chain().toArray(Certificate[]::new));
    }
    return encoded(store, password);
  }

  /** One with a certificate that is trusted. */
  public static byte[] trusting(String alias, X509Certificate certificate, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setCertificateEntry(alias, certificate);
    return encoded(store, password);
  }

  /** An existing one with one more certificate that is trusted. */
  public static byte[] trustingToo(
      byte[] existing, String alias, X509Certificate certificate, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(existing), password);
    store.setCertificateEntry(alias, certificate);
    return encoded(store, password);
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static byte[] encoded(KeyStore store, char[] password)
      throws GeneralSecurityException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password);
    return out.toByteArray();
  }
}
