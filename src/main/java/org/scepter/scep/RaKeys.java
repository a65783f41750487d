package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;
import org.scepter.platform.UnusableHomeException;

/**
 * The registration authority's two keys, one that signs answers and one that opens requests. Read
 * at start and turned into the provider's own key objects once: a foreign one is converted anew for
 * each operation.
 */
@ApplicationScoped
public class RaKeys implements StartStep {
  private static final String SIGNING = "ra/signing.p12";
  private static final String DECRYPTION = "ra/decryption.p12";

  private final PlatformSettings platform;
  private final ScepterHome home;
  private final Provider provider;
  private volatile KeyEntry signing;
  private volatile KeyEntry decryption;

  RaKeys() {
    this(null, null, null);
  }

  @Inject
  public RaKeys(PlatformSettings platform, ScepterHome home, Provider provider) {
    this.platform = platform;
    this.home = home;
    this.provider = provider;
  }

  @Override
  public int order() {
    return DATA;
  }

  @Override
  public void start() {
    if (platform.has(NodeRole.NDES)) {
      signing = read(SIGNING);
      decryption = read(DECRYPTION);
    }
  }

  KeyEntry signing() {
    return signing;
  }

  KeyEntry decryption() {
    return decryption;
  }

  private KeyEntry read(String path) {
    KeyEntry entry = home.key(path);
    try {
      PrivateKey key = entry.privateKey();
      PrivateKey converted =
          KeyFactory.getInstance(key.getAlgorithm(), provider)
              .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
      return new KeyEntry(entry.alias(), converted, entry.chain());
    } catch (GeneralSecurityException e) {
      throw new UnusableHomeException(path + " holds a key that cannot be used: " + e.getMessage());
    }
  }
}
