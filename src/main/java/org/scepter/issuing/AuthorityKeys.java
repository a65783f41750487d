package org.scepter.issuing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.PublishedAt;
import org.scepter.issuing.signing.RsaSignature;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.ra.RaSet;

/**
 * The home's CAs, each read once: keys as the provider's own objects, chain as it is sent. What an
 * operator adds to the home is noticed within seconds.
 */
@ApplicationScoped
public class AuthorityKeys {
  private static final System.Logger LOG = System.getLogger(AuthorityKeys.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final ScepterHome home;
  private final KeyHolders holders;
  private final Clock clock;
  private volatile Known known;
  private volatile Authority root;

  AuthorityKeys() {
    this(null, null, null);
  }

  @Inject
  public AuthorityKeys(ScepterHome home, KeyHolders holders, Clock clock) {
    this.home = home;
    this.holders = holders;
    this.clock = clock;
  }

  /**
   * A CA with what is sent of it.
   *
   * @param chain its own certificate first, root last
   */
  public record Authority(Issuer issuer, AuthorityCertificate certificate, List<Der> chain) {
    public Authority {
      chain = List.copyOf(chain);
    }
  }

  private record Known(
      List<Succession> written,
      List<Generation> generations,
      List<Generation> withdrawn,
      Instant lookedAt) {
    boolean holds(Instant now) {
      return !now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(LOOK_EVERY));
    }
  }

  /** Every CA that issues to devices, has done so or will do so; the first one first. */
  public List<Generation> generations() {
    return known().generations();
  }

  /** The same with those that were withdrawn: each one's certificate and CRL are published. */
  public List<Generation> published() {
    Known held = known();
    return Stream.concat(held.generations().stream(), held.withdrawn().stream())
        .sorted(Comparator.comparing(Generation::number))
        .toList();
  }

  private Known known() {
    Known held = known;
    Instant now = clock.instant();
    return held != null && held.holds(now) ? held : looked(now);
  }

  /** Takes up at once what was written to the home. */
  public synchronized void lookAgain() {
    if (known != null) {
      known = new Known(known.written(), known.generations(), known.withdrawn(), Instant.EPOCH);
    }
  }

  private synchronized Known looked(Instant now) {
    if (known == null) {
      known = new Known(List.of(), List.of(first()), List.of(), Instant.MIN);
    }
    if (!known.holds(now)) {
      try {
        List<Succession> written = Succession.all(home);
        known =
            written.equals(known.written())
                ? new Known(written, known.generations(), known.withdrawn(), now)
                : new Known(written, generations(written), withdrawn(written), now);
      } catch (UnusableHomeException e) {
        if (known.lookedAt().equals(Instant.MIN)) {
          throw e;
        }
        LOG.log(System.Logger.Level.ERROR, "the next CA is not taken up: " + e.getMessage());
        known = new Known(known.written(), known.generations(), known.withdrawn(), now);
      }
    }
    return known;
  }

  private Generation first() {
    Authority authority = read(Generation.name(1));
    AuthorityCertificate ca = authority.certificate();
    return new Generation(1, authority, ca.notBefore(), ca.notAfter());
  }

  private List<Generation> generations(List<Succession> written) {
    List<Generation> all = new ArrayList<>(List.of(known.generations().get(0)));
    Generation first = all.get(0);
    AuthorityCertificate ca = first.authority().certificate();
    all.set(0, new Generation(1, first.authority(), first.activeFrom(), ca.notAfter()));
    for (Succession next : written.stream().filter(Succession::isInForce).toList()) {
      Generation before = all.get(all.size() - 1);
      Instant end = earlier(before.retiresAt(), next.previousRetiresAt());
      all.set(
          all.size() - 1,
          new Generation(before.number(), before.authority(), before.activeFrom(), end));
      Authority authority = authority(next);
      all.add(
          new Generation(
              next.number(), authority, next.activeFrom(), authority.certificate().notAfter()));
    }
    return List.copyOf(all);
  }

