package org.scepter.issuing.succession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/** Files of a home that appear whole or not at all, and are their owner's alone. */
public final class KeyFile {
  private static final String UNFINISHED = ".new";

  private KeyFile() {}

  /**
   * Puts a key store with one key in place of the one that is there.
   *
   * @param path relative to the home
   */
  public static void write(ScepterHome home, String path, KeyEntry key) throws IOException {
    write(home.directory(), path, key);
  }

  /** The same in a home that has no marker yet. */
  public static void write(Path home, String path, KeyEntry key) throws IOException {
    char[] password =
        Files.readString(home.resolve("secrets/keystore.password")).strip().toCharArray();
    try {
      write(home.resolve(path), KeyStores.of(key, password));
    } catch (GeneralSecurityException e) {
      throw new IOException("the key cannot be stored: " + e.getMessage(), e);
    }
  }

  /** Puts a file in place of the one that is there. */
  public static void write(Path file, byte[] content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    Files.deleteIfExists(unfinished);
    OwnerOnly.file(unfinished, content);
    move(unfinished, file);
  }

  /** Gives a file another one's name, which is not there any more then. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.force(to.toAbsolutePath().getParent());
  }
}
