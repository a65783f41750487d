package org.scepter.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What the command has put into a home for the server's first start: the database's rows. */
public final class RestoredFiles {
  /** The directory in the home. */
  public static final String DIRECTORY = "restore";

  /** The file that names the restoration; the last one that is written. */
  public static final String ID = "restoration.id";

  private final Path directory;

  public RestoredFiles(Path home) {
    this.directory = home.resolve(DIRECTORY);
  }

  Path directory() {
    return directory;
  }

  boolean areThere() {
    return Files.exists(directory.resolve(ID));
  }

  String id() throws IOException {
    String id = Files.readString(directory.resolve(ID)).strip();
    if (!id.matches("[0-9a-f]{32}")) {
      throw new IOException(directory.resolve(ID) + " names no restoration");
    }
    return id;
  }

  Snapshot snapshot() throws IOException {
    try (InputStream in = Files.newInputStream(directory.resolve(Snapshot.FILE))) {
      return Snapshot.read(in);
    }
  }

  /** The name of the restoration first: without it the rest is nothing. */
  void delete() throws IOException {
    Files.deleteIfExists(directory.resolve(ID));
    if (Files.isDirectory(directory)) {
      try (Stream<Path> tree = Files.walk(directory)) {
        for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
