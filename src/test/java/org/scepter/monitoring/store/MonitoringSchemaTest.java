package org.scepter.monitoring.store;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.platform.store.JobLeases;

/** The statements on the schema of the embedded database, as the server opens it. */
class MonitoringSchemaTest {
  private static final String URL =
      "jdbc:h2:mem:monitoring;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;"
          + "DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";

  @BeforeEach
  void migrate() throws SQLException, IOException {
    try (InputStream script =
            Objects.requireNonNull(
                getClass().getResourceAsStream("/org/scepter/platform/schema/V5__monitoring.sql"));
        Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void drop() throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  @Test
  void a_lease_belongs_to_one_until_it_ends() throws SQLException {
    assertThat(take("a", 0, 100)).isTrue();
    assertThat(take("b", 50, 150)).isFalse();
    assertThat(take("a", 60, 160)).as("the holder extends it").isTrue();
    assertThat(take("b", 159, 259)).isFalse();
    assertThat(take("b", 160, 260)).as("it has ended").isTrue();
    assertThat(take("a", 161, 261)).isFalse();
  }

  @Test
  void of_many_nodes_that_try_at_once_one_gets_it() throws Exception {
    for (int round = 0; round < 20; round++) {
      int now = round * 100;
      assertThat(winners(now)).as("round " + round).isEqualTo(1);
    }
  }

  @Test
  void entries_count_up_and_go_oldest_first() throws SQLException {
    for (int i = 0; i < 10; i++) {
      try (Connection connection = DriverManager.getConnection(URL)) {
        assertThat(
                update(
                    connection,
                    AuditStore.INSERT,
                    1000L + i,
                    "anyone",
                    "HTTPS",
                    "::1",
                    "act",
                    "x",
                    "DONE",
                    "",
                    ""))
            .isEqualTo(1);
      }
    }
    try (Connection connection = DriverManager.getConnection(URL)) {
      assertThat(update(connection, AuditStore.DELETE, 1006L, 4)).isEqualTo(4);
      assertThat(ids(connection)).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
      assertThat(update(connection, AuditStore.DELETE, 1006L, 4)).isEqualTo(2);
      assertThat(ids(connection)).containsExactly(7L, 8L, 9L, 10L);
    }
  }

  private static int winners(int now) throws Exception {
    int nodes = 8;
    ExecutorService threads = Executors.newFixedThreadPool(nodes);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Boolean>> attempts = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      String holder = now + "-" + node;
      attempts.add(
          threads.submit(
              () -> {
                start.await();
                return take(holder, now, now + 100);
              }));
    }
    start.countDown();
    int winners = 0;
    for (Future<Boolean> attempt : attempts) {
      winners += attempt.get() ? 1 : 0;
    }
    threads.shutdown();
    return winners;
  }

  private static boolean take(String holder, long now, long until) throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL)) {
      return update(connection, JobLeases.EXTEND, holder, until, "retention", now, holder) == 1
          || update(connection, JobLeases.INSERT, "retention", holder, until) == 1;
    }
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private static List<Long> ids(Connection connection) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM audit_entry ORDER BY id")) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    return ids;
  }
}
