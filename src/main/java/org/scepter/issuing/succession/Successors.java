package org.scepter.issuing.succession;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.issuing.Generation;
import org.scepter.issuing.Succession;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/**
 * Schedules the next issuing CA of a home and takes it back. One at a time: a lock file keeps other
 * runs out.
 */
public final class Successors {
  private static final String BUSY = "another run is at work on this home's CAs";

  private final ScepterHome home;
  private final Provider provider;
  private final SecureRandom random;
  private final Clock clock;

  public Successors(ScepterHome home, Provider provider, SecureRandom random, Clock clock) {
    this.home = home;
    this.provider = provider;
    this.random = random;
    this.clock = clock;
  }

  /** Makes the next CA and its RA's keys; the succession is written last. */
  public Scheduled schedule(Takeover wanted) throws IOException {
    try (FileChannel channel = lockFile()) {
      return isLocked(channel) ? scheduleAlone(wanted) : Scheduled.refused(BUSY);
    }
  }

  private Scheduled scheduleAlone(Takeover wanted) throws IOException {
    Instant now = clock.instant();
    List<Succession> written = Succession.all(home);
    int last = written.isEmpty() ? 1 : written.get(written.size() - 1).number();
    KeyEntry current = home.key("ca/" + Generation.name(last) + ".p12");
    Optional<String> objection = objection(wanted, written, current.certificate(), now);
    if (objection.isPresent()) {
      return Scheduled.refused(objection.get());
    }
    SuccessorFiles files = new SuccessorFiles(home);
    files.clear(written);
    int number = files.unusedNumber();
    Succession made =
        new Succession(
            number,
            wanted.activeFrom(),
            earlier(wanted.graceEnds(), current.certificate().getNotAfter().toInstant()));
    try {
      Map<String, KeyEntry> entries =
          new SuccessorKeys(home, provider, random, now.truncatedTo(ChronoUnit.SECONDS))
              .make(wanted, last, number);
      files.write(entries, made);
    } catch (GeneralSecurityException e) {
      throw new IOException("the keys cannot be made: " + e.getMessage(), e);
    }
    return new Scheduled(Optional.of(made), "");
  }

  private static Optional<String> objection(
      Takeover wanted, List<Succession> written, X509Certificate current, Instant now) {
    if (!wanted.activeFrom().isAfter(now)) {
      return Optional.of("the next CA must take over in the future");
    }
    if (written.stream().anyMatch(each -> now.isBefore(each.activeFrom()))) {
      return Optional.of("the next CA is scheduled already");
    }
    Instant end = current.getNotAfter().toInstant();
    if (!wanted.activeFrom().isBefore(end)) {
      return Optional.of("the current CA's certificate ends at " + end + ", before that time");
    }
    return Optional.empty();
  }

  /**
   * Takes the next CA back.
   *
   * @return empty if there is none that is not active yet
   */
  public Optional<Succession> withdraw() throws IOException {
    try (FileChannel channel = lockFile()) {
      if (!isLocked(channel)) {
        throw new IOException(BUSY);
      }
      Instant now = clock.instant();
      List<Succession> written = Succession.all(home);
      Optional<Succession> next =
          written.stream().filter(each -> now.isBefore(each.activeFrom())).findFirst();
      if (next.isPresent()) {
        SuccessorFiles files = new SuccessorFiles(home);
        files.remove(next.get());
        files.clear(Succession.all(home));
      }
      return next;
    }
  }

  private FileChannel lockFile() throws IOException {
    Path file = home.resolve("ca/.succession");
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
