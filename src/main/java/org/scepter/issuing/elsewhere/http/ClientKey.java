package org.scepter.issuing.elsewhere.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;

/** A key for another CA, in a PKCS#12 file that its owner alone can read. */
public final class ClientKey {
  private ClientKey() {}

  /**
   * The file's only key.
   *
   * @param file relative to the home
   * @param password the file with its password; the home's own if empty
   * @throws UnusableHomeException if it cannot be used; the message says why
   */
  public static KeyEntry read(ScepterHome home, Path file, Optional<Path> password) {
    Path store = home.directory().resolve(file);
    Path secret = home.directory().resolve(password.orElse(Path.of("secrets/keystore.password")));
    try (InputStream in = Files.newInputStream(store)) {
      SecretFile.requireOwnerOnly(store);
      char[] word = SecretFile.read(secret).toCharArray();
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, word);
      for (String alias : Collections.list(keys.aliases())) {
        if (keys.getKey(alias, word) instanceof PrivateKey key) {
          return new KeyEntry(alias, key, chain(keys.getCertificateChain(alias)));
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableHomeException(store + " cannot be opened: " + e.getMessage());
    }
    throw new UnusableHomeException(store + " holds no private key");
  }

  private static List<X509Certificate> chain(java.security.cert.Certificate[] chain) {
    return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
  }
}
