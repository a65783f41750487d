package org.scepter.registrationpoint.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.KeyOutOfReachException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;
import org.scepter.platform.keys.KeyHolders;

/** Whether the key that signs authorisations can be read, fits its certificate and is in date. */
@ApplicationScoped
public class SigningKeyProbe implements CrpHealth.Probe {
  static final String FILE = "crp/authorisation.p12";
  private static final byte[] SAMPLE = {1, 2, 3, 4};

  private final ScepterHome home;
  private final KeyHolders holders;
  private final Clock clock;

  SigningKeyProbe() {
    this(null, null, null);
  }

  @Inject
  public SigningKeyProbe(ScepterHome home, KeyHolders holders, Clock clock) {
    this.home = home;
    this.holders = holders;
    this.clock = clock;
  }

  @Override
  public List<String> failures() {
    try {
      KeyEntry key = home.key(FILE);
      if (!fits(holders.of(key.privateKey()), key.certificate())) {
        return List.of(
            "Signing certificate could not be retrieved: the key in "
                + FILE
                + " is not that of its certificate.");
      }
      return outOfDate(key.certificate(), clock.instant());
    } catch (UnusableHomeException | KeyOutOfReachException | GeneralSecurityException e) {
      return List.of("Signing certificate could not be retrieved: " + e.getMessage());
    }
  }

  private static boolean fits(KeyHolder key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm =
        certificate.getPublicKey().getAlgorithm().equals("RSA")
            ? "SHA256withRSA"
            : "SHA256withECDSA";
    byte[] signature = key.sign(algorithm, SAMPLE);
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certificate.getPublicKey());
    verifier.update(SAMPLE);
    return verifier.verify(signature);
  }

  @SuppressWarnings("JavaUtilDate") // the JDK's certificates have no other
  private static List<String> outOfDate(X509Certificate certificate, Instant now) {
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isBefore(begin)) {
      return List.of("The signing certificate is not valid before " + begin + ".");
    }
    return now.isBefore(end)
        ? List.of()
        : List.of("The signing certificate has expired at " + end + ".");
  }

  @Override
  public String passed() {
    return "the signing key signs";
  }
}
