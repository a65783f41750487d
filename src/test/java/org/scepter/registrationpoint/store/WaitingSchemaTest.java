package org.scepter.registrationpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.EmbeddedDatabase;

/** The waiting requests' statements on the embedded database, as the server configures it. */
class WaitingSchemaTest {
  private static final byte[] MESSAGE = {0x30, 1};

  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database = new EmbeddedDatabase("V3__registrationpoint.sql");
    database.execute(
        "INSERT INTO enrolment (id, endpoint, challenge_id, key_digest, device, profile, asked_by,"
            + " last_outcome, created_at, changed_at)"
            + " VALUES ('e1', 'mscep', 'c', 'k', 'd', 'p', '', 'AUTHORISED', 1, 1)");
    database.run("V6__registrationpoint_waiting.sql");
    database.run("V11__registrationpoint_issuing_ca.sql");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private int add() throws SQLException {
    return database.execute(WaitingStore.ADD, "e1", "r", "CN=d", "", 160, "RSA", 2048, 10L, 20L);
  }

  private int decide(String state, long now) throws SQLException {
    return database.execute(WaitingStore.DECIDE, state, now, "", "e1", now);
  }

  private Object count(String table) throws SQLException {
    return database.column("SELECT COUNT(*) FROM " + table).get(0);
  }

  @Test
  void an_enrolment_waits_once() throws SQLException {
    assertThat(add()).isEqualTo(1);
    assertThat(add()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"APPROVED, DENIED", "DENIED, APPROVED", "APPROVED, APPROVED"})
  void the_first_word_counts(String first, String second) throws SQLException {
    add();
    assertThat(decide(first, 11)).isEqualTo(1);
    assertThat(decide(second, 12)).isZero();
  }

  @Test
  void nobody_decides_when_the_time_is_over() throws SQLException {
    add();
    assertThat(decide("APPROVED", 20)).isZero();
    assertThat(decide("APPROVED", 19)).isEqualTo(1);
  }

  @Test
  void a_state_that_is_none_is_refused() throws SQLException {
    add();
    assertThatThrownBy(() -> decide("EXPIRED", 11)).isInstanceOf(SQLException.class);
  }

  @Test
  void the_newest_message_is_kept_and_a_huge_one_is_not() throws SQLException {
    assertThat(database.execute(WaitingStore.REPLACE, "r", MESSAGE, 1L, "", "e1")).isZero();
    assertThat(database.execute(WaitingStore.KEEP, "e1", "r", MESSAGE, 1L, "")).isEqualTo(1);
    assertThat(database.execute(WaitingStore.KEEP, "e1", "r", MESSAGE, 1L, "")).isZero();
    assertThat(database.execute(WaitingStore.REPLACE, "r2", MESSAGE, 2L, "", "e1")).isEqualTo(1);
    assertThatThrownBy(
            () -> database.execute(WaitingStore.REPLACE, "r3", new byte[1_048_577], 3L, "", "e1"))
        .isInstanceOf(SQLException.class);
    assertThat(count("kept_message")).isEqualTo(1L);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 0, kept: it is younger",
    "6, 1, gone: nobody waits for it",
  })
  void old_messages_go(long before, int deleted, String why) throws SQLException {
    database.execute(WaitingStore.KEEP, "e1", "r", MESSAGE, 5L, "");
    assertThat(database.execute(WaitingStore.DELETE, before, before, before, 10))
        .as(why)
        .isEqualTo(deleted);
  }

  @Test
  void a_message_stays_while_its_request_may_be_decided_and_after() throws SQLException {
    database.execute(WaitingStore.KEEP, "e1", "r", MESSAGE, 5L, "");
    add();
    assertThat(database.execute(WaitingStore.DELETE, 20L, 20L, 20L, 10)).isZero();
    decide("APPROVED", 19);
    database.execute("UPDATE waiting_request SET decided_at = 30");
    assertThat(database.execute(WaitingStore.DELETE, 25L, 25L, 25L, 10)).isZero();
    assertThat(database.execute(WaitingStore.DELETE, 31L, 31L, 31L, 10)).isEqualTo(1);
  }

  private void challenge(String id) throws SQLException {
    database.execute(
        "INSERT INTO challenge (id, mac, state, endpoint, device, profile, template,"
            + " template_version, subject, subject_alt_names, security_identifier, key_usage,"
            + " extended_key_usages, key_algorithm, minimum_key_bits, validity, issued_at,"
            + " expires_at, changed_at) VALUES (?1, ?2, 'BOUND', 'mscep', 'd', 'p', 't', 1, ?3,"
            + " '', '', 160, '', 'RSA', 2048, 'P1Y', 1, 2, 3)",
        id,
        id,
        MESSAGE);
  }

  private Object waitsUntil(String challenge) throws SQLException {
    return database.column(ChallengeStore.WAITS_UNTIL, challenge).get(0);
  }

  @Test
  void a_challenge_knows_until_when_its_request_waits_or_waited() throws SQLException {
    assertThat(waitsUntil("c")).isNull();
    add();
    assertThat(waitsUntil("c")).isEqualTo(20L);
    decide("DENIED", 12);
    assertThat(waitsUntil("c")).isEqualTo(12L);
  }

  private int clear(long before) throws SQLException {
    return database.execute(ChallengeStore.DELETE, before, before, before, 10);
  }

  @Test
  void a_challenge_stays_while_its_request_may_be_decided_and_after() throws SQLException {
    challenge("c");
    challenge("alone");
    add();

    assertThat(clear(3)).as("nothing is that old").isZero();
    assertThat(clear(20)).as("the one that nothing waits with").isEqualTo(1);
    decide("APPROVED", 15);
    assertThat(clear(15)).as("it was decided about since").isZero();
    assertThat(clear(16)).isEqualTo(1);
    assertThat(count("challenge")).isEqualTo(0L);
  }

  @Test
  void all_of_it_goes_with_its_enrolment() throws SQLException {
    add();
    database.execute(WaitingStore.KEEP, "e1", "r", MESSAGE, 5L, "");
    database.execute("DELETE FROM enrolment");
    assertThat(count("waiting_request")).isEqualTo(0L);
    assertThat(count("kept_message")).isEqualTo(0L);
  }
}
