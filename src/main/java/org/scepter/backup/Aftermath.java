package org.scepter.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What a database that was put back must not go on with: everything that may have been used since.
 * In the order of locks that the stores keep.
 */
final class Aftermath {
  /** Longest reason of a revoked challenge. */
  private static final int REASON = 255;

  /**
   * Nobody may have used it when the backup was taken, somebody may have since; one that expired
   * could be given a new life. One that is a key's stays that key's where a renewal, a password or
   * somebody outside gave it; where the site did, the device gets another one, unless its
   * certificate is on record.
   */
  static final String CHALLENGES =
      """
      UPDATE challenge SET state = 'REVOKED', live_slot = NULL, changed_at = ?,
        revocation_cause = 'OPERATOR', revocation_why = ?
      WHERE state = 'ISSUED' OR state = 'BOUND'
        AND EXISTS (SELECT 1 FROM device_profile d
          WHERE d.device = challenge.device AND d.profile = challenge.profile)
        AND NOT EXISTS (SELECT 1 FROM renewal r WHERE r.challenge_id = challenge.id)
        AND NOT EXISTS (SELECT 1 FROM enrolment e
          JOIN certificate c ON c.enrolment_id = e.id WHERE e.challenge_id = challenge.id)
      """;

  /** What waits with such a challenge will never be issued. */
  static final String WAITING =
      """
      UPDATE waiting_request SET state = 'DENIED', decided_at = ?, reason = ?
      WHERE state IN ('WAITING', 'APPROVED') AND EXISTS (SELECT 1 FROM enrolment e
        JOIN challenge c ON c.id = e.challenge_id
        WHERE e.id = waiting_request.enrolment_id AND c.state = 'REVOKED')
      """;

  static final String PASSWORDS =
      """
      UPDATE one_time_password SET expires_at = ? WHERE bound_key IS NULL AND expires_at > ?
      """;

  static final String JOINING =
      "UPDATE expected_node SET expires_at = ? WHERE spent_at IS NULL AND expires_at > ?";

  static final String DEVICES =
      """
      UPDATE device_profile SET challenge_expires_at = NULL WHERE challenge_expires_at IS NOT NULL
      """;

  /**
   * No CRL of before is shown again: the next one is made at once. Its number follows the clock, so
   * it is above all that were published; a number that was ahead of the clock already leaps as far
   * as ten CRLs a second would have brought it.
   */
  static final String LISTS =
      """
      UPDATE revocation_list SET next_update = 0, delta = NULL, delta_next_update = 0,
        base_number = 0,
        crl_number = CASE WHEN crl_number > ? THEN crl_number + ? ELSE crl_number END
      WHERE crl_number > 0
      """;

  private static final String SETTLED =
      "UPDATE restoration SET settled_at = ? WHERE id = ? AND settled_at IS NULL";

  /** How much was ended. */
  record Ended(int challenges, int waiting, int passwords, int joinTokens) {
    String text() {
      return challenges
          + " challenges revoked, "
          + passwords
          + " one-time passwords and "
          + joinTokens
          + " join tokens ended, "
          + waiting
          + " waiting requests denied";
    }
  }

  private Aftermath() {}

  /**
   * Does it all. Wants a transaction.
   *
   * @param restoration one that is not settled
   */
  static Ended settle(Connection connection, Restoration restoration, Instant now)
      throws SQLException {
    long at = now.toEpochMilli();
    String reason = "the server was " + restoration.line();
    String why = reason.substring(0, Math.min(REASON, reason.length()));
    int challenges = run(connection, CHALLENGES, at, why);
    int waiting = run(connection, WAITING, at, why);
    int passwords = run(connection, PASSWORDS, at, at);
    int tokens = run(connection, JOINING, at, at);
    run(connection, DEVICES);
    run(
        connection,
        LISTS,
        restoration.takenAt().getEpochSecond(),
        10 * (restoration.unknown().toSeconds() + 1));
    run(connection, SETTLED, at, restoration.id());
    return new Ended(challenges, waiting, passwords, tokens);
  }

  private static int run(Connection connection, String statement, Object... values)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      return prepared.executeUpdate();
    }
  }
}
