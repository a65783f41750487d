package org.scepter.issuing.succession;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.Generation;
import org.scepter.issuing.Succession;
import org.scepter.issuing.succession.Planned.Objection;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.ra.RaSet;

/**
 * Schedules the next issuing CA of a home and calls it off. One at a time: a lock file keeps other
 * runs out.
 */
@Dependent
public final class Successors {
  private static final String ROOT = "ca/root.p12";

  private final ScepterHome home;
  private final KeyHolders holders;
  private final SecureRandom random;
  private final Clock clock;
  private final SuccessorFiles files;

  @Inject
  public Successors(ScepterHome home, KeyHolders holders, SecureRandom random, Clock clock) {
    this(home, holders, random, clock, change -> {});
  }

  Successors(
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

  private interface Act {
    Planned run(List<Succession> written, Instant now) throws IOException;
  }

  /** Makes the next CA and its RA's keys; the succession is written last. */
  public Planned schedule(Takeover wanted) throws IOException {
    if (!Files.exists(home.resolve(ROOT))) {
      return Planned.refused(
          Objection.ROOT_OFFLINE,
          "the root's key is not in this home; scepter rollover --root FILE takes it from"
              + " elsewhere");
    }
    return schedule(wanted, home.key(ROOT));
  }

  /** The same where the root's key is kept elsewhere. */
  public Planned schedule(Takeover wanted, KeyEntry root) throws IOException {
    return alone((written, now) -> schedule(wanted, root, written, now));
  }

  private Planned schedule(Takeover wanted, KeyEntry root, List<Succession> written, Instant now)
      throws IOException {
    List<Succession> inForce = written.stream().filter(Succession::isInForce).toList();
    int last = inForce.isEmpty() ? 1 : inForce.get(inForce.size() - 1).number();
    KeyEntry current = home.key("ca/" + Generation.name(last) + ".p12");
    Optional<Planned> objection = objection(wanted, inForce, current.certificate(), now);
    if (objection.isPresent()) {
      return objection.get();
    }
    files.clear(written);
    Succession made =
        new Succession(
            files.unusedNumber(),
            wanted.activeFrom(),
            earlier(wanted.graceEnds(), current.certificate().getNotAfter().toInstant()),
            Optional.empty());
    RaSet ra =
        new RaSet(Math.max(made.number(), files.unusedRaNumber()), made.number(), Optional.empty());
    try {
      files.write(keys(now).make(wanted, root, last, made, ra), ra);
    } catch (GeneralSecurityException e) {
      throw new IOException("the keys cannot be made: " + e.getMessage(), e);
    }
    files.write(made);
    return Planned.done(made);
  }

  private SuccessorKeys keys(Instant now) {
    return new SuccessorKeys(home, holders, random, now.truncatedTo(ChronoUnit.SECONDS));
  }

  private static Optional<Planned> objection(
      Takeover wanted, List<Succession> inForce, X509Certificate current, Instant now) {
    if (!wanted.activeFrom().isAfter(now)) {
      return refused(Objection.PAST, "the next CA must take over in the future");
    }
    if (inForce.stream().anyMatch(each -> now.isBefore(each.activeFrom()))) {
      return refused(Objection.SCHEDULED_ALREADY, "the next CA is scheduled already");
    }
    Instant end = current.getNotAfter().toInstant();
    if (!wanted.activeFrom().isBefore(end)) {
      return refused(
          Objection.GAP, "the current CA's certificate ends at " + end + ", before that time");
    }
    return Optional.empty();
  }

  private static Optional<Planned> refused(Objection objection, String detail) {
    return Optional.of(Planned.refused(objection, detail));
  }

  /** Calls the next CA off, unless it has taken over. */
  public Planned withdraw() throws IOException {
    return alone(this::withdraw);
  }

  private Planned withdraw(List<Succession> written, Instant now) throws IOException {
    files.clear(written);
    Optional<Succession> next =
        written.stream()
            .filter(each -> each.isInForce() && now.isBefore(each.activeFrom()))
            .findFirst();
    if (next.isEmpty()) {
      return Planned.refused(Objection.NOT_SCHEDULED, "no next CA is scheduled");
    }
    Succession withdrawn = next.get().withdrawn(now.truncatedTo(ChronoUnit.SECONDS));
    files.write(withdrawn);
    files.clear(Succession.all(home));
    return Planned.done(withdrawn);
  }

  private Planned alone(Act act) throws IOException {
    return HomeLock.during(home, () -> act.run(Succession.all(home), clock.instant()))
        .orElse(Planned.refused(Objection.BUSY, HomeLock.BUSY));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