  private List<Generation> withdrawn(List<Succession> written) {
    return written.stream()
        .filter(each -> !each.isInForce())
        .map(
            each ->
                new Generation(
                    each.number(),
                    authority(each),
                    each.activeFrom(),
                    each.withdrawnAt().orElseThrow()))
        .toList();
  }

  // A number stands for one key for ever, so that what was read of it still holds.
  private Authority authority(Succession next) {
    return Stream.concat(known.generations().stream(), known.withdrawn().stream())
        .filter(each -> each.number() == next.number())
        .map(Generation::authority)
        .findFirst()
        .orElseGet(() -> read(Generation.name(next.number())));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** The one that devices are told of at {@code now}. */
  public Generation current(Instant now) {
    List<Generation> all = generations();
    return all.stream()
        .filter(each -> each.isActive(now))
        .max(Comparator.comparing(Generation::activeFrom))
        .orElse(all.get(0));
  }

  /** The one that devices will be told of after the current one. */
  public Optional<Generation> next(Instant now) {
    return generations().stream().filter(each -> !each.isActive(now)).findFirst();
  }

  /** The one with this certificate. */
  public Optional<Generation> named(Thumbprint certificate) {
    return generations().stream().filter(each -> each.isNamed(certificate)).findFirst();
  }

  /** The one with this certificate, also if it was withdrawn. */
  public Optional<Generation> recordedBy(Thumbprint certificate) {
    return published().stream().filter(each -> each.isNamed(certificate)).findFirst();
  }

  /** The CA that issues to devices now. */
  public Authority issuing() {
    return current(clock.instant()).authority();
  }

  /** The root. It signs if the home holds its key as well. */
  public Authority root() {
    if (root == null) {
      root = isRootOffline() ? rootAway() : read("root");
    }
    return root;
  }

  /** Whether the root's key is kept elsewhere. */
  public boolean isRootOffline() {
    return !Files.exists(home.resolve("ca/root.p12"));
  }

  private Authority rootAway() {
    List<X509Certificate> chain = home.key("ca/issuing.p12").chain();
    X509Certificate certificate = chain.get(chain.size() - 1);
    return new Authority(
        Issuer.away(certificate, publishedAt("root"), holders),
        describe(certificate),
        List.of(X509.der(certificate)));
  }

  /**
   * The certificates of the RA's key set with which a CA takes over: the signing one first.
   *
   * @throws UnusableHomeException if they cannot be read
   */
  List<Der> registrationAuthority(int generation) {
    RaSet set =
        RaSet.all(home).stream()
            .filter(each -> each.generation() == generation)
            .findFirst()
            .orElse(RaSet.of(generation));
    List<Der> certificates = new ArrayList<>();
    try {
      for (String kind : List.of("signing", "decryption")) {
        Path file = home.resolve("certificates/ra-" + set.alias(kind) + ".cer");
        certificates.add(Der.of(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UnusableHomeException("the RA's certificates cannot be read: " + e.getMessage());
    }
    return certificates;
  }

  private Authority read(String name) {
    KeyEntry entry = home.key("ca/" + name + ".p12");
    return new Authority(
        Issuer.of(entry, publishedAt(name), holders, kind()),
        describe(entry.certificate()),
        entry.chain().stream().map(X509::der).toList());
  }

  private RsaSignature kind() {
    return home.signsBySalt() ? RsaSignature.PSS : RsaSignature.PKCS1;
  }

  private PublishedAt publishedAt(String name) {
    return PublishedAt.below(URI.create(home.publicHttpUrl()), name);
  }

  private static AuthorityCertificate describe(X509Certificate certificate) {
    Der der = X509.der(certificate);
    return new AuthorityCertificate(
        der,
        der.thumbprint(),
        Der.of(certificate.getSubjectX500Principal().getEncoded()),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }
}
