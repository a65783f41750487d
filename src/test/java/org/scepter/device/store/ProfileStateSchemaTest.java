package org.scepter.device.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.EmbeddedDatabase;

/** The statements on the embedded database, as it is configured in the server. */
class ProfileStateSchemaTest {

  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database =
        new EmbeddedDatabase("V4__site.sql", "V12_1__site_clock.sql", "V12_3__site_report.sql");
    database.execute(ProfileStateStore.ADD, "d", "p", 1L);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private int issued(String thumbprint, long notBefore) throws SQLException {
    return database.execute(
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
    try (Statement statement = database.connection().createStatement();
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
    assertThat(database.execute(ProfileStateStore.ADD, "d", "p", 2L)).isZero();
    assertThat(row()).isEqualTo("null null false");
  }

  @ParameterizedTest
  @CsvSource({"9, old", "10, new", "11, new"})
  void an_older_certificate_that_comes_later_does_not_take_the_newer_ones_place(
      long notBefore, String kept) throws SQLException {
    issued("old", 10);
    database.execute(ProfileStateStore.CHALLENGED, 50L, 3L, "d", "p");

    issued("new", notBefore);

    assertThat(row()).isEqualTo(kept.equals("new") ? "new null false" : "old 50 false");
  }

  @Test
  void a_certificate_of_a_contested_challenge_stays_contested_until_a_new_challenge_brings_one()
      throws SQLException {
    database.execute(ProfileStateStore.CHALLENGED, 50L, 3L, "d", "p");
    database.execute(ProfileStateStore.CONTESTED, 4L, "d", "p");
    issued("first", 10);
    assertThat(row()).isEqualTo("first null true");

    database.execute(ProfileStateStore.CHALLENGED, 60L, 6L, "d", "p");
    issued("second", 11);
    assertThat(row()).isEqualTo("second null false");
  }

  @Test
  void a_challenge_that_was_taken_back_leaves_the_certificate() throws SQLException {
    issued("first", 10);
    database.execute(ProfileStateStore.CHALLENGED, 50L, 3L, "d", "p");
    database.execute(ProfileStateStore.UNCHALLENGED, 4L, "d", "p");

    assertThat(row()).isEqualTo("first null false");
  }

  @Test
  void a_wrong_clock_is_kept_until_the_next_challenge() throws SQLException {
    database.execute(ProfileStateStore.CLOCK, -3600L, 3L, "d", "p");
    assertThat(clock()).isEqualTo(-3600L);

    database.execute(ProfileStateStore.CHALLENGED, 60L, 6L, "d", "p");
    assertThat(clock()).isNull();
  }

  private Object clock() throws SQLException {
    return database.column("SELECT clock_ahead_seconds FROM device_profile").get(0);
  }

  @Test
  void a_report_that_the_clock_is_right_takes_the_wrong_one_back() throws SQLException {
    database.execute(ProfileStateStore.CLOCK, -3600L, 3L, "d", "p");
    assertThat(database.execute(ProfileStateStore.REPORTED, 4L, "", 4L, "d", "p")).isEqualTo(1);
    database.execute(ProfileStateStore.CLOCK_RIGHT, "d", "p");

    assertThat(clock()).isNull();
  }
}
