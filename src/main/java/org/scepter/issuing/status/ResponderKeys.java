package org.scepter.issuing.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.scepter.issuing.Generation;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.issuing.succession.KeyType;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/**
 * Sees to it that each CA has a key that answers for it: makes the first one where there is none,
 * and its successor when a third of its life is left. While the CA's key is out of reach the last
 * one goes on answering.
 */
@ApplicationScoped
public class ResponderKeys {
  private static final System.Logger LOG = System.getLogger(ResponderKeys.class.getName());
  private static final String DIRECTORY = "ocsp";
  private static final Duration RETRY = Duration.ofSeconds(20);
  private static final Duration WORTH_IT = Duration.ofMinutes(1);

  private final ScepterHome home;
  private final Responders responders;
  private final ResponderCertification certification;
  private final Duration lifetime;
  private final SecureRandom random;
  private final Clock clock;
  private final Map<Integer, Instant> failed = new ConcurrentHashMap<>();

  ResponderKeys() {
    this.home = null;
    this.responders = null;
    this.certification = null;
    this.lifetime = null;
    this.random = null;
    this.clock = null;
  }

  @Inject
  public ResponderKeys(
      ScepterHome home,
      Responders responders,
      ResponderCertification certification,
      StatusSettings settings,
      SecureRandom random,
      Clock clock) {
    this.home = home;
    this.responders = responders;
    this.certification = certification;
    this.lifetime = settings.responderLifetime();
    this.random = random;
    this.clock = clock;
  }

  /** Whether it is time to make one, and worth it. */
  boolean isDue(Generation ca) {
    Instant now = clock.instant();
    Instant latest = ca.authority().certificate().notAfter();
    Instant last = failed.get(ca.number());
    if (!now.plus(WORTH_IT).isBefore(latest) || (last != null && now.isBefore(last.plus(RETRY)))) {
      return false;
    }
    return responders
        .of(ca)
        .filter(each -> each.isInDate(now))
        .filter(each -> !isNearEnd(each, now) || !each.notAfter().isBefore(latest.minus(WORTH_IT)))
        .isEmpty();
  }

  private static boolean isNearEnd(Responder responder, Instant now) {
    Duration third = Duration.between(responder.notBefore(), responder.notAfter()).dividedBy(3);
    return !now.isBefore(responder.notAfter().minus(third));
  }

  /** Makes one if it is time. */
  void keep(Generation ca) {
    if (!isDue(ca)) {
      return;
    }
    try {
      make(ca);
      failed.remove(ca.number());
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      if (failed.put(ca.number(), clock.instant()) == null) {
        LOG.log(
            System.Logger.Level.ERROR,
            "the key that answers by OCSP for CA "
                + ca.number()
                + " gets no certificate now; the last one serves until it ends",
            e);
      }
    }
  }

  private void make(Generation ca) throws IOException, GeneralSecurityException {
    String path = Responders.path(ca.number());
    String name = DIRECTORY + "-" + Generation.name(ca.number());
    List<X509Certificate> chain = new ArrayList<>();
    for (Der each : ca.authority().chain()) {
      chain.add(X509.certificate(each));
    }
    KeyPair keys = KeyType.of(chain.get(0).getPublicKey()).shortest().generate(random);
    Der certificate =
        certification.certify(name, ca, Der.of(keys.getPublic().getEncoded()), lifetime);
    chain.add(0, X509.certificate(certificate));
    if (!Files.isDirectory(home.resolve(DIRECTORY))) {
      OwnerOnly.directory(home.resolve(DIRECTORY));
    }
    KeyFile.write(home.resolve("certificates/" + name + ".cer"), certificate.bytes());
    KeyFile.write(home, path, new KeyEntry(Generation.name(ca.number()), keys.getPrivate(), chain));
    responders.changed(ca);
    LOG.log(
        System.Logger.Level.INFO,
        "the key that answers by OCSP for CA "
            + ca.number()
            + " is new; its certificate ends at "
            + chain.get(0).getNotAfter().toInstant());
  }
}
