package org.scepter.registrationpoint.store;

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
import org.scepter.platform.ScepterHome;

/** What renewals rest on, on the embedded database as the server configures it. */
class RenewalSchemaTest {
  private static final String URL =
      "jdbc:h2:mem:renewal;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;LOCK_TIMEOUT=10000";

  private Connection connection;

  @BeforeEach
  void schema() throws Exception {
    connection = DriverManager.getConnection(URL);
    run("V3__registrationpoint.sql");
    run("V10__registrationpoint_renewal.sql");
  }

  private void run(String name) throws Exception {
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

  private void enrolment(String id, Long notAfter) throws SQLException {
    execute(
        "INSERT INTO enrolment (id, endpoint, challenge_id, key_digest, device, profile, asked_by,"
            + " last_outcome, created_at, changed_at, not_after)"
            + " VALUES (?1, 'mscep', ?2, 'k', 'd', 'p', '', 'ISSUED', 1, 1, ?3)",
        id,
        id,
        notAfter);
  }

  @Test
  void an_enrolment_stays_as_long_as_its_certificate_may_renew_itself() throws SQLException {
    enrolment("none", null);
    enrolment("ended", 99L);
    enrolment("valid", 100L);

    assertThat(execute(EnrolmentStore.DELETE, 100L, 100L, 10)).isEqualTo(2);
    try (Statement statement = connection.createStatement();
        ResultSet left = statement.executeQuery("SELECT id FROM enrolment")) {
      left.next();
      assertThat(left.getString(1)).isEqualTo("valid");
    }
  }

  @Test
  void a_renewal_whose_challenge_was_cleared_away_is_recorded_again_without_a_fault()
      throws SQLException {
    assertThat(execute(RenewalStore.RECORD, "c", "e", "01", "k", -1L, 1L)).isEqualTo(1);
    assertThat(execute(RenewalStore.RECORD, "c", "e", "01", "k", 5L, 2L)).isZero();
  }

  @Test
  void a_certificate_that_is_kept_has_no_delay() throws SQLException {
    execute(RenewalStore.RECORD, "c", "e", "01", "k", -1L, 1L);

    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT supersede_millis FROM renewal")) {
      rows.next();
      assertThat(rows.getObject(1)).isNull();
    }
  }
}
