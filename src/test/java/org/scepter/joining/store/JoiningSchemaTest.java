package org.scepter.joining.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.testing.EmbeddedDatabase;

/** What keeps a token good for one node, on the embedded database as the server configures it. */
class JoiningSchemaTest {
  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database =
        new EmbeddedDatabase(
            "V3__registrationpoint.sql",
            "V15__joining.sql",
            "V15_1__ra_key_sets.sql",
            "V16__registrationpoint_ndes.sql",
            "V18_1__registrationpoint_ra_keys.sql");
    database.execute(ExpectedNodeStore.INSERT, "mac", "front", 10L, 100L, "", "");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void a_token_is_spent_once() throws SQLException {
    assertThat(database.execute(ExpectedNodeStore.SPEND, 50L, "mac", 50L)).isEqualTo(1);
    assertThat(database.execute(ExpectedNodeStore.SPEND, 51L, "mac", 51L)).isZero();
    assertThat(database.column("SELECT spent_at FROM expected_node")).containsExactly(50L);
  }

  @Test
  void a_token_is_not_spent_after_its_time() throws SQLException {
    assertThat(database.execute(ExpectedNodeStore.SPEND, 100L, "mac", 100L)).isZero();
    assertThat(database.execute(ExpectedNodeStore.SPEND, 99L, "other", 99L)).isZero();
  }

  @Test
  void what_is_read_from_a_file_again_does_not_live_again() throws SQLException {
    database.execute(ExpectedNodeStore.SPEND, 50L, "mac", 50L);

    assertThat(database.execute(ExpectedNodeStore.INSERT, "mac", "front", 10L, 100L, "", ""))
        .isZero();
    assertThat(database.execute(ExpectedNodeStore.SPEND, 51L, "mac", 51L)).isZero();
  }

  @Test
  void what_was_withdrawn_is_over() throws SQLException {
    assertThat(database.execute(ExpectedNodeStore.WITHDRAW, 40L, "front", 40L)).isEqualTo(1);
    assertThat(database.execute(ExpectedNodeStore.SPEND, 41L, "mac", 41L)).isZero();
  }

  private void registered(String sha256, String name, boolean ended, long notAfter)
      throws SQLException {
    database.execute(
        "INSERT INTO ndes_registration (sha256, name, subject, not_before, not_after,"
            + " registered_at, ended) VALUES (?1, ?2, 's', 0, ?3, 0, ?4)",
        sha256,
        name,
        notAfter,
        ended);
    database.execute(KeyCopyStore.ADD, 2, sha256, new byte[] {1});
  }

  @Test
  void what_is_sealed_to_who_may_ask_no_more_is_forgotten() throws SQLException {
    database.execute("INSERT INTO ndes_server (name, ra_keys) VALUES ('without', FALSE)");
    database.execute("INSERT INTO ndes_server (name, ra_keys) VALUES ('nothing-said', NULL)");
    registered("live", "n", false, 100L);
    registered("nothing", "nothing-said", false, 100L);
    registered("without", "without", false, 100L);
    registered("ended", "n", true, 100L);
    registered("expired", "n", false, 50L);
    database.execute(KeyCopyStore.ADD, 2, "unknown", new byte[] {1});

    assertThat(database.execute(KeyCopyStore.FORGET, 50L)).isEqualTo(4);
    assertThat(database.column("SELECT certificate FROM ra_key_copy ORDER BY certificate"))
        .containsExactly("live", "nothing");
    assertThat(database.execute(KeyCopyStore.ADD, 2, "live", new byte[] {2})).isZero();
  }
}
