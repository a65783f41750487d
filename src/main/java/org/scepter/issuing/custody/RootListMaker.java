package org.scepter.issuing.custody;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.PublishedAt;
import org.scepter.issuing.signing.RevocationListPlan;
import org.scepter.pki.SerialNumber;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.keys.KeyHolders;

/** Makes a CRL of the root where the root's key is, without a home. */
public final class RootListMaker {
  private static final Duration BACKDATE = Duration.ofHours(1);

  private final KeyEntry root;
  private final Clock clock;

  public RootListMaker(KeyEntry root, Clock clock) {
    this.root = root;
    this.clock = clock;
  }

  /** A certificate below the root that is good no more. */
  public record Revoked(X509Certificate certificate, RevocationReason reason) {}

  /**
   * A signed CRL, DER. Its number is the time in seconds, above any that a server counted, or one
   * above the previous one's.
   *
   * @param lasts how long there need be no newer one
   * @param previous whose entries it keeps
   * @throws IOException if a certificate is not one that the root has signed
   */
  public byte[] make(Period lasts, Optional<RootList> previous, List<Revoked> revoked)
      throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    BigInteger number = BigInteger.valueOf(now.getEpochSecond());
    List<RevocationListPlan.Entry> entries = new ArrayList<>();
    if (previous.isPresent()) {
      previous.get().requireSignedBy(root.certificate());
      entries.addAll(previous.get().entries());
      number = number.max(previous.get().number().add(BigInteger.ONE));
    }
    for (Revoked each : revoked) {
      requireBelow(each.certificate());
      SerialNumber serial = new SerialNumber(each.certificate().getSerialNumber());
      if (entries.stream().noneMatch(known -> known.serial().equals(serial))) {
        entries.add(new RevocationListPlan.Entry(serial, now, each.reason().code()));
      }
    }
    Instant end = now.atZone(ZoneOffset.UTC).plus(lasts).toInstant();
    Issuer issuer =
        Issuer.of(
            root,
            PublishedAt.below(URI.create("http://localhost"), "root"),
            KeyHolders.by(new BouncyCastleProvider()));
    byte[] made =
        issuer
            .sign(
                issuer.toBeSigned(
                    new RevocationListPlan(number, now.minus(BACKDATE), end, entries)))
            .bytes();
    RootList.read(made).requireSignedBy(root.certificate());
    return made;
  }

  private void requireBelow(X509Certificate certificate) throws IOException {
    try {
      certificate.verify(root.certificate().getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new IOException(
          certificate.getSubjectX500Principal() + " has no certificate of this root", e);
    }
  }
}
