package org.scepter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the data of an {@link OwnServer} are: in a file of its home, or in a database of its own
 * where the build's server has its data in PostgreSQL.
 */
public final class OwnDatabase {
  private static final Path DRIVER = Path.of("target", "driver", "postgresql.jar");

  private final String url;
  private final Optional<String> passwordFile;

  private OwnDatabase(String url, Optional<String> passwordFile) {
    this.url = url;
    this.passwordFile = passwordFile;
  }

  /** Gives a server, which does not run, its own. */
  public static OwnDatabase of(OwnServer server) {
    return OwnDatabases.anew(server)
        .property("scepter.database.url")
        .map(
            url -> new OwnDatabase(url, Optional.of(environment("SCEPTER_DATABASE_PASSWORD_FILE"))))
        .orElseGet(() -> new OwnDatabase(file(server), Optional.empty()));
  }

  private static String file(OwnServer server) {
    return "jdbc:h2:file:"
        + server.home().resolve("db/scepter")
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
  }

  private static String environment(String name) {
    return Optional.ofNullable(System.getenv(name)).orElseThrow();
  }

  public boolean isPostgresql() {
    return passwordFile.isPresent();
  }

  /** A connection; H2's file belongs to the server alone while that runs. */
  public Connection connect() throws SQLException {
    if (passwordFile.isEmpty()) {
      return DriverManager.getConnection(url, "scepter", "");
    }
    Properties login = new Properties();
    login.setProperty("user", environment("SCEPTER_DATABASE_USER"));
    login.setProperty("password", password(Path.of(passwordFile.get())));
    return postgresql().connect(url, login);
  }

  private static String password(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The build fetches it for the server, it is on no class path.
  private static Driver postgresql() {
    try {
      URL jar = DRIVER.toUri().toURL();
      return (Driver)
          new URLClassLoader(new URL[] {jar}, OwnDatabase.class.getClassLoader())
              .loadClass("org.postgresql.Driver")
              .getDeclaredConstructor()
              .newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
