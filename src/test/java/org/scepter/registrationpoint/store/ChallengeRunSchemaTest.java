package org.scepter.registrationpoint.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.bulk.BulkAct;
import org.scepter.registrationpoint.bulk.BulkOrder;
import org.scepter.testing.EmbeddedDatabase;

/** The statements on the embedded database, as it is configured in the server. */
class ChallengeRunSchemaTest {
  private static final long NOW = 100;

  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database =
        new EmbeddedDatabase(
            "V3__registrationpoint.sql",
            "V12__registrationpoint_challenges.sql",
            "V12_2__registrationpoint_nodes.sql",
            "V13_1__registrationpoint_contested.sql");
    challenge("a", "wifi", "ISSUED", NOW + 1);
    challenge("b", "wifi", "ISSUED", NOW);
    challenge("c", "wifi", "BOUND", NOW - 1);
    challenge("d", "mail", "ISSUED", NOW - 50);
    challenge("e", "wifi", "REVOKED", NOW - 50);
    challenge("f", "wifi", "CONSUMED", NOW - 50);
  }

  private void challenge(String id, String profile, String state, long expiresAt)
      throws SQLException {
    database.execute(
        "INSERT INTO challenge (id, mac, state, endpoint, device, profile, template,"
            + " template_version, subject, subject_alt_names, security_identifier, key_usage,"
            + " extended_key_usages, key_algorithm, minimum_key_bits, validity, issued_at,"
            + " expires_at, changed_at, contested_at) VALUES (?1, ?2, ?3, 'mscep', ?4, ?5, 't', 1,"
            + " X'30', '', '', 160, '', 'RSA', 2048, 'P1Y', 1, ?6, 1, ?7)",
        id,
        "mac-" + id,
        state,
        "device-" + id,
        profile,
        expiresAt,
        id.equals("c") ? 5L : null);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private List<String> rows(String sql, Object... values) throws SQLException {
    return database.column(sql, values).stream().map(String::valueOf).toList();
  }

  private static BulkOrder order(String profile, ChallengeState... states) {
    return new BulkOrder(
        BulkAct.REISSUE,
        Optional.ofNullable(profile),
        Optional.empty(),
        Set.of(states),
        Duration.ofHours(1),
        "test");
  }

  @Test
  void an_order_finds_what_it_names_behind_what_was_looked_at() throws SQLException {
    BulkOrder expired = order("wifi", ChallengeState.EXPIRED);
    assertThat(rows(BulkRunStore.candidatesSql(expired, 3, 200), "wifi", NOW, ""))
        .containsExactly("b");

    BulkOrder all =
        order("wifi", ChallengeState.ISSUED, ChallengeState.BOUND, ChallengeState.EXPIRED);
    assertThat(rows(BulkRunStore.candidatesSql(all, 4, 200), "wifi", NOW, NOW, ""))
        .containsExactly("a", "b", "c");
    assertThat(rows(BulkRunStore.candidatesSql(all, 4, 2), "wifi", NOW, NOW, ""))
        .containsExactly("a", "b");
    assertThat(rows(BulkRunStore.candidatesSql(all, 4, 200), "wifi", NOW, NOW, "b"))
        .containsExactly("c");

    BulkOrder everywhere = order(null, ChallengeState.EXPIRED);
    assertThat(rows(BulkRunStore.candidatesSql(everywhere, 2, 200), NOW, ""))
        .containsExactly("b", "d");
  }

  @Test
  void what_somebody_is_at_work_on_is_left_out_and_not_waited_for() throws SQLException {
    BulkOrder all = order("wifi", ChallengeState.ISSUED, ChallengeState.EXPIRED);
    try (Connection other = database.connect()) {
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.executeUpdate("UPDATE challenge SET changed_at = 2 WHERE id = 'a'");
      }
      assertThat(rows(BulkRunStore.candidatesSql(all, 4, 200), "wifi", NOW, NOW, ""))
          .containsExactly("b");
      other.rollback();
    }
  }

  @Test
  void a_cancelled_run_stays_cancelled_whatever_its_last_batch_says() throws SQLException {
    database.execute(
        BulkRunStore.ADD,
        "r",
        "REISSUE",
        "RUNNING",
        "wifi",
        "",
        "EXPIRED",
        3600L,
        "why",
        "admin",
        1L,
        1L,
        "",
        9L,
        0L,
        0L);
    assertThat(rows(BulkRunStore.HOLD, "r")).containsExactly("r");
    assertThat(database.execute(BulkRunStore.PROGRESS, "b", 1L, 1L, 2L, "RUNNING", "r"))
        .isEqualTo(1);
    assertThat(database.execute(BulkRunStore.CANCEL, 3L, "r")).isEqualTo(1);
    assertThat(database.execute(BulkRunStore.CANCEL, 3L, "r")).isZero();

    database.execute(BulkRunStore.PROGRESS, "c", 2L, 2L, 4L, "DONE", "r");
    assertThat(rows(BulkRunStore.HOLD, "r")).isEmpty();

    assertThat(rows("SELECT state FROM challenge_run")).containsExactly("CANCELLED");
    assertThat(rows("SELECT done FROM challenge_run")).containsExactly("2");
  }

  @Test
  void challenges_are_counted_as_they_stand_now() throws SQLException {
    List<String> counts = new ArrayList<>();
    try (PreparedStatement statement =
        database.connection().prepareStatement(ChallengeCountStore.BY_STATE)) {
      statement.setLong(1, NOW);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.add(rows.getString(1) + " " + rows.getInt(2) + " " + rows.getInt(3));
        }
      }
    }
    assertThat(counts)
        .containsExactlyInAnyOrder(
            "ISSUED 0 1", "ISSUED 1 2", "BOUND 0 1", "REVOKED 0 1", "CONSUMED 0 1");
    assertThat(rows(ChallengeCountStore.CONTESTED)).containsExactly("1");
    assertThat(rows("EXPLAIN " + ChallengeCountStore.CONTESTED))
        .singleElement()
        .asString()
        .containsIgnoringCase("challenge_contested");
  }

  @Test
  void a_nodes_state_is_kept_since_when_it_is_what_it_is() throws SQLException {
    assertThat(database.execute(NodeStateStore.UPDATE, 0, 10L, 0, "ok", 10L, "CRP", "a:1"))
        .isZero();
    database.execute(NodeStateStore.INSERT, "CRP", "a:1", 0, "ok", 10L, 10L);
    database.execute(NodeStateStore.UPDATE, 0, 20L, 0, "ok", 20L, "CRP", "a:1");
    assertThat(rows("SELECT since FROM node_state")).containsExactly("10");

    database.execute(NodeStateStore.UPDATE, 1, 30L, 1, "gone", 30L, "CRP", "a:1");
    assertThat(rows("SELECT since FROM node_state")).containsExactly("30");
    assertThat(rows(NodeStateStore.ALL)).containsExactly("CRP");
  }

  @Test
  void a_batch_changes_exactly_the_challenges_that_it_names() throws SQLException {
    assertThat(database.execute(BulkRunStore.reissueSql(2), NOW + 500, NOW, "b", "d")).isEqualTo(2);
    assertThat(rows("SELECT id FROM challenge WHERE expires_at = ?1 ORDER BY id", NOW + 500))
        .containsExactly("b", "d");

    assertThat(database.execute(BulkRunStore.revokeSql(2), NOW, "OPERATOR", "why", "a", "c"))
        .isEqualTo(2);
    assertThat(rows("SELECT id FROM challenge WHERE revocation_why = 'why' ORDER BY id"))
        .containsExactly("a", "c");
    assertThat(rows("SELECT state FROM challenge WHERE id = 'b'")).containsExactly("ISSUED");
  }
}
