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

/** The notices' statements on the embedded database, as the server configures it. */
class OutsideNoticeSchemaTest {
  private static final String URL =
      "jdbc:h2:mem:notices;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;LOCK_TIMEOUT=10000";

  private Connection connection;

  @BeforeEach
  void schema() throws Exception {
    connection = DriverManager.getConnection(URL);
    run("V3__registrationpoint.sql");
    run("V13__registrationpoint_outside.sql");
    execute(
        "INSERT INTO enrolment (id, endpoint, challenge_id, key_digest, device, profile, asked_by,"
            + " last_outcome, created_at, changed_at)"
            + " VALUES ('e1', 'mscep', 'c', 'k', 'd', 'p', '', 'AUTHORISED', 1, 1)");
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
    try (PreparedStatement statement =
        connection.prepareStatement(sql.replaceAll("\\?[0-9]+", "?"))) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private String reason() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(OutsideNoticeStore.FIND.replaceAll("\\?[0-9]+", "?"))) {
      statement.setString(1, "e1");
      ResultSet rows = statement.executeQuery();
      return rows.next() ? rows.getString(1) : "none";
    }
  }

  @Test
  void the_first_answer_stands() throws Exception {
    assertThat(reason()).isEqualTo("none");
    assertThat(execute(OutsideNoticeStore.KEEP, "e1", "", "", 10L)).isEqualTo(1);
    assertThat(execute(OutsideNoticeStore.KEEP, "e1", "ChallengeExpired", "x", 11L)).isZero();
    assertThat(reason()).isEmpty();
  }

  @Test
  void it_goes_with_its_enrolment() throws Exception {
    execute(OutsideNoticeStore.KEEP, "e1", "", "", 10L);
    execute("DELETE FROM enrolment WHERE id = 'e1'");

    assertThat(reason()).isEqualTo("none");
  }
}
