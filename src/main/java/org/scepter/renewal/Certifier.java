package org.scepter.renewal;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;

/** Has a new key certified in place of an old one. */
interface Certifier {
  /** The certificate and those of the CA that signed it, nearest first, with the root. */
  record Certified(Der certificate, List<Der> chain) {
    public Certified {
      chain = List.copyOf(chain);
    }
  }

  /**
   * @param name of the old one, {@code tls-public}
   * @throws IOException if it is refused or nobody answers; its message says why
   */
  Certified certify(String name, KeyEntry old, CertificationRequest request) throws IOException;

  /** When the CA ends that would sign now, and all with it; empty if that is not known yet. */
  Optional<Instant> latestEnd();

  /**
   * Whether a client key works that is not shown yet.
   *
   * @param keyFile in the home
   * @throws IOException if not; its message says why
   */
  void tryOut(String keyFile) throws IOException;
}
