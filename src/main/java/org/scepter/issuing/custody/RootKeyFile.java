package org.scepter.issuing.custody;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.scepter.issuing.succession.KeyStores;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.pki.KeyHolder;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.keys.KeyHolders;

/** The root's key outside of a home: PKCS#12 under a password of its own. */
public final class RootKeyFile {
  private static final int MIN_PASSWORD = 12;
  private static final byte[] SAMPLE = {'r', 'o', 'o', 't'};

  private final Path file;
  private final Path passwordFile;

  /**
   * @param passwordFile whose first line is the password
   */
  public RootKeyFile(Path file, Path passwordFile) {
    this.file = file;
    this.passwordFile = passwordFile;
  }

  /**
   * The key; it fits its certificate.
   *
   * @throws IOException if it cannot be read, or the password is wrong
   */
  public KeyEntry read() throws IOException {
    char[] password = password();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey key) {
          return fitting(
              new KeyEntry(
                  alias,
                  key,
                  Arrays.stream(store.getCertificateChain(alias))
                      .map(X509Certificate.class::cast)
                      .toList()));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " cannot be opened: " + e.getMessage(), e);
    }
    throw new IOException(file + " holds no private key");
  }

  /** Writes a new file and reads it back. */
  void write(KeyEntry root) throws IOException {
    if (Files.exists(file)) {
      throw new IOException(file + " is there already");
    }
    char[] password = password();
    if (password.length < MIN_PASSWORD) {
      throw new IOException("the password has less than " + MIN_PASSWORD + " characters");
    }
    try {
      OwnerOnly.file(file, KeyStores.of(root, password));
      OwnerOnly.force(file.toAbsolutePath().getParent());
    } catch (GeneralSecurityException e) {
      throw new IOException("the key cannot be stored: " + e.getMessage(), e);
    }
    if (!read().certificate().equals(root.certificate())) {
      throw new IOException(file + " does not hold what was written");
    }
  }

  private char[] password() throws IOException {
    return Files.readAllLines(passwordFile).stream().findFirst().orElse("").strip().toCharArray();
  }

  private KeyEntry fitting(KeyEntry entry) throws IOException, GeneralSecurityException {
    KeyHolders holders = KeyHolders.by(new BouncyCastleProvider());
    String algorithm =
        entry.privateKey().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    Signature check = KeyHolder.signature(algorithm, holders.verifying());
    check.initVerify(entry.certificate().getPublicKey());
    check.update(SAMPLE);
    if (!check.verify(holders.of(entry.privateKey()).sign(algorithm, SAMPLE))) {
      throw new IOException("the key in " + file + " is not that of its certificate");
    }
    return entry;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
