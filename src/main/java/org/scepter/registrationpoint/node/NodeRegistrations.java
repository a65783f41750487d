package org.scepter.registrationpoint.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.pki.Sha256;
import org.scepter.platform.Happening;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.peer.NodeCertificateRenewed;
import org.scepter.platform.peer.NodeScope;
import org.scepter.platform.peer.PinnedCertificates;
import org.scepter.registrationpoint.store.NdesRegistrationStore;

/** Which client certificates may ask the registration point. */
@ApplicationScoped
public class NodeRegistrations {
  private static final String BY_ITSELF = "";

  private final NdesRegistrationStore store;
  private final IssuerRegistrations issuers;
  private final Clock clock;
  private final Event<Happening> happenings;
  private final PinnedCertificates pinned;

  NodeRegistrations() {
    this.pinned = null;
    this.store = null;
    this.issuers = null;
    this.clock = null;
    this.happenings = null;
  }

  @Inject
  public NodeRegistrations(
      NdesRegistrationStore store,
      IssuerRegistrations issuers,
      Clock clock,
      Event<Happening> happenings,
      ScepterHome home) {
    this.pinned = new PinnedCertificates(home.resolve("nodes"), clock);
    this.store = store;
    this.issuers = issuers;
    this.clock = clock;
    this.happenings = happenings;
  }

  /**
   * Registers a node's certificate unless it is known; an ended registration stays ended.
   *
   * @return whether it was not known
   */
  @Transactional
  public boolean register(String name, X509Certificate certificate) {
    return register(name, certificate, BY_ITSELF);
  }

  private boolean register(String name, X509Certificate certificate, String issuer) {
    Sha256 digest = digest(certificate);
    boolean done = store.register(digest, name, certificate, issuer, clock.instant());
    if (done) {
      happenings.fire(
          new Happening(
              "node.register",
              "node:" + name,
              Happening.Outcome.DONE,
              "certificate "
                  + digest.hex()
                  + (issuer.isEmpty() ? "" : ", let in by the issuer registration " + issuer),
              ""));
    } else {
      // Older releases kept none.
      store.keep(digest, certificate);
    }
    return done;
  }

  /**
   * For what a client may ask, if its certificate is registered and in date. One that an operator
   * has put into the home's {@code nodes}, or for which an issuer and its name stand, is registered
   * when it asks for the first time.
   *
   * @param chain what it has shown, its own certificate first
   */
  @Transactional
  public Optional<NodeScope> recognise(List<X509Certificate> chain) {
    Sha256 digest = digest(chain.get(0));
    Optional<NodeScope> known = store.scope(digest, clock.instant());
    if (known.isPresent() || store.find(digest).isPresent()) {
      return known;
    }
    takeUp(chain);
    return store.scope(digest, clock.instant());
  }

  private void takeUp(List<X509Certificate> chain) {
    X509Certificate own = chain.get(0);
    Optional<String> name =
        pinned.named().entrySet().stream()
            .filter(each -> each.getValue().equals(own))
            .map(Map.Entry::getKey)
            .findFirst();
    if (name.isPresent()) {
      register(name.get(), own);
      return;
    }
    issuers
        .match(chain)
        .filter(issuers::hold)
        .ifPresent(found -> register(found.name(), own, found.id().hex()));
  }

  /** Why a client may not ask; empty if it may. */
  @Transactional
  public Optional<String> obstacle(List<X509Certificate> chain) {
    Optional<NdesRegistration> found = store.find(digest(chain.get(0)));
    return found.isEmpty()
        ? Optional.of(
            "the certificate is not registered"
                + issuers.obstacle(chain).map(why -> "; " + why).orElse(""))
        : found.get().obstacle(clock.instant());
  }

  /** Whoever may ask now and gets the RA's keys, as far as the certificates are kept. */
  @Transactional
  public List<X509Certificate> keyHolders() {
    return store.keyHolders(clock.instant());
  }

  /** All registrations, ended ones too. */
  @Transactional
  public List<NdesRegistration> all() {
    return store.all();
  }

  /** All names, with whether a certificate of that name is in force. */
  @Transactional
  public Map<String, Boolean> names() {
    Instant now = clock.instant();
    Map<String, Boolean> names = new HashMap<>();
    store.all().forEach(it -> names.merge(it.name(), it.isInForce(now), Boolean::logicalOr));
    return names;
  }

  @Transactional
  public Optional<NdesRegistration> find(Sha256 digest) {
    return store.find(digest);
  }

  /** Whether a certificate of that name may ask, now or when it begins. */
  @Transactional
  public boolean isInForce(String name) {
    Instant now = clock.instant();
    return store.of(name).stream().anyMatch(each -> each.isInForce(now));
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

  /**
   * Ends every registration of a certificate of that name.
   *
   * @return whether there was one
   */
  @Transactional
  public boolean endAll(String name, String why) {
    boolean ended = false;
    boolean more = true;
    // Who was just renewing or let in has been waited for, and is there when one looks again.
    while (more) {
      more = false;
      for (NdesRegistration each : store.of(name)) {
        more |= !each.ended() && end(each.sha256(), why);
      }
      ended |= more;
    }
    return ended;
  }

  /** The same for those that an issuer's registration let in. */
  @Transactional
  public void endLetInBy(IssuerRegistration issuer, String why) {
    for (NdesRegistration each : store.of(issuer.name())) {
      if (each.issuer().equals(Optional.of(issuer.id()))) {
        end(each.sha256(), why);
      }
    }
  }

  /** Who has a new certificate from the CA in place of a registered one is registered with it. */
  void renewed(@Observes NodeCertificateRenewed event) {
    store.hold(digest(event.old())).ifPresent(name -> register(name, event.renewed()));
  }

  static Sha256 digest(X509Certificate certificate) {
    try {
      return Sha256.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate has no encoding", e);
    }
  }
}
