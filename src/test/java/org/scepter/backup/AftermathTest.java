package org.scepter.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.platform.Migrations;
import org.scepter.testing.MigratedDatabase;

/** What may have been used between a backup and its restoration does not go on. */
class AftermathTest {
  private static final Instant TAKEN = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant NOW = TAKEN.plusSeconds(3600);
  private static final Restoration RESTORATION = new Restoration("00", TAKEN, NOW);

  private MigratedDatabase database;

  @BeforeEach
  void open() throws SQLException {
    database = new MigratedDatabase();
    Migrations.schema(database.dataSource()).migrate();
    database.execute(
        "INSERT INTO restoration (id, taken_at, restored_at) VALUES ('00', ?1, ?2)",
        TAKEN.toEpochMilli(),
        NOW.toEpochMilli());
    database.execute(
        """
        INSERT INTO device_profile (device, profile, contested, changed_at, challenge_expires_at)
          VALUES ('phone', 'wifi', FALSE, 7, 9)\
        """);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private Aftermath.Ended settle() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return Aftermath.settle(connection, RESTORATION, NOW);
    }
  }

  private void challenge(String id, String state, String profile, long expiresAt)
      throws SQLException {
    database.execute(
        """
        INSERT INTO challenge (id, mac, live_slot, state, endpoint, device, profile, template,
          template_version, subject, subject_alt_names, security_identifier, key_usage,
          extended_key_usages, key_algorithm, minimum_key_bits, validity, issued_at, expires_at,
          changed_at) VALUES (?1, ?2, ?3, ?4, 'mscep', 'phone', ?5, 't', 1, ?6, '', '', 0, '', 'RSA',
          2048, 'P1Y', 0, ?7, 0)\
        """,
        id,
        "mac-" + id,
        state.equals("ISSUED") ? "slot-" + id : null,
        state,
        profile,
        new byte[0],
        expiresAt);
  }

  private void enrolment(String id, String challenge) throws SQLException {
    database.execute(
        """
        INSERT INTO enrolment (id, endpoint, challenge_id, key_digest, device, profile, asked_by,
          last_outcome, created_at, changed_at)
          VALUES (?1, 'mscep', ?2, 'k', 'phone', 'wifi', '', '', 0, 0)\
        """,
        id,
        challenge);
  }

  private void waiting(String enrolment, String state) throws SQLException {
    database.execute(
        """
        INSERT INTO waiting_request (enrolment_id, state, request_digest, subject,
          subject_alt_names, key_usage, key_algorithm, key_bits, created_at, expires_at, reason)
          VALUES (?1, ?2, '', '', '', 0, 'RSA', 2048, 0, 99, '')\
        """,
        enrolment,
        state);
  }

  private void certificate(String enrolment) throws SQLException {
    database.execute(
        """
        INSERT INTO certificate (kind, state, issuer, serial, enrolment_id, subject, subject_digest,
          key_digest, purpose, endpoint, template, template_version, not_before, not_after,
          recorded_at, to_be_signed) VALUES ('ENROLMENT', 'RECORDED', 'ca', '01', ?1, 'CN=a', '',
          'k', '', 'mscep', 't', 1, 0, 9, 0, ?2)\
        """,
        enrolment,
        new byte[1]);
  }

  private List<Object> states() throws SQLException {
    return database.column("SELECT state FROM challenge");
  }

  @ParameterizedTest
  @CsvSource({
    "ISSUED, wifi, REVOKED",
    "ISSUED, elsewhere, REVOKED",
    "BOUND, wifi, REVOKED",
    "BOUND, elsewhere, BOUND",
    "CONSUMED, wifi, CONSUMED",
    "REVOKED, wifi, REVOKED"
  })
  void a_challenge_that_somebody_may_have_used_is_revoked(
      String state, String profile, String becomes) throws SQLException {
    challenge("c", state, profile, NOW.plusSeconds(60).toEpochMilli());

    settle();

    assertThat(states()).containsExactly(becomes);
  }

  @Test
  void one_that_has_expired_cannot_be_given_a_new_life() throws SQLException {
    challenge("c", "ISSUED", "wifi", 1);

    assertThat(settle().challenges()).isEqualTo(1);
    assertThat(states()).containsExactly("REVOKED");
    assertThat(database.column("SELECT live_slot FROM challenge")).containsExactly((Object) null);
    assertThat(database.column("SELECT revocation_cause FROM challenge"))
        .containsExactly("OPERATOR");
    assertThat(database.column("SELECT revocation_why FROM challenge").get(0).toString())
        .contains("2026-11-26T12:00:00Z", "2026-11-26T13:00:00Z");
  }

  @Test
  void a_renewal_goes_on_with_its_key() throws SQLException {
    challenge("c", "BOUND", "wifi", 1);
    database.execute(
        """
        INSERT INTO renewal (challenge_id, renewed, renewed_serial, signer_key, recorded_at)
          VALUES ('c', 'r', '01', 'k', 0)\
        """);

    settle();

    assertThat(states()).containsExactly("BOUND");
  }

  @Test
  void a_device_whose_certificate_is_on_record_can_still_fetch_it() throws SQLException {
    challenge("c", "BOUND", "wifi", 1);
    enrolment("e", "c");
    certificate("e");
    waiting("e", "APPROVED");

    settle();

    assertThat(states()).containsExactly("BOUND");
    assertThat(database.column("SELECT state FROM waiting_request")).containsExactly("APPROVED");
  }

  @ParameterizedTest
  @CsvSource({"WAITING, DENIED", "APPROVED, DENIED", "DENIED, DENIED"})
  void what_waits_with_a_revoked_challenge_is_denied(String state, String becomes)
      throws SQLException {
    challenge("c", "BOUND", "wifi", 1);
    enrolment("e", "c");
    waiting("e", state);

    settle();

    assertThat(database.column("SELECT state FROM waiting_request")).containsExactly(becomes);
  }

  @Test
  void what_waits_with_a_key_of_its_own_goes_on_waiting() throws SQLException {
    challenge("c", "BOUND", "elsewhere", 1);
    enrolment("e", "c");
    waiting("e", "WAITING");

    settle();

    assertThat(database.column("SELECT state FROM waiting_request")).containsExactly("WAITING");
  }

  @Test
  void unused_passwords_and_join_tokens_end() throws SQLException {
    long later = NOW.plusSeconds(60).toEpochMilli();
    database.execute(
        """
        INSERT INTO one_time_password (id, mac, endpoint, key_usage, subject, issued_at, expires_at)
          VALUES ('p', 'm', 'printers', 0, '', 0, ?1)\
        """,
        later);
    database.execute(
        "INSERT INTO expected_node (token_mac, name, added_at, expires_at) VALUES ('m', 'n', 0,"
            + " ?1)",
        later);

    Aftermath.Ended ended = settle();

    assertThat(ended.passwords()).isEqualTo(1);
    assertThat(ended.joinTokens()).isEqualTo(1);
    assertThat(database.column("SELECT expires_at FROM one_time_password"))
        .containsExactly(NOW.toEpochMilli());
    assertThat(database.column("SELECT expires_at FROM expected_node"))
        .containsExactly(NOW.toEpochMilli());
  }

  @Test
  void devices_are_no_longer_shown_with_a_challenge() throws SQLException {
    settle();

    assertThat(database.column("SELECT challenge_expires_at FROM device_profile"))
        .containsExactly((Object) null);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-10, -10", "5, 36015"})
  void the_next_crl_is_due_and_its_number_is_above_any_that_was_published(long ahead, long becomes)
      throws SQLException {
    long number = TAKEN.getEpochSecond() + ahead;
    database.execute(
        """
        INSERT INTO revocation_list (issuer, crl_number, made_at, next_update, crl, delta,
          delta_next_update, base_number) VALUES ('ca', ?1, 5, 9, ?2, ?3, 9, 3)\
        """,
        number,
        new byte[1],
        new byte[1]);

    settle();

    assertThat(database.column("SELECT crl_number FROM revocation_list"))
        .containsExactly(TAKEN.getEpochSecond() + becomes);
    assertThat(database.column("SELECT next_update + delta_next_update FROM revocation_list"))
        .containsExactly(0L);
    assertThat(database.column("SELECT made_at FROM revocation_list")).containsExactly(5L);
  }

  @Test
  void it_is_done_once() throws SQLException {
    settle();

    assertThat(database.column("SELECT settled_at FROM restoration"))
        .containsExactly(NOW.toEpochMilli());
  }
}
