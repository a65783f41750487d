package org.scepter.issuing.elsewhere.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.scepter.platform.UnusableHomeException;

/** A file with a secret that nobody but its owner can read. */
public final class SecretFile {
  private static final int MAX_LENGTH = 4096;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private SecretFile() {}

  /**
   * Its first line, without blanks around it.
   *
   * @throws UnusableHomeException if it is missing, empty, too long, or open to others
   */
  public static String read(Path file) {
    try {
      requireOwnerOnly(file);
      if (Files.size(file) > MAX_LENGTH) {
        throw new UnusableHomeException(file + " is longer than " + MAX_LENGTH + " bytes");
      }
      String secret = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (secret.isEmpty()) {
        throw new UnusableHomeException(file + " is empty");
      }
      return secret;
    } catch (IOException e) {
      throw new UnusableHomeException(file + " cannot be read: " + e.getMessage());
    }
  }

  /**
   * @throws UnusableHomeException if anybody but its owner may read or write it
   */
  public static void requireOwnerOnly(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
      throw new UnusableHomeException(
          file + " can be read by others than its owner; run: chmod 600 " + file);
    }
  }
}
