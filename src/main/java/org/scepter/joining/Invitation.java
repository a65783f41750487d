package org.scepter.joining;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SecretMac;

/**
 * A node is expected from now on: what is kept of that, and what the operator carries over.
 *
 * @param bundle shown once
 */
public record Invitation(ExpectedNode expected, JoinBundle bundle) {
  /** Time enough to carry a file to another machine. */
  public static final Duration LIFETIME = Duration.ofDays(1);

  public static final Duration SHORTEST = Duration.ofSeconds(1);
  public static final Duration LONGEST = Duration.ofDays(30);

  /** What a lifetime must look like. */
  public static final String LIFETIME_ACCEPTED = "must be a duration of 1 s to 30 days like PT12H";

  private static final String LISTENER = "tls/internal.p12";

  /**
   * @param now from when it may join
   */
  public static Invitation make(
      ScepterHome home, WantedNode wanted, Instant now, SecureRandom random) {
    JoinToken token = JoinToken.random(random);
    Instant from = now.truncatedTo(ChronoUnit.MILLIS);
    Instant end = from.plus(wanted.lifetime());
    Sha256 mac = token.mac(new SecretMac(home.hmacKey()));
    return new Invitation(
        new ExpectedNode(mac, wanted.name(), wanted.terms(), from, end, Optional.empty()),
        new JoinBundle(wanted.name(), wanted.urls(), List.of(pin(home)), token, end));
  }

  // The CA that certifies the listeners, so that the bundle is good for each server inside.
  private static Sha256 pin(ScepterHome home) {
    List<X509Certificate> chain = home.key(LISTENER).chain();
    return X509.der(chain.get(chain.size() - 1)).sha256();
  }

  public static boolean isLifetime(Duration lifetime) {
    return lifetime.compareTo(SHORTEST) >= 0 && lifetime.compareTo(LONGEST) <= 0;
  }
}
