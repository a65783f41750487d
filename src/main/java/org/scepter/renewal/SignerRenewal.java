package org.scepter.renewal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/**
 * Renews the key that signs authorisations. Its certificate appears in {@code certmgr.box} at once;
 * the key signs only from the time that its file's name tells, so that whoever verifies has the
 * certificate by then.
 */
final class SignerRenewal {
  static final String PATH = "crp/authorisation.p12";
  private static final String BOX = "certmgr.box";
  private static final Pattern NEXT = Pattern.compile("authorisation-from-([0-9]{1,12})\\.p12");
  private static final System.Logger LOG = System.getLogger("scepter.crpctrl");

  private final ScepterHome home;
  private final KeyRenewal keys;

  SignerRenewal(ScepterHome home, KeyRenewal keys) {
    this.home = home;
    this.keys = keys;
  }

  /** The key that waits for its time, as a path in the home. */
  Optional<String> next() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("crp"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> NEXT.matcher(name).matches())
          .sorted()
          .findFirst()
          .map(name -> "crp/" + name);
    }
  }

  /**
   * Makes the next key and publishes its certificate.
   *
   * @param overlap how long the old one goes on signing at most
   */
  void prepare(Duration overlap, Instant now) throws IOException {
    KeyEntry fresh = keys.certified(OwnCertificates.AUTHORISATION, PATH);
    Instant end = Expiry.of(home.key(PATH).certificate()).notAfter();
    Duration half = Duration.between(now, end).dividedBy(2);
    Duration wait = half.compareTo(overlap) < 0 ? half : overlap;
    Instant from = wait.isNegative() ? now : now.plus(wait);
    String path = "crp/authorisation-from-" + from.getEpochSecond() + ".p12";
    publish(X509.der(fresh.certificate()));
    KeyFile.write(home, path, fresh);
    LOG.log(
        System.Logger.Level.INFO,
        "The next signing certificate is exported to certmgr.box; its key signs from "
            + Instant.ofEpochSecond(from.getEpochSecond()));
  }

  /** Puts the next key into force if its time has come. */
  void takeOver(String next, Instant now) throws IOException {
    Matcher name = NEXT.matcher(next.substring(next.indexOf('/') + 1));
    if (name.matches() && now.getEpochSecond() >= Long.parseLong(name.group(1))) {
      keys.replace(OwnCertificates.AUTHORISATION, PATH, next);
      LOG.log(
          System.Logger.Level.INFO,
          "The signing certificate was renewed; it ends at "
              + Expiry.of(home.key(PATH).certificate()).notAfter());
    }
  }

  /** Sees to it that what another server on the same database signs is believed here as well. */
  void publish(List<Der> certificates) throws IOException {
    for (Der each : certificates) {
      publish(each);
    }
  }

  private void publish(Der certificate) throws IOException {
    String name = "crp-" + certificate.sha256().hex().substring(0, 16) + ".cer";
    Path file = home.resolve(BOX + "/" + name);
    if (!Files.exists(file) && !isThere(certificate)) {
      KeyFile.write(file, certificate.bytes());
    }
  }

  private boolean isThere(Der certificate) throws IOException {
    for (Path file : exported()) {
      if (Der.of(Files.readAllBytes(file)).equals(certificate)) {
        return true;
      }
    }
    return false;
  }

  /** Takes away what was exported and has expired. */
  void clear(Instant now) throws IOException {
    for (Path file : exported()) {
      try {
        X509Certificate certificate = X509.certificate(Der.of(Files.readAllBytes(file)));
        if (Expiry.of(certificate).at(now) == Expiry.State.EXPIRED) {
          Files.deleteIfExists(file);
        }
      } catch (GeneralSecurityException e) {
        LOG.log(System.Logger.Level.WARNING, file + " is no certificate: " + e.getMessage());
      }
    }
  }

  // What operators have put there has names of theirs.
  private List<Path> exported() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(BOX))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("crp(-[0-9a-f]{16})?\\.cer"))
          .toList();
    }
  }
}
