package org.scepter.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.platform.ScepterHome;

/**
 * The directory that is to become a home. It is made in place, as its parent is often not ours to
 * write in: a lock file stands in it from first to last, the marker comes last, so that what a
 * killed run leaves is neither taken for a home nor for somebody else's files.
 */
final class HomeDirectory {
  static final List<String> LAYOUT =
      List.of(
          "secrets",
          "ca",
          "ra",
          "crp",
          "ndes",
          "ocsp",
          "tls",
          "certmgr.box",
          "certificates",
          "db",
          "logs",
          "realm");
  private static final String UNFINISHED = ".initialising";
  private static final String NEW_MARKER = ".marker";

  /** What is there. */
  enum State {
    /** Nothing, or what a killed run left. */
    FREE,
    INITIALISED,
    FOREIGN
  }

  /** Fills the locked, empty directory and gives the marker's content. */
  interface Filling {
    byte[] fill() throws IOException;
  }

  private final Path path;

  HomeDirectory(Path path) {
    this.path = path;
  }

  State state() throws IOException {
    if (Files.exists(path.resolve(ScepterHome.MARKER))) {
      return State.INITIALISED;
    }
    if (!Files.exists(path)) {
      return State.FREE;
    }
    Set<String> found = new HashSet<>();
    try (Stream<Path> entries = Files.list(path)) {
      entries.forEach(entry -> found.add(entry.getFileName().toString()));
    }
    found.remove("lost+found"); // a file system of its own
    if (found.contains(UNFINISHED)) {
      LAYOUT.forEach(found::remove);
      found.removeAll(List.of(UNFINISHED, NEW_MARKER));
    }
    return found.isEmpty() ? State.FREE : State.FOREIGN;
  }

  /**
   * Makes a home of a free directory.
   *
   * @return false if another run has just done so
   */
  boolean make(Filling filling) throws IOException {
    Path parent = path.getParent() == null ? path : path.getParent();
    Files.createDirectories(parent);
    if (!OwnerOnly.isPossibleAt(parent)) {
      throw new IOException("its file system cannot keep a file for its owner alone");
    }
    OwnerOnly.directory(path);
    Path lock = path.resolve(UNFINISHED);
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (!isLocked(channel)) {
        throw new IOException("another scepter init is at work on it");
      }
      boolean free = state() == State.FREE;
      if (free) {
        clear();
        finish(filling.fill());
      }
      Files.deleteIfExists(lock);
      return free;
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

  private void clear() throws IOException {
    Files.deleteIfExists(path.resolve(NEW_MARKER));
    for (String name : LAYOUT) {
      Path entry = path.resolve(name);
      if (Files.exists(entry)) {
        deleteTree(entry);
      }
      OwnerOnly.directory(entry);
    }
  }

  private static void deleteTree(Path top) throws IOException {
    try (Stream<Path> tree = Files.walk(top)) {
      for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  private void finish(byte[] marker) throws IOException {
    for (String name : LAYOUT) {
      OwnerOnly.force(path.resolve(name));
    }
    OwnerOnly.force(path);
    Path made = path.resolve(NEW_MARKER);
    OwnerOnly.file(made, marker);
    Files.move(made, path.resolve(ScepterHome.MARKER), StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.force(path);
  }
}
