package org.scepter.registrationpoint.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;
import org.scepter.platform.Happening;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.peer.PinnedCertificates;
import org.scepter.platform.peer.WrittenCertificate;
import org.scepter.registrationpoint.store.IssuerRegistrationStore;

/** NDES servers that are known by who has issued their certificates and by a DNS name. */
@ApplicationScoped
public class IssuerRegistrations {
  private static final String CA = "ca-";

  private final IssuerRegistrationStore store;
  private final PinnedCertificates certificates;
  private final Event<Happening> happenings;
  private final IssuingAuthority authority;
  private final Clock clock;

  IssuerRegistrations() {
    this.store = null;
    this.certificates = null;
    this.happenings = null;
    this.authority = null;
    this.clock = null;
  }

  @Inject
  public IssuerRegistrations(
      IssuerRegistrationStore store,
      ScepterHome home,
      Event<Happening> happenings,
      IssuingAuthority authority,
      Clock clock) {
    this.store = store;
    this.certificates = new PinnedCertificates(home.resolve("certificates"), clock);
    this.happenings = happenings;
    this.authority = authority;
    this.clock = clock;
  }

  /** By the CAs and the time of now. */
  IssuerRules rules() {
    List<X509Certificate> own = home();
    // Another CA may issue to devices in its place; its certificates are not in the home.
    return new IssuerRules(
        own.isEmpty() ? own : Stream.concat(own.stream(), issuing()).toList(), clock.instant());
  }

  private List<X509Certificate> home() {
    return certificates.named().entrySet().stream()
        .filter(each -> each.getKey().startsWith(CA))
        .map(Map.Entry::getValue)
        .toList();
  }

  private Stream<X509Certificate> issuing() {
    return Stream.concat(
            Stream.of(authority.chain()), authority.generations().stream().map(CaGeneration::chain))
        .flatMap(List::stream)
        .distinct()
        .map(IssuerRegistrations::parsed);
  }

  private static X509Certificate parsed(Der certificate) {
    try {
      return WrittenCertificate.read(certificate.bytes());
    } catch (CertificateException e) {
      throw new IllegalStateException("a CA's certificate can be read", e);
    }
  }

  /** The one that lets a client in by what it shows, its own certificate first. */
  @Transactional
  public Optional<IssuerRegistration> match(List<X509Certificate> chain) {
    List<IssuerRegistration> candidates = candidates(chain);
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    IssuerRules rules = rules();
    return candidates.stream()
        .filter(each -> rules.objection(chain, each.issuer(), each.dnsName()).isEmpty())
        .findFirst();
  }

  private List<IssuerRegistration> candidates(List<X509Certificate> chain) {
    return IssuerRules.onlyName(chain.get(0)).map(store::live).orElse(List.of());
  }

  /** Why those under the client's DNS name do not let it in; empty if there are none. */
  @Transactional
  public Optional<String> obstacle(List<X509Certificate> chain) {
    List<IssuerRegistration> candidates = candidates(chain);
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    IssuerRules rules = rules();
    return candidates.stream()
        .flatMap(
            each ->
                rules.objection(chain, each.issuer(), each.dnsName()).stream()
                    .map(why -> "it is not the " + each.name() + " of " + each + ": " + why))
        .findFirst();
  }

  /** Whether it is in force still, and stays so until the caller's transaction ends. */
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean hold(IssuerRegistration registration) {
    return store.hold(registration.id());
  }

  /** Those in force for a DNS name. */
  @Transactional
  public List<IssuerRegistration> live(String dnsName) {
    return store.live(dnsName);
  }

  /** All, ended ones too. */
  @Transactional
  public List<IssuerRegistration> all() {
    return store.all();
  }

  @Transactional
  public Optional<IssuerRegistration> find(Sha256 id) {
    return store.all().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  @Transactional
  public boolean isInForce(String name) {
    return store.all().stream().anyMatch(each -> each.name().equals(name) && !each.ended());
  }

  /**
   * From now on certificates of this issuer for this DNS name are let in.
   *
   * @return false if they were already
   */
  @Transactional
  public boolean register(String name, X509Certificate issuer, String dnsName) {
    IssuerRegistration registration =
        new IssuerRegistration(name, issuer, dnsName, clock.instant(), false);
    boolean done = store.add(registration);
    if (done) {
      happenings.fire(
          new Happening(
              "node.register",
              "node:" + name,
              Happening.Outcome.DONE,
              registration + ", registration " + registration.id().hex(),
              ""));
    }
    return done;
  }

  /**
   * It lets nobody in any more; who was let in is ended by {@link NodeRegistrations}.
   *
   * @return false if there is none in force
   */
  @Transactional
  public boolean end(IssuerRegistration registration, String why) {
    boolean ended = store.end(registration.id());
    if (ended) {
      happenings.fire(
          new Happening(
              "node.end",
              "node:" + registration.name(),
              Happening.Outcome.DONE,
              registration + ": " + why,
              ""));
    }
    return ended;
  }
}
