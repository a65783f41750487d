package org.scepter.issuing.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.cert.X509CertificateHolder;
import org.scepter.issuing.Generation;
import org.scepter.issuing.signing.RsaSignature;
import org.scepter.issuing.signing.SigningKey;
import org.scepter.issuing.signing.X509;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;
import org.scepter.platform.keys.KeyHolders;

/** The home's keys that answer for its CAs, each read again when its file is another one. */
@ApplicationScoped
public class Responders {
  private static final System.Logger LOG = System.getLogger(Responders.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final ScepterHome home;
  private final Provider provider;
  private final KeyHolders holders;
  private final Clock clock;
  private final Map<Integer, Known> known = new ConcurrentHashMap<>();

  private record Known(
      Optional<FileTime> changed, Instant lookedAt, Optional<Responder> responder) {
    boolean holds(Instant now) {
      return !now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(LOOK_EVERY));
    }
  }

  Responders() {
    this(null, null, null, null);
  }

  @Inject
  public Responders(ScepterHome home, Provider provider, KeyHolders holders, Clock clock) {
    this.home = home;
    this.provider = provider;
    this.holders = holders;
    this.clock = clock;
  }

  /** Where a home keeps the key that answers for a CA. */
  static String path(int generation) {
    return "ocsp/" + Generation.name(generation) + ".p12";
  }

  /** The key that answers for this CA; empty if there is none that its CA has certified. */
  Optional<Responder> of(Generation ca) {
    Instant now = clock.instant();
    Known held = known.get(ca.number());
    if (held != null && held.holds(now)) {
      return held.responder();
    }
    Optional<FileTime> changed = changed(home.resolve(path(ca.number())));
    Optional<Responder> found =
        held != null && held.changed().equals(changed)
            ? held.responder()
            : changed.flatMap(any -> read(ca));
    known.put(ca.number(), new Known(changed, now, found));
    return found;
  }

  /** Has the key read again at once. */
  void changed(Generation ca) {
    known.remove(ca.number());
  }

  private static Optional<FileTime> changed(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Responder> read(Generation ca) {
    try {
      KeyEntry entry = home.key(path(ca.number()));
      if (!isCertified(entry.certificate(), ca)) {
        throw new UnusableHomeException(path(ca.number()) + " is not certified by its CA");
      }
      return Optional.of(
          new Responder(
              SigningKey.of(
                  holders.of(entry.privateKey()),
                  entry.certificate().getPublicKey(),
                  holders.verifying(),
                  RsaSignature.PKCS1),
              new X509CertificateHolder(entry.certificate().getEncoded())));
    } catch (UnusableHomeException | IOException | CertificateEncodingException e) {
      LOG.log(System.Logger.Level.ERROR, "no OCSP answers for a CA: " + e.getMessage());
      return Optional.empty();
    }
  }

  // Not by the CA's own key object, which may be out of reach.
  private boolean isCertified(X509Certificate certificate, Generation ca) {
    try {
      X509Certificate issuer = X509.certificate(ca.authority().certificate().certificate());
      certificate.verify(issuer.getPublicKey(), provider);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
