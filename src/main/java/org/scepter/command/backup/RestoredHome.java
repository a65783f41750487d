package org.scepter.command.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.platform.ScepterHome;

/**
 * An empty directory that becomes the home of a backup. A file names what a run puts there, from
 * before the first of it until the home's marker is in place: what a killed run leaves is no home,
 * and the next run takes that away and nothing else.
 */
final class RestoredHome {
  private static final String UNFINISHED = ".restoring";
  private static final String NEW_MARKER = ".marker";

  private final Path path;
  private final ByteArrayOutputStream marker = new ByteArrayOutputStream();

  RestoredHome(Path path) {
    this.path = path;
  }

  /** What is put there. */
  interface Filling {
    void fill() throws IOException;
  }

  /**
   * Makes the home.
   *
   * @param names of what stands in the directory itself then
   * @throws IOException if the directory has anything that no such run has left
   */
  void make(Set<String> names, Filling filling) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    requireFree();
    OwnerOnly.directory(path);
    Path unfinished = path.resolve(UNFINISHED);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException("another restore is at work on it");
      }
      // Again: another one may have ended meanwhile.
      requireFree();
      clear();
      Set<String> noted = new TreeSet<>(names);
      noted.add(NEW_MARKER);
      noted.remove(ScepterHome.MARKER);
      Files.writeString(unfinished, String.join("\n", noted) + "\n");
      channel.force(true);
      OwnerOnly.force(path);
      filling.fill();
      finish();
      // Before the lock is given back: who has it clears away what stands in this file.
      Files.delete(unfinished);
    }
    OwnerOnly.force(path);
  }

  private void requireFree() throws IOException {
    if (Files.exists(path.resolve(ScepterHome.MARKER))) {
      throw new IOException("it is a home already; restore to an empty directory");
    }
    List<String> strange = new ArrayList<>();
    if (Files.exists(path)) {
      try (Stream<Path> entries = Files.list(path)) {
        entries.forEach(entry -> strange.add(String.valueOf(entry.getFileName())));
      }
    }
    strange.removeAll(noted());
    strange.removeAll(List.of(UNFINISHED, "lost+found"));
    if (!strange.isEmpty()) {
      throw new IOException("it is not empty (" + strange.get(0) + "); nothing in it was touched");
    }
  }

  /** What an earlier run meant to put there. */
  private List<String> noted() throws IOException {
    Path unfinished = path.resolve(UNFINISHED);
    return Files.exists(unfinished)
        ? Files.readAllLines(unfinished, StandardCharsets.UTF_8).stream()
            .filter(name -> name.matches("[^/]+") && !name.matches("\\.{1,2}"))
            .toList()
        : List.of();
  }

  private void clear() throws IOException {
    for (String name : noted()) {
      Path entry = path.resolve(name);
      if (Files.exists(entry)) {
        try (Stream<Path> tree = Files.walk(entry)) {
          for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(each);
          }
        }
      }
    }
  }

  void directory(String name) throws IOException {
    OwnerOnly.directory(path.resolve(name));
  }

  /** A new file; the marker is kept for the end. */
  OutputStream file(String name) throws IOException {
    return name.equals(ScepterHome.MARKER) ? marker : OwnFile.create(path.resolve(name));
  }

  private void finish() throws IOException {
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.filter(Files::isDirectory).toList()) {
        OwnerOnly.force(each);
      }
    }
    Path made = path.resolve(NEW_MARKER);
    OwnerOnly.file(made, marker.toByteArray());
    Files.move(made, path.resolve(ScepterHome.MARKER), StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.force(path);
  }
}
