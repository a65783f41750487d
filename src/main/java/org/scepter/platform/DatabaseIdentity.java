package org.scepter.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Ties a database to the key under which its secrets are kept: with another home's key no challenge
 * or token in it could ever match, so such a pair is refused at start instead of failing quietly.
 */
@ApplicationScoped
public class DatabaseIdentity implements StartStep {
  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource dataSource;

  private final PlatformSettings settings;
  private final Instance<ScepterHome> home;

  DatabaseIdentity() {
    this(null, null);
  }

  @Inject
  public DatabaseIdentity(PlatformSettings settings, Instance<ScepterHome> home) {
    this.settings = settings;
    this.home = home;
  }

  @Override
  public int order() {
    return SCHEMA + 1;
  }

  @Override
  public void start() {
    if (!settings.usesDatabase()) {
      return;
    }
    String identity = new SecretMac(home.get().hmacKey()).of("database", "identity");
    try (Connection connection = dataSource.getConnection()) {
      claim(connection, identity);
      if (!identity.equals(owner(connection))) {
        throw new UnusableHomeException(
            "the database belongs to another home than "
                + home.get().directory()
                + "; restore that home or give this one an empty database");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database's identity cannot be read", e);
    }
  }

  private static void claim(Connection connection, String identity) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO home_identity (id, identity) VALUES (1, ?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, identity);
      insert.executeUpdate();
    }
  }

  private static String owner(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT identity FROM home_identity WHERE id = 1");
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getString(1) : "";
    }
  }
}
