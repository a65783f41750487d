package org.scepter.registrationpoint.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.testing.EmbeddedDatabase;

/** The notices' statements on the embedded database, as the server configures it. */
class OutsideNoticeSchemaTest {

  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database =
        new EmbeddedDatabase("V3__registrationpoint.sql", "V13__registrationpoint_outside.sql");
    database.execute(
        "INSERT INTO enrolment (id, endpoint, challenge_id, key_digest, device, profile, asked_by,"
            + " last_outcome, created_at, changed_at)"
            + " VALUES ('e1', 'mscep', 'c', 'k', 'd', 'p', '', 'AUTHORISED', 1, 1)");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private List<Object> reasons() throws SQLException {
    return database.column(OutsideNoticeStore.FIND, "e1");
  }

  @Test
  void the_first_answer_stands() throws Exception {
    assertThat(reasons()).isEmpty();
    assertThat(database.execute(OutsideNoticeStore.KEEP, "e1", "", "", 10L)).isEqualTo(1);
    assertThat(database.execute(OutsideNoticeStore.KEEP, "e1", "ChallengeExpired", "x", 11L))
        .isZero();
    assertThat(reasons()).containsExactly("");
  }

  @Test
  void it_goes_with_its_enrolment() throws Exception {
    database.execute(OutsideNoticeStore.KEEP, "e1", "", "", 10L);
    database.execute("DELETE FROM enrolment WHERE id = 'e1'");

    assertThat(reasons()).isEmpty();
  }
}
