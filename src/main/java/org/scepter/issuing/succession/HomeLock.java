package org.scepter.issuing.succession;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.scepter.platform.ScepterHome;

/** Lets one at a time make keys in a home, whether it is the command or a server. */
public final class HomeLock {
  /** Why nothing was done. */
  public static final String BUSY = "another run is at work on this home's CAs";

  private static final String FILE = "ca/.succession";

  private HomeLock() {}

  /** What is done alone. */
  public interface Act<T> {
    T run() throws IOException;
  }

  /** What came of it; empty if somebody else is at work. */
  public static <T> Optional<T> during(ScepterHome home, Act<T> act) throws IOException {
    try (FileChannel channel =
        FileChannel.open(home.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      return isLocked(channel) ? Optional.of(act.run()) : Optional.empty();
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
