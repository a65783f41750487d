package org.scepter.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * New, empty databases for {@link OwnServer}s: on PostgreSQL beside the test server's, else in
 * their homes.
 */
public final class OwnDatabases {
  private static final String URL = "SCEPTER_DATABASE_URL";

  private OwnDatabases() {}

  /** Whether they are outside the homes. */
  public static boolean areOutside() {
    return System.getenv(URL) != null;
  }

  /** False on a server that is no WildFly, and where nobody can make a database. */
  public static boolean arePossible() {
    return System.getProperty("scepter.test.wildfly") != null
        && (!areOutside() || Command.exists("psql"));
  }

  /** Gives a server's next starts an empty database; one that lies in its home is not touched. */
  public static OwnServer anew(OwnServer server) {
    if (!areOutside()) {
      return server;
    }
    byte[] random = new byte[6];
    ThreadLocalRandom.current().nextBytes(random);
    String name = "own_" + HexFormat.of().formatHex(random);
    psql("CREATE DATABASE " + name);
    return server.with("scepter.database.url", url().replaceFirst("/[^/]*$", "/" + name));
  }

  /** Runs a statement in the database of the test server. */
  private static void psql(String statement) {
    String password =
        Optional.ofNullable(System.getenv("SCEPTER_DATABASE_PASSWORD_FILE"))
            .map(Path::of)
            .map(OwnDatabases::text)
            .orElse("");
    Command.run(
            Path.of("target").toAbsolutePath(),
            Map.of("PGPASSWORD", password),
            List.of(
                "psql",
                "-d",
                url().replaceFirst("^jdbc:", ""),
                "-U",
                System.getenv().getOrDefault("SCEPTER_DATABASE_USER", "scepter"),
                "-c",
                statement))
        .expectSuccess();
  }

  private static String url() {
    return System.getenv(URL);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
