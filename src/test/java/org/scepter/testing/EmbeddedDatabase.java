package org.scepter.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * An embedded database as the server configures its own, but in memory: gone when it is closed.
 * Statements are the stores' own: JPA's {@code ?1} is JDBC's {@code ?} here, since each of theirs
 * stands once and in order.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final String SCHEMA = "/org/scepter/platform/schema/";

  private final String url;
  private final Connection connection;

  /** With the schema that these scripts make, in their order. */
  public EmbeddedDatabase(String... scripts) throws SQLException, IOException {
    this.url =
        "jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";LOCK_TIMEOUT=10000";
    this.connection = connect();
    for (String script : scripts) {
      run(script);
    }
  }

  /** One more script of the schema. */
  public void run(String script) throws SQLException, IOException {
    try (InputStream text =
            Objects.requireNonNull(
                EmbeddedDatabase.class.getResourceAsStream(SCHEMA + script), script);
        Statement statement = connection.createStatement()) {
      statement.execute(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Its own connection. */
  public Connection connection() {
    return connection;
  }

  /** Another connection, for somebody who comes at the same time. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  public int execute(String sql, Object... values) throws SQLException {
    return execute(connection, sql, values);
  }

  public static int execute(Connection on, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(on, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** The first column of what is found. */
  public List<Object> column(String sql, Object... values) throws SQLException {
    return column(connection, sql, values);
  }

  public static List<Object> column(Connection on, String sql, Object... values)
      throws SQLException {
    List<Object> found = new ArrayList<>();
    try (PreparedStatement statement = prepared(on, sql, values);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getObject(1));
      }
    }
    return found;
  }

  private static PreparedStatement prepared(Connection on, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = on.prepareStatement(sql.replaceAll("\\?[0-9]+", "?"));
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
