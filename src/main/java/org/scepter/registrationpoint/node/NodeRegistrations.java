package org.scepter.registrationpoint.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.Sha256;
import org.scepter.platform.Happening;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.peer.NodeCertificateRenewed;
import org.scepter.platform.peer.PinnedCertificates;
import org.scepter.registrationpoint.store.NdesRegistrationStore;

/** Which client certificates may ask the registration point. */
@ApplicationScoped
public class NodeRegistrations {
  private final NdesRegistrationStore store;
  private final Clock clock;
  private final Event<Happening> happenings;
  private final PinnedCertificates pinned;

  NodeRegistrations() {
    this.pinned = null;
    this.store = null;
    this.clock = null;
    this.happenings = null;
  }

  @Inject
  public NodeRegistrations(
      NdesRegistrationStore store, Clock clock, Event<Happening> happenings, ScepterHome home) {
    this.pinned = new PinnedCertificates(home.resolve("nodes"), clock);
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
    } else {
      // Older releases kept none.
      store.keep(digest, certificate);
    }
  }

  /**
   * The node's name, if the certificate is registered and in date. One that an operator has put
   * into the home's {@code nodes} is registered when it asks for the first time.
   */
  @Transactional
  public Optional<String> name(X509Certificate certificate) {
    Optional<String> known = store.name(digest(certificate), clock.instant());
    if (known.isPresent()) {
      return known;
    }
    pinned.named().entrySet().stream()
        .filter(each -> each.getValue().equals(certificate))
        .findFirst()
        .ifPresent(each -> register(each.getKey(), certificate));
    return store.name(digest(certificate), clock.instant());
  }

  /** Why the certificate may not ask; empty if it may. */
  @Transactional
  public Optional<String> obstacle(X509Certificate certificate) {
    Sha256 digest = digest(certificate);
    Optional<NdesRegistration> found = store.find(digest);
    return found.isEmpty()
        ? Optional.of("the certificate is not registered")
        : found.get().obstacle(clock.instant());
  }

  /** Whoever may ask now, as far as the certificates are kept. */
  @Transactional
  public List<X509Certificate> live() {
    return store.certificates(clock.instant());
  }

  /** All registrations, ended ones too. */
  @Transactional
  public List<NdesRegistration> all() {
    return store.all();
  }

  @Transactional
  public boolean isKnown(Sha256 digest) {
    return store.find(digest).isPresent();
  }

  /**
   * Ends a registration for good: the node is refused from its next call on.
   *
   * @return false if there is none or it was ended before
   */
  @Transactional
  public boolean end(Sha256 digest, String why) {
    Optional<NdesRegistration> found = store.find(digest);
    boolean ended = found.isPresent() && store.end(digest);
    if (ended) {
      happenings.fire(
          new Happening(
              "node.end",
              "node:" + found.get().name(),
              Happening.Outcome.DONE,
              "certificate " + digest.hex() + ": " + why,
              ""));
    }
    return ended;
  }

  /** Registers a certificate in place of all others of that name, which end. */
  @Transactional
  public void registerAlone(String name, X509Certificate certificate) {
    for (NdesRegistration each : store.all()) {
      if (each.name().equals(name) && !each.ended()) {
        end(each.sha256(), "another certificate has joined under this name");
      }
    }
    register(name, certificate);
  }

  /** Who has a new certificate from the CA in place of a registered one is registered with it. */
  void renewed(@Observes NodeCertificateRenewed event) {
    store
        .name(digest(event.old()), clock.instant())
        .ifPresent(name -> register(name, event.renewed()));
  }

  private static Sha256 digest(X509Certificate certificate) {
    try {
      return Sha256.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate has no encoding", e);
    }
  }
}
