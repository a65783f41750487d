package org.scepter.registrationpoint.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.testing.EmbeddedDatabase;

/** What renewals rest on, on the embedded database as the server configures it. */
class RenewalSchemaTest {

  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database =
        new EmbeddedDatabase("V3__registrationpoint.sql", "V10__registrationpoint_renewal.sql");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private void enrolment(String id, Long notAfter) throws SQLException {
    database.execute(
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

    assertThat(database.execute(EnrolmentStore.DELETE, 100L, 100L, 10)).isEqualTo(2);
    assertThat(database.column("SELECT id FROM enrolment")).containsExactly("valid");
  }

  @Test
  void a_renewal_whose_challenge_was_cleared_away_is_recorded_again_without_a_fault()
      throws SQLException {
    assertThat(database.execute(RenewalStore.RECORD, "c", "e", "01", "k", -1L, 1L)).isEqualTo(1);
    assertThat(database.execute(RenewalStore.RECORD, "c", "e", "01", "k", 5L, 2L)).isZero();
  }

  @Test
  void a_certificate_that_is_kept_has_no_delay() throws SQLException {
    database.execute(RenewalStore.RECORD, "c", "e", "01", "k", -1L, 1L);

    assertThat(database.column("SELECT supersede_millis FROM renewal")).containsOnlyNulls();
  }
}
