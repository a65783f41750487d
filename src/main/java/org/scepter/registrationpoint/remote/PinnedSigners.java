package org.scepter.registrationpoint.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.scepter.enrolment.SignerHandover;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.peer.PinnedCertificates;

/**
 * The registration points' certificates that this node pins, in {@code certmgr.box}. Those of the
 * next keys come by themselves, signed by a key that is pinned already.
 */
final class PinnedSigners {
  private static final System.Logger PLUGIN = System.getLogger("scepter.NDESPlugin");

  private final Path directory;
  private final PinnedCertificates pinned;
  private final Provider provider;
  private final Clock clock;
  private Learnt learnt = new Learnt("", List.of());
  private boolean isFaultTold;

  // With other pins the same answer may be believed.
  private record Learnt(String handover, List<X509Certificate> pinned) {}

  PinnedSigners(Path directory, Provider provider, Clock clock) {
    this.directory = directory;
    this.pinned = new PinnedCertificates(directory, clock);
    this.provider = provider;
    this.clock = clock;
  }

  List<X509Certificate> all() {
    return pinned.all();
  }

  /**
   * Takes what a registration point tells; an answer that no pinned key signed changes nothing.
   *
   * @param handover {@link SignerHandover}, in base64
   */
  @SuppressWarnings("JavaUtilDate") // the JDK's certificates have no other
  synchronized void learn(String handover) {
    Instant now = clock.instant();
    List<X509Certificate> held = pinned.all();
    Learnt news = new Learnt(handover, held);
    if (news.equals(learnt)) {
      return;
    }
    try {
      for (X509Certificate each : SignerHandover.verify(handover, held, now, provider)) {
        if (!held.contains(each) && each.getNotAfter().toInstant().isAfter(now)) {
          keep(each);
        }
      }
    } catch (UnreadableException e) {
      PLUGIN.log(
          System.Logger.Level.WARNING,
          "What a registration point tells of its signing certificates is not believed: "
              + e.getMessage());
    } catch (IOException e) {
      // The same answer is taken again, but told of once.
      if (!isFaultTold) {
        PLUGIN.log(System.Logger.Level.ERROR, directory + " takes no certificate: " + e);
      }
      isFaultTold = true;
      return;
    }
    isFaultTold = false;
    learnt = news;
  }

  private void keep(X509Certificate certificate) throws IOException {
    try {
      Der der = Der.of(certificate.getEncoded());
      String name = "crp-" + der.sha256().hex().substring(0, 16) + ".cer";
      Path fresh = Files.createTempFile(directory, "crp-", ".new");
      try {
        Files.write(fresh, der.bytes());
        Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
      PLUGIN.log(
          System.Logger.Level.INFO,
          "A registration point's next signing certificate is pinned: certmgr.box/" + name);
    } catch (CertificateEncodingException e) {
      throw new IOException("a certificate that was read has an encoding", e);
    }
  }
}
