package org.scepter.issuing.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.scepter.enrolment.CaGeneration;
import org.scepter.issuing.Generation;
import org.scepter.issuing.est.AuthorityDocument;
import org.scepter.issuing.publication.RevocationList;
import org.scepter.pki.Der;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.Question;

/**
 * What the CA publishes, at a server in front whose addresses the certificates name: CA
 * certificates as they are known here, and CRLs fetched from inside at most once a minute. While
 * the inside is away, the last one serves until it ends.
 */
@ApplicationScoped
public class RelayedPublications {
  private static final System.Logger LOG = System.getLogger(RelayedPublications.class.getName());
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final String ROOT = "root";

  private final CertificateAuthorities authorities;
  private final Clock clock;
  private final Map<String, Held> lists = new ConcurrentHashMap<>();

  private record Held(Optional<RevocationList> list, Instant at) {
    boolean isFresh(Instant now) {
      return now.isBefore(at.plus(FRESH));
    }
  }

  RelayedPublications() {
    this(null, null);
  }

  @Inject
  public RelayedPublications(CertificateAuthorities authorities, Clock clock) {
    this.authorities = authorities;
    this.clock = clock;
  }

  /** The certificate of {@code root}, {@code issuing}, {@code issuing-2}; empty if not known. */
  public Optional<Der> certificate(String name) {
    return generations().stream()
        .filter(each -> name.equals(ROOT) || Generation.name(each.number()).equals(name))
        .findFirst()
        .map(CaGeneration::chain)
        .map(chain -> chain.get(name.equals(ROOT) ? chain.size() - 1 : 0));
  }

  /**
   * Whether there is, or may be, a CRL of this name, {@code issuing-2} or {@code issuing-delta}.
   */
  public boolean isKnown(String list) {
    return certificate(list.replaceAll("-delta$", "")).isPresent();
  }

  private List<CaGeneration> generations() {
    return authorities.known().map(AuthorityDocument::certifyingNodes).orElse(List.of());
  }

  /** The CRL of this name, which {@link #isKnown}. */
  public Optional<RevocationList> revocationList(String name) {
    Instant now = clock.instant();
    Held held = lists.get(name);
    if (held == null || !held.isFresh(now)) {
      // One asks inside, and all who came meanwhile take what it brought.
      held = lists.compute(name, (any, last) -> renewed(name, Optional.ofNullable(last), now));
    }
    return held.list().filter(list -> now.isBefore(list.nextUpdate()));
  }

  private Held renewed(String name, Optional<Held> last, Instant now) {
    return last.filter(each -> each.isFresh(now))
        .orElseGet(() -> new Held(fetched(name).or(() -> last.flatMap(Held::list)), now));
  }

  private Optional<RevocationList> fetched(String name) {
    try {
      return Optional.of(
          authorities.ask(
              Question.get("/node/ca/crl/" + name, GivenList.MAX_LENGTH),
              RelayedPublications::read));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "no newer CRL of " + name + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static RevocationList read(PeerAnswer answer) throws IOException {
    GivenList given = GivenList.read(answer);
    X509CRL crl = given.parsed();
    try {
      return new RevocationList(
          number(crl),
          crl.getThisUpdate().toInstant(),
          crl.getNextUpdate().toInstant(),
          given.der());
    } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
      throw GivenList.none();
    }
  }

  private static long number(X509CRL crl) {
    byte[] extension = crl.getExtensionValue(Extension.cRLNumber.getId());
    return ASN1Integer.getInstance(ASN1OctetString.getInstance(extension).getOctets())
        .longValueExact();
  }
}
