package org.scepter.issuing.custody;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepter.issuing.succession.HomeLock;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/**
 * Takes the root's key out of a home, in steps of which each can be repeated: a copy under a
 * password of its own, a CRL that lasts, and last the removal, once both are there and good.
 */
public final class RootCustody {
  private static final String KEY = "ca/root.p12";
  private static final Duration CRL_LASTS = Duration.ofDays(7);

  private final ScepterHome home;
  private final Clock clock;

  public RootCustody(ScepterHome home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /** Copies the root's key to a file that is not there yet. */
  public void export(RootKeyFile file) throws IOException {
    if (!Files.exists(home.resolve(KEY))) {
      throw new IOException("the root's key is not in this home");
    }
    file.write(home.key(KEY));
  }

  /**
   * Puts a CRL of the root in place of the one before.
   *
   * @throws IOException with the reason if it is not the root's, not newer, not in date or forgets
   *     who was revoked
   */
  public X509CRL take(byte[] crl) throws IOException {
    return alone(
        () -> {
          RootList given = RootList.read(crl);
          given.requireSignedBy(RootList.root(home));
          given.requireInDate(clock.instant());
          Optional<RootList> before = RootList.of(home);
          if (before.isPresent()) {
            given.requireToFollow(before.get());
          }
          KeyFile.write(home.resolve(RootList.FILE), crl);
          return given.crl();
        });
  }

  /** Removes the root's key from the home, of which the file is a good copy. */
  public void remove(RootKeyFile file) throws IOException {
    alone(
        () -> {
          if (!Files.exists(home.resolve(KEY))) {
            throw new IOException("the root's key is not in this home");
          }
          KeyEntry copy = file.read();
          if (!copy.certificate().equals(home.key(KEY).certificate())) {
            throw new IOException(file + " holds another key than this home's root");
          }
          Instant lasting = clock.instant().plus(CRL_LASTS);
          RootList list =
              RootList.of(home)
                  .orElseThrow(
                      () ->
                          new IOException(
                              "there is no CRL of the root; make one and take it in before"));
          list.requireSignedBy(RootList.root(home));
          list.requireInDate(clock.instant());
          if (list.crl().getNextUpdate().toInstant().isBefore(lasting)) {
            throw new IOException("the root's CRL ends within a week; make a new one before");
          }
          Files.delete(home.resolve(KEY));
          OwnerOnly.force(home.resolve("ca"));
          return true;
        });
  }

  private <T> T alone(HomeLock.Act<T> act) throws IOException {
    return HomeLock.during(home, act).orElseThrow(() -> new IOException(HomeLock.BUSY));
  }
}
