package org.scepter.registrationpoint.password.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.platform.ScepterHome;

/** The statements on the embedded database, as it is configured in the server. */
class PasswordSchemaTest {
  private static final String URL =
      "jdbc:h2:mem:password;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;LOCK_TIMEOUT=10000";
  private static final int MOST = 5;

  private Connection connection;

  @BeforeEach
  void schema() throws Exception {
    connection = DriverManager.getConnection(URL);
    try (InputStream script = ScepterHome.class.getResourceAsStream("schema/V9__password.sql");
        Statement statement = connection.createStatement()) {
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static int execute(Connection on, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = on.prepareStatement(sql.replaceAll("\\?[0-9]+", "?"))) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private static long unused(Connection on, long now) throws SQLException {
    try (PreparedStatement statement =
        on.prepareStatement(OneTimePasswordStore.COUNT.replaceAll("\\?[0-9]+", "?"))) {
      statement.setObject(1, "mscep");
      statement.setObject(2, now);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** As the store does it, in one transaction. */
  private static boolean add(Connection on, String id, long now) throws SQLException {
    on.setAutoCommit(false);
    execute(on, OneTimePasswordStore.OPEN_CACHE, "mscep");
    execute(on, OneTimePasswordStore.LOCK_CACHE, "mscep");
    boolean room = unused(on, now) < MOST;
    if (room) {
      execute(on, OneTimePasswordStore.INSERT, id, "mac-" + id, "mscep", 0, "", now, now + 100);
    }
    on.commit();
    on.setAutoCommit(true);
    return room;
  }

  private int take(String id, String key, long now) throws SQLException {
    return execute(connection, OneTimePasswordStore.TAKE, key, now, id, now);
  }

  @Test
  void the_first_key_has_a_password_and_no_other() throws SQLException {
    add(connection, "p1", 0);

    assertThat(take("p1", "a", 10)).isEqualTo(1);
    assertThat(take("p1", "b", 11)).isZero();
    assertThat(take("p1", "a", 11)).isZero();
  }

  @Test
  void nobody_has_an_expired_one() throws SQLException {
    add(connection, "p1", 0);

    assertThat(take("p1", "a", 100)).isZero();
  }

  @Test
  void used_and_expired_ones_make_room() throws SQLException {
    for (int i = 0; i < MOST; i++) {
      assertThat(add(connection, "p" + i, 0)).isTrue();
    }
    assertThat(add(connection, "more", 1)).isFalse();
    take("p0", "a", 2);
    assertThat(add(connection, "more", 3)).isTrue();
    assertThat(add(connection, "again", 4)).isFalse();
    assertThat(add(connection, "later", 101)).isTrue();
  }

  @Test
  void sixteen_at_once_fill_the_cache_and_no_more() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<Boolean>> added = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String id = "p" + i;
      added.add(
          threads.submit(
              () -> {
                try (Connection own = DriverManager.getConnection(URL)) {
                  return add(own, id, 0);
                }
              }));
    }
    List<Boolean> rooms = new ArrayList<>();
    for (Future<Boolean> one : added) {
      rooms.add(one.get());
    }
    threads.shutdown();
    assertThat(Collections.frequency(rooms, true)).isEqualTo(MOST);
    assertThat(unused(connection, 1)).isEqualTo(MOST);
  }

  @Test
  void retention_deletes_what_has_ended() throws SQLException {
    add(connection, "p1", 0);

    assertThat(execute(connection, OneTimePasswordStore.DELETE, 100L, 10)).isZero();
    assertThat(execute(connection, OneTimePasswordStore.DELETE, 101L, 10)).isEqualTo(1);
  }
}
