package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scepter.pki.Der;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.ra.RaSet;
import org.scepter.scep.protocol.CertRepWriter;
import org.scepter.scep.protocol.RaDecryptionKey;

/** The RA's key sets in the home, as {@link RaSet} lays them out; each is prepared once. */
@ApplicationScoped
public class RaKeyFiles {
  private final ScepterHome home;
  private final Provider provider;
  private final KeyHolders holders;
  private final SecureRandom random;

  RaKeyFiles() {
    this(null, null, null, null);
  }

  @Inject
  public RaKeyFiles(ScepterHome home, Provider provider, KeyHolders holders, SecureRandom random) {
    this.home = home;
    this.provider = provider;
    this.holders = holders;
    this.random = random;
  }

  /** Verifies, and decrypts what is no key. */
  Provider provider() {
    return provider;
  }

  /**
   * The sets that are in the home now, by number.
   *
   * @throws UnusableHomeException if that cannot be seen
   */
  List<RaSet> present() {
    return RaSet.all(home);
  }

  /**
   * Every set in the home, by its number; the first one is the oldest.
   *
   * @throws UnusableHomeException if there is none or one cannot be used
   */
  Map<Integer, RaKeySet> all() {
    Map<Integer, RaKeySet> sets = new TreeMap<>();
    present().forEach(set -> sets.put(set.number(), read(set)));
    if (sets.isEmpty()) {
      throw new UnusableHomeException(home.resolve("ra") + " holds no signing.p12");
    }
    return sets;
  }

  /**
   * One set.
   *
   * @throws UnusableHomeException if it is missing or cannot be used
   */
  RaKeySet read(RaSet set) {
    KeyEntry signing = home.key(set.signing());
    KeyEntry decryption = home.key(set.decryption());
    try {
      KeyHolders.Decryption own =
          holders.decryption(decryption.privateKey(), decryption.certificate().getPublicKey());
      return new RaKeySet(
          set,
          new RaDecryptionKey(own.key(), decryption.certificate(), own.provider(), random),
          new CertRepWriter(
              holders.of(signing.privateKey()), signing.certificate(), provider, random),
          SubjectName.fromDer(decryption.certificate().getIssuerX500Principal().getEncoded()),
          List.of(der(signing), der(decryption)),
          issuers(signing));
    } catch (GeneralSecurityException | UnreadableException | IllegalArgumentException e) {
      throw new UnusableHomeException(
          "key set " + set.number() + " in ra/ cannot be used: " + e.getMessage());
    }
  }

  private static List<Der> issuers(KeyEntry entry) throws CertificateEncodingException {
    List<Der> issuers = new ArrayList<>();
    for (X509Certificate each : entry.chain().subList(1, entry.chain().size())) {
      issuers.add(Der.of(each.getEncoded()));
    }
    return issuers;
  }

  private static Der der(KeyEntry entry) throws CertificateEncodingException {
    return Der.of(entry.certificate().getEncoded());
  }
}
