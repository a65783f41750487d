package org.scepter.command.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.scepter.backup.RestoredFiles;
import org.scepter.platform.keys.TokenAlias;

/** The files of a home that belong in a backup. */
final class HomeFiles {
  /** What the server makes anew, and the database, of which there is a snapshot. */
  static final Set<String> MADE_ANEW = Set.of("db", "logs");

  // What a run has not finished, and locks.
  private static final Set<String> UNFINISHED =
      Set.of(RestoredFiles.DIRECTORY, ".initialising", ".marker", ".restoring", "ca/.succession");
  private static final String NEW = ".new";
  private static final List<String> KEY_DIRECTORIES = List.of("ca", "ra", "crp");

  private final Path home;
  private final List<String> directories = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  private HomeFiles(Path home) {
    this.home = home;
  }

  static HomeFiles of(Path home) throws IOException {
    HomeFiles found = new HomeFiles(home);
    try (Stream<Path> top = Files.list(home)) {
      for (Path each : top.sorted().toList()) {
        String name = String.valueOf(each.getFileName());
        if (!MADE_ANEW.contains(name) && !UNFINISHED.contains(name)) {
          found.add(each);
        }
      }
    }
    return found;
  }

  private void add(Path path) throws IOException {
    String name = home.relativize(path).toString();
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      directories.add(name);
      try (Stream<Path> inside = Files.list(path)) {
        for (Path each : inside.sorted().toList()) {
          add(each);
        }
      }
    } else if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      others.add(name);
    } else if (!UNFINISHED.contains(name) && !name.endsWith(NEW)) {
      files.add(name);
    }
  }

  /** Relative to the home, each before what is in it. */
  List<String> directories() {
    return List.copyOf(directories);
  }

  List<String> files() {
    return List.copyOf(files);
  }

  /** Links and the like, which no backup can hold. */
  List<String> others() {
    return List.copyOf(others);
  }

  /** The key stores that only say where in the token a key is. */
  List<String> inToken() throws IOException {
    List<String> found = new ArrayList<>();
    for (String file : files) {
      boolean isKeyStore =
          file.endsWith(".p12") && KEY_DIRECTORIES.contains(Path.of(file).getName(0).toString());
      if (isKeyStore && isInToken(home.resolve(file))) {
        found.add(file);
      }
    }
    return found;
  }

  private boolean isInToken(Path file) throws IOException {
    char[] password =
        Files.readString(home.resolve("secrets/keystore.password")).strip().toCharArray();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return !TokenAlias.all(Collections.list(store.aliases())).isEmpty();
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " cannot be opened: " + e.getMessage(), e);
    }
  }
}
