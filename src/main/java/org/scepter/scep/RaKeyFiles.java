package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scepter.pki.Der;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;
import org.scepter.scep.protocol.CertRepWriter;
import org.scepter.scep.protocol.RaDecryptionKey;

/**
 * The RA's keys in the home: {@code ra/signing.p12} and {@code ra/decryption.p12} for the CA's
 * first generation, {@code ra/signing-n.p12} and {@code ra/decryption-n.p12} for the nth. They are
 * turned into the provider's own key objects once, because a foreign one is converted anew for each
 * operation.
 */
@ApplicationScoped
public class RaKeyFiles {
  private static final Pattern SIGNING = Pattern.compile("signing(?:-([1-9][0-9]{0,8}))?\\.p12");

  private final ScepterHome home;
  private final Provider provider;
  private final SecureRandom random;

  RaKeyFiles() {
    this(null, null, null);
  }

  @Inject
  public RaKeyFiles(ScepterHome home, Provider provider, SecureRandom random) {
    this.home = home;
    this.provider = provider;
    this.random = random;
  }

  /** Verifies and decrypts. */
  Provider provider() {
    return provider;
  }

  /**
   * Every set in the home, by its number; the first one is the oldest.
   *
   * @throws UnusableHomeException if there is none or one cannot be used
   */
  Map<Integer, RaKeySet> all() {
    Map<Integer, RaKeySet> sets = new TreeMap<>();
    try (Stream<Path> files = Files.list(home.resolve("ra"))) {
      files
          .map(file -> SIGNING.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> name.group(1) == null ? 1 : Integer.parseInt(name.group(1)))
          .forEach(number -> sets.put(number, read(number)));
    } catch (IOException e) {
      throw new UnusableHomeException("the keys in ra/ cannot be read: " + e.getMessage());
    }
    if (sets.isEmpty()) {
      throw new UnusableHomeException(home.resolve("ra") + " holds no signing.p12");
    }
    return sets;
  }

  /**
   * The set of one generation.
   *
   * @throws UnusableHomeException if it is missing or cannot be used
   */
  RaKeySet read(int number) {
    KeyEntry signing = home.key(file("signing", number));
    KeyEntry decryption = home.key(file("decryption", number));
    try {
      return new RaKeySet(
          number,
          new RaDecryptionKey(own(decryption), decryption.certificate(), provider, random),
          new CertRepWriter(own(signing), signing.certificate(), provider, random),
          SubjectName.fromDer(decryption.certificate().getIssuerX500Principal().getEncoded()),
          List.of(der(signing), der(decryption)));
    } catch (GeneralSecurityException | UnreadableException | IllegalArgumentException e) {
      throw new UnusableHomeException(
          "the keys of generation " + number + " in ra/ cannot be used: " + e.getMessage());
    }
  }

  private static String file(String kind, int number) {
    return "ra/" + kind + (number == 1 ? "" : "-" + number) + ".p12";
  }

  private PrivateKey own(KeyEntry entry) throws GeneralSecurityException {
    PrivateKey key = entry.privateKey();
    return KeyFactory.getInstance(key.getAlgorithm(), provider)
        .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }

  private static Der der(KeyEntry entry) throws CertificateEncodingException {
    return Der.of(entry.certificate().getEncoded());
  }
}
