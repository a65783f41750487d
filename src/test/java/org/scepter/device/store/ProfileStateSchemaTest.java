package org.scepter.device.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.platform.ScepterHome;

/** The statements on the embedded database, as it is configured in the server. */
class ProfileStateSchemaTest {
  private static final String URL =
      "jdbc:h2:mem:profile-state;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;LOCK_TIMEOUT=10000";

  private Connection connection;

  @BeforeEach
  void schema() throws Exception {
    connection = DriverManager.getConnection(URL);
    script("V4__site.sql");
    script("V12_1__site_clock.sql");
    script("V12_3__site_report.sql");
    execute(ProfileStateStore.ADD, "d", "p", 1L);
  }

  private void script(String name) throws Exception {
    try (InputStream script = ScepterHome.class.getResourceAsStream("schema/" + name);
        Statement statement = connection.createStatement()) {
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private int execute(String sql, Object... values) throws SQLException {
    // JPA's ?1 is JDBC's ? here: each stands once and in order.
    try (PreparedStatement statement =
        connection.prepareStatement(sql.replaceAll("\\?[0-9]+", "?"))) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private int issued(String thumbprint, long notBefore) throws SQLException {
    return execute(
        ProfileStateStore.ISSUED,
        thumbprint,
        "01",
        notBefore,
        notBefore + 100,
        5L,
        "d",
        "p",
        notBefore);
  }

  /** thumbprint, challenge_expires_at, contested. */
  private String row() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT thumbprint, challenge_expires_at, contested FROM device_profile")) {
      rows.next();
      String row = rows.getString(1) + " " + rows.getObject(2) + " " + rows.getBoolean(3);
      assertThat(rows.next()).isFalse();
      return row;
    }
  }

  @Test
  void a_device_has_one_row_for_each_profile() throws SQLException {
    assertThat(execute(ProfileStateStore.ADD, "d", "p", 2L)).isZero();
    assertThat(row()).isEqualTo("null null false");
  }

  @ParameterizedTest
  @CsvSource({"9, old", "10, new", "11, new"})
  void an_older_certificate_that_comes_later_does_not_take_the_newer_ones_place(
      long notBefore, String kept) throws SQLException {
    issued("old", 10);
    execute(ProfileStateStore.CHALLENGED, 50L, 3L, "d", "p");

    issued("new", notBefore);

    assertThat(row()).isEqualTo(kept.equals("new") ? "new null false" : "old 50 false");
  }

  @Test
  void a_certificate_of_a_contested_challenge_stays_contested_until_a_new_challenge_brings_one()
      throws SQLException {
    execute(ProfileStateStore.CHALLENGED, 50L, 3L, "d", "p");
    execute(ProfileStateStore.CONTESTED, 4L, "d", "p");
    issued("first", 10);
    assertThat(row()).isEqualTo("first null true");

    execute(ProfileStateStore.CHALLENGED, 60L, 6L, "d", "p");
    issued("second", 11);
    assertThat(row()).isEqualTo("second null false");
  }

  @Test
  void a_challenge_that_was_taken_back_leaves_the_certificate() throws SQLException {
    issued("first", 10);
    execute(ProfileStateStore.CHALLENGED, 50L, 3L, "d", "p");
    execute(ProfileStateStore.UNCHALLENGED, 4L, "d", "p");

    assertThat(row()).isEqualTo("first null false");
  }

  @Test
  void a_wrong_clock_is_kept_until_the_next_challenge() throws SQLException {
    execute(ProfileStateStore.CLOCK, -3600L, 3L, "d", "p");
    assertThat(clock()).isEqualTo(-3600L);

    execute(ProfileStateStore.CHALLENGED, 60L, 6L, "d", "p");
    assertThat(clock()).isNull();
  }

  private Object clock() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT clock_ahead_seconds FROM device_profile")) {
      rows.next();
      return rows.getObject(1);
    }
  }

  @Test
  void a_report_that_the_clock_is_right_takes_the_wrong_one_back() throws SQLException {
    execute(ProfileStateStore.CLOCK, -3600L, 3L, "d", "p");
    assertThat(execute(ProfileStateStore.REPORTED, 4L, "", 4L, "d", "p")).isEqualTo(1);
    execute(ProfileStateStore.CLOCK_RIGHT, "d", "p");

    assertThat(clock()).isNull();
  }
}
