package org.scepter.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.issuing.succession.KeyStores;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.peer.WrittenCertificate;

/**
 * {@code scepter trust-root}: adds a CA to those whose client certificates the internal listener
 * takes. The handshake is all that it opens: who is not registered gets 403 as before.
 */
final class TrustedRoots {
  private static final String STORE = "tls/internal-trust.p12";
  private static final String LOCK = "tls/.trust-root";
  private static final int CERTIFICATE_SIGN = 5;

  private final ScepterHome home;
  private final PrintStream out;
  private final Clock clock;

  TrustedRoots(ScepterHome home, PrintStream out, Clock clock) {
    this.home = home;
    this.out = out;
    this.clock = clock;
  }

  /** Adds the CA that the file has in DER or PEM; one that is there already is left alone. */
  int add(Path file) throws IOException {
    X509Certificate root = read(file);
    requireOwner();
    try (FileChannel channel =
            FileChannel.open(
                home.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      boolean added = lock.isValid() && take(root);
      out.println(
          (added ? "trusted for client certificates: " : "trusted already: ")
              + root.getSubjectX500Principal().getName());
      out.println("  SHA-256 fingerprint  " + digest(root).fingerprint());
    }
    return ScepterCommand.DONE;
  }

  private X509Certificate read(Path file) throws IOException {
    X509Certificate root;
    try (InputStream in = Files.newInputStream(file)) {
      root = WrittenCertificate.read(in.readNBytes(WrittenCertificate.MAX_LENGTH + 1));
    } catch (CertificateException e) {
      throw new IOException(file + " is no certificate in PEM or DER: " + e.getMessage(), e);
    }
    boolean[] usage = root.getKeyUsage();
    if (root.getBasicConstraints() == -1 || (usage != null && !usage[CERTIFICATE_SIGN])) {
      throw new IOException(file + " is no CA's certificate");
    }
    Instant now = clock.instant();
    if (now.isBefore(root.getNotBefore().toInstant())
        || !now.isBefore(root.getNotAfter().toInstant())) {
      throw new IOException(
          file
              + " is out of date: "
              + root.getNotBefore().toInstant()
              + " to "
              + root.getNotAfter().toInstant());
    }
    return root;
  }

  // A store that somebody else has written is one that the server can open no more.
  private void requireOwner() throws IOException {
    String owner = Files.getOwner(home.resolve(STORE)).getName();
    if (!owner.equals(System.getProperty("user.name"))) {
      throw new IOException("run this as " + owner + ", who owns " + STORE);
    }
  }

  private boolean take(X509Certificate root) throws IOException {
    if (home.certificates(STORE).contains(root)) {
      return false;
    }
    char[] password =
        Files.readString(home.resolve("secrets/keystore.password")).strip().toCharArray();
    Path store = home.resolve(STORE);
    try {
      KeyFile.write(
          store,
          KeyStores.trustingToo(
              Files.readAllBytes(store), "client-ca-" + digest(root).hex(), root, password));
    } catch (GeneralSecurityException e) {
      throw new IOException(STORE + " cannot be written: " + e.getMessage(), e);
    }
    return true;
  }

  private static Sha256 digest(X509Certificate certificate) throws IOException {
    try {
      return Sha256.of(certificate.getEncoded());
    } catch (CertificateException e) {
      throw new IOException("the certificate has no encoding", e);
    }
  }
}
