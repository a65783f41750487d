package org.scepter.renewal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;

/**
 * Puts a new key and certificate in place of an old one in the home. Each file appears whole or not
 * at all, the old key goes last and stays beside the new one as {@code -previous}; a run that was
 * killed is made again.
 */
final class KeyRenewal {
  private static final Duration WORTH_IT = Duration.ofMinutes(1);

  private final ScepterHome home;
  private final Certifier certifier;
  private final SecureRandom random;
  private final KeyHolders holders;
  private final Clock clock;

  KeyRenewal(
      ScepterHome home, Certifier certifier, SecureRandom random, KeyHolders holders, Clock clock) {
    this.home = home;
    this.certifier = certifier;
    this.random = random;
    this.holders = holders;
    this.clock = clock;
  }

  /**
   * Whether it is time, and a new certificate would live longer than the old one: what ends with
   * its CA is not made again and again.
   */
  boolean isDue(OwnCertificate own, int percentLeft) {
    Expiry expiry = own.certificate().map(Expiry::of).orElseThrow();
    return expiry.isDue(clock.instant(), percentLeft)
        && certifier
            .latestEnd()
            .filter(end -> end.isAfter(expiry.notAfter().plus(WORTH_IT)))
            .isPresent();
  }

  /** A new key, certified in place of the one in {@code path}, which stays as it is. */
  KeyEntry certified(String name, String path) throws IOException {
    KeyEntry old = home.key(path);
    NewKey fresh = NewKey.like(old, random, holders);
    Certifier.Certified made = certifier.certify(name, old, fresh.request());
    return fresh.certified(old.alias(), made.certificate(), made.chain());
  }

  /** Renews the key in {@code path}. */
  Instant renew(String name, String path) throws IOException {
    KeyEntry fresh = certified(name, path);
    String next = beside(path, "-next");
    KeyFile.write(home, next, fresh);
    if (name.equals(OwnCertificates.POLICY_MODULE)) {
      certifier.tryOut(next);
    }
    replace(name, path, next);
    return Expiry.of(fresh.certificate()).notAfter();
  }

  /** Puts the key in {@code next} in place of the one in {@code path}, which is kept beside it. */
  void replace(String name, String path, String next) throws IOException {
    KeyEntry fresh = home.key(next);
    KeyFile.write(home, beside(path, "-previous"), home.key(path));
    KeyFile.move(home.resolve(next), home.resolve(path));
    Path published = home.resolve("certificates/" + name + ".cer");
    if (Files.exists(published)) {
      KeyFile.write(published, X509.der(fresh.certificate()).bytes());
    }
  }

  static String beside(String path, String suffix) {
    return path.replaceAll("\\.p12$", suffix + ".p12");
  }
}
