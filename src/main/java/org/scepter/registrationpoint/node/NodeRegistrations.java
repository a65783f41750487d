package org.scepter.registrationpoint.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import org.scepter.pki.Sha256;
import org.scepter.platform.Happening;
import org.scepter.registrationpoint.store.NdesRegistrationStore;

/** Which client certificates may ask the registration point. */
@ApplicationScoped
public class NodeRegistrations {
  private final NdesRegistrationStore store;
  private final Clock clock;
  private final Event<Happening> happenings;

  NodeRegistrations() {
    this.store = null;
    this.clock = null;
    this.happenings = null;
  }

  @Inject
  public NodeRegistrations(NdesRegistrationStore store, Clock clock, Event<Happening> happenings) {
    this.store = store;
    this.clock = clock;
    this.happenings = happenings;
  }

  /** Registers a node's certificate unless it is known; an ended registration stays ended. */
  @Transactional
  public void register(String name, X509Certificate certificate) {
    Sha256 digest = digest(certificate);
    if (store.register(digest, name, certificate, clock.instant())) {
      happenings.fire(
          new Happening(
              "node.register",
              "node:" + name,
              Happening.Outcome.DONE,
              "certificate " + digest.hex(),
              ""));
    }
  }

  /** The node's name, if the certificate is registered and in date. */
  @Transactional
  public Optional<String> name(X509Certificate certificate) {
    return store.name(digest(certificate), clock.instant());
  }

  private static Sha256 digest(X509Certificate certificate) {
    try {
      return Sha256.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate has no encoding", e);
    }
  }
}
