package org.scepter.issuing.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.custody.RootList;
import org.scepter.pki.Der;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;

/** The root's CRL: made here while the root's key is, else the one that was taken in last. */
@ApplicationScoped
public class RootLists {
  private static final System.Logger LOG = System.getLogger(RootLists.class.getName());
  private static final Duration TELL_EVERY = Duration.ofDays(1);

  private final ScepterHome home;
  private final AuthorityKeys keys;
  private final RevocationLists lists;
  private final Clock clock;
  private volatile Read read;
  private volatile Instant told = Instant.MIN;

  private record Read(FileTime written, RevocationList list) {}

  RootLists() {
    this(null, null, null, null);
  }

  @Inject
  public RootLists(ScepterHome home, AuthorityKeys keys, RevocationLists lists, Clock clock) {
    this.home = home;
    this.keys = keys;
    this.lists = lists;
    this.clock = clock;
  }

  /** Never beyond its nextUpdate; then, or if none was taken in, there is none. */
  public Optional<RevocationList> current() {
    if (!keys.isRootOffline()) {
      return lists.current(keys.root());
    }
    Instant now = clock.instant();
    Optional<RevocationList> list = taken();
    list.filter(each -> isInItsLastQuarter(each, now)).ifPresent(each -> tell(each, now));
    return list.filter(each -> now.isBefore(each.nextUpdate()));
  }

  private static boolean isInItsLastQuarter(RevocationList list, Instant now) {
    Duration life = Duration.between(list.madeAt(), list.nextUpdate());
    return Duration.between(now, list.nextUpdate()).multipliedBy(4).compareTo(life) < 0;
  }

  private void tell(RevocationList list, Instant now) {
    if (told.isBefore(now.minus(TELL_EVERY))) {
      told = now;
      LOG.log(
          System.Logger.Level.WARNING,
          "the root's CRL ends at " + list.nextUpdate() + "; make and take in the next one");
    }
  }

  private Optional<RevocationList> taken() {
    Path file = home.resolve(RootList.FILE);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      FileTime written = Files.getLastModifiedTime(file);
      Read last = read;
      if (last == null || !last.written().equals(written)) {
        last = new Read(written, list(Files.readAllBytes(file)));
        read = last;
      }
      return Optional.of(last.list());
    } catch (IOException e) {
      throw new UnusableHomeException(file + " cannot be read: " + e.getMessage());
    }
  }

  @SuppressWarnings("JavaUtilDate") // the JDK's CRLs have no other
  private static RevocationList list(byte[] der) throws IOException {
    RootList list = RootList.read(der);
    return new RevocationList(
        list.number().longValueExact(),
        list.crl().getThisUpdate().toInstant(),
        list.crl().getNextUpdate().toInstant(),
        Der.of(der));
  }
}
