package org.scepter.joining.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ra.RaSet;

/** Puts a key set into a home; each file appears whole or not at all, the signing key last. */
public final class KeySetFiles {
  // Microsoft's Certificate Request Agent, which no template of ours gives to anybody.
  private static final String REQUEST_AGENT = "1.3.6.1.4.1.311.20.2.1";

  private final Path home;

  public KeySetFiles(Path home) {
    this.home = home;
  }

  /**
   * @throws IOException if a file cannot be written, or the set is not what it should be
   */
  public void write(RaKeys keys) throws IOException {
    try {
      requireCertified(keys.signing());
      requireCertified(keys.decryption());
    } catch (GeneralSecurityException e) {
      throw new IOException("the keys' certificates cannot be verified: " + e.getMessage(), e);
    }
    RaSet set = keys.set();
    KeyFile.write(home, set.decryption(), keys.decryption());
    if (!set.equals(RaSet.of(set.number()))) {
      KeyFile.write(home.resolve(set.description()), set.written());
    }
    KeyFile.write(home, set.signing(), keys.signing());
  }

  /** What came from another server is the RA's only if the CA says so: devices have chains too. */
  private void requireCertified(KeyEntry key) throws IOException, GeneralSecurityException {
    X509Certificate root =
        X509.certificate(Der.of(Files.readAllBytes(home.resolve("certificates/ca-root.cer"))));
    X509Certificate below = null;
    for (X509Certificate each : key.chain()) {
      if (below != null) {
        below.verify(each.getPublicKey());
        if (each.getBasicConstraints() < 0) {
          throw new IOException("the keys are certified by somebody who is no CA");
        }
      }
      below = each;
    }
    if (!root.equals(below)) {
      throw new IOException("the keys are certified by another root than this home's");
    }
    List<String> purposes = key.certificate().getExtendedKeyUsage();
    if (purposes == null || !purposes.contains(REQUEST_AGENT)) {
      throw new IOException("the keys are certified for something else than the RA");
    }
  }
}
