package org.scepter.issuing.succession;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.Generation;
import org.scepter.issuing.Succession;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.Planned.Objection;
import org.scepter.pki.Sha256;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.ra.RaSet;

/** Makes the RA's next key set in a home, under the CA that will be the current one at its time. */
@Dependent
public final class KeySetSuccessors {
  private final ScepterHome home;
  private final KeyHolders holders;
  private final SecureRandom random;
  private final Clock clock;
  private final SuccessorFiles files;

  @Inject
  public KeySetSuccessors(ScepterHome home, KeyHolders holders, SecureRandom random, Clock clock) {
    this(home, holders, random, clock, change -> {});
  }

  KeySetSuccessors(
      ScepterHome home,
      KeyHolders holders,
      SecureRandom random,
      Clock clock,
      SuccessorFiles.Step step) {
    this.home = home;
    this.holders = holders;
    this.random = random;
    this.clock = clock;
    this.files = new SuccessorFiles(home, step);
  }

  /** Whether a set may have its number: of several homes on one database one gets it. */
  public interface Claim {
    boolean granted(RaSet set);
  }

  /**
   * Makes a set like the last one.
   *
   * @param activeFrom from when devices are told of it; until then nodes in front have to have it
   */
  public PlannedKeySet next(Instant activeFrom, Claim claim) throws IOException {
    Instant from = activeFrom.truncatedTo(ChronoUnit.SECONDS);
    return HomeLock.during(home, () -> make(from, claim))
        .orElse(PlannedKeySet.refused(Objection.BUSY, HomeLock.BUSY));
  }

  private PlannedKeySet make(Instant from, Claim claim) throws IOException {
    Instant now = clock.instant();
    List<Succession> written = Succession.all(home);
    int generation = generation(written, from);
    KeyEntry issuing = ca(generation);
    if (!from.isAfter(now)) {
      return PlannedKeySet.refused(Objection.PAST, "the next key set must be for the future");
    }
    if (isOneToCome(RaSet.all(home), now)) {
      return PlannedKeySet.refused(
          Objection.SCHEDULED_ALREADY, "the next key set is there already");
    }
    if (!from.isBefore(end(issuing.certificate()))) {
      return PlannedKeySet.refused(Objection.GAP, "the CA's certificate ends before that time");
    }
    files.clear(written);
    RaSet made = new RaSet(files.unusedRaNumber(), generation, Optional.of(from));
    if (!claim.granted(made)) {
      return PlannedKeySet.refused(
          Objection.SCHEDULED_ALREADY, "another server inside has made the next key set");
    }
    SuccessorKeys keys =
        new SuccessorKeys(home, holders, random, now.truncatedTo(ChronoUnit.SECONDS));
    try {
      files.write(keys.registrationAuthority(keys.newest(generation), made, issuing, from), made);
    } catch (GeneralSecurityException e) {
      throw new IOException("the keys cannot be made: " + e.getMessage(), e);
    }
    return PlannedKeySet.done(made);
  }

  /** The sets that the home has. */
  List<RaSet> present() {
    return RaSet.all(home);
  }

  /** Of the signing certificate of one of them. */
  Sha256 signing(RaSet set) {
    return X509.der(home.key(set.signing()).certificate()).sha256();
  }

  /**
   * From when a set should be active that is made now; empty if none is needed yet, one is there
   * already, or a new one would not outlive the last: its CA's end is theirs.
   */
  Optional<Instant> due(KeySetSettings settings) throws IOException {
    Instant now = clock.instant();
    List<RaSet> all = RaSet.all(home);
    if (isOneToCome(all, now)) {
      return Optional.empty();
    }
    int generation = generation(Succession.all(home), now);
    Optional<RaSet> last =
        all.stream().filter(each -> each.generation() == generation).reduce((one, next) -> next);
    return last.map(each -> home.key(each.decryption()).certificate())
        .filter(each -> isNearEnd(each, settings.renewal(), now))
        .filter(each -> end(each).isBefore(end(ca(generation).certificate())))
        .map(each -> now.plus(settings.notice()));
  }

  private static boolean isNearEnd(X509Certificate certificate, Duration renewal, Instant now) {
    Duration half =
        Duration.between(certificate.getNotBefore().toInstant(), end(certificate)).dividedBy(2);
    Duration before = half.compareTo(renewal) < 0 ? half : renewal;
    return !now.isBefore(end(certificate).minus(before));
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  private static boolean isOneToCome(List<RaSet> all, Instant now) {
    return all.stream().flatMap(each -> each.activeFrom().stream()).anyMatch(now::isBefore);
  }

  private KeyEntry ca(int generation) {
    return home.key("ca/" + Generation.name(generation) + ".p12");
  }

  private static int generation(List<Succession> written, Instant at) {
    return written.stream()
        .filter(each -> each.isInForce() && !at.isBefore(each.activeFrom()))
        .mapToInt(Succession::number)
        .max()
        .orElse(1);
  }
}
