package org.scepter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The register of every secret that a server handed out to a test: the last test searches databases
 * and logs for them. A file, because tests may run in more than one process.
 */
public final class HandedOut {
  private static final Path REGISTER =
      Path.of(System.getProperty("scepter.test.handed-out", "target/handed-out-secrets.txt"));

  private HandedOut() {}

  /** Enters a secret and returns it. */
  public static synchronized String remember(String secret) {
    try {
      Files.createDirectories(REGISTER.toAbsolutePath().getParent());
      Files.writeString(
          REGISTER,
          secret + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything entered since the build directory was made. */
  public static synchronized Set<String> all() {
    try {
      List<String> lines =
          Files.exists(REGISTER) ? Files.readAllLines(REGISTER, StandardCharsets.UTF_8) : List.of();
      return new LinkedHashSet<>(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
