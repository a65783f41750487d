package org.scepter.registrationpoint.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.testing.EmbeddedDatabase;

/** What registrations rest on, on the embedded database as the server configures it. */
class RegistrationSchemaTest {
  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database =
        new EmbeddedDatabase(
            "V3__registrationpoint.sql", "V15__joining.sql", "V15_1__ra_key_sets.sql");
    database.execute(
        "INSERT INTO ndes_registration (sha256, name, subject, not_before, not_after,"
            + " registered_at, ended) VALUES (?1, 'old', 's', 10, 100, 10, FALSE)",
        "before");
    database.run("V16__registrationpoint_ndes.sql");
    database.run("V18_1__registrationpoint_ra_keys.sql");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private void register(String sha256, String name, String issuer) throws SQLException {
    assertThat(
            database.execute(
                NdesRegistrationStore.REGISTER,
                sha256,
                name,
                "s",
                10L,
                100L,
                10L,
                new byte[] {1},
                issuer))
        .isEqualTo(1);
  }

  private void server(String name, String url, String endpoints) throws SQLException {
    database.execute(NdesServerStore.ADD, name);
    assertThat(database.execute(NdesServerStore.SET, url, endpoints, name)).isEqualTo(1);
  }

  private List<Object> endpoints(String sha256) throws SQLException {
    return database.column(
        "SELECT q.endpoints FROM (" + NdesRegistrationStore.SCOPE + ") q", sha256, 50L, 50L);
  }

  @Test
  void a_registration_of_an_earlier_release_goes_on_for_all_endpoints() throws SQLException {
    assertThat(database.column(NdesRegistrationStore.SCOPE, "before", 50L, 50L))
        .containsExactly("old");
    assertThat(endpoints("before")).hasSize(1).containsOnlyNulls();
  }

  @Test
  void what_is_said_of_a_name_holds_for_each_of_its_certificates() throws SQLException {
    register("one", "front", "");
    register("two", "front", "rule");
    server("front", "", "mscep,branch");

    assertThat(endpoints("one")).containsExactly("mscep,branch");
    assertThat(endpoints("two")).containsExactly("mscep,branch");
    assertThat(
            database.column(
                "SELECT q.issuer_id FROM (" + NdesRegistrationStore.SCOPE + ") q", "one", 50L, 50L))
        .containsOnlyNulls();
    server("front", "", "");
    assertThat(endpoints("one")).containsOnlyNulls();
  }

  @Test
  void devices_are_sent_to_servers_that_may_ask_alone() throws SQLException {
    server("none", "https://none.example", "");
    server("silent", "", "");
    register("s", "silent", "");
    server("front", "https://front.example", "mscep");
    register("f", "front", "");
    server("ended", "https://ended.example", "");
    register("e", "ended", "");
    database.execute("UPDATE ndes_registration SET ended = TRUE WHERE sha256 = 'e'");
    server("waiting", "https://waiting.example", "");
    issuer("rule", "waiting");
    server("over", "https://over.example", "");
    issuer("late", "over");
    database.execute(IssuerRegistrationStore.END, "late");

    assertThat(database.column(NdesServerStore.REACHABLE, 50L)).containsExactly("front", "waiting");
    assertThat(database.column(NdesServerStore.REACHABLE, 100L)).containsExactly("waiting");
  }

  private int issuer(String id, String name) throws SQLException {
    return database.execute(
        IssuerRegistrationStore.ADD, id, name, "ndes.example", new byte[] {1}, 10L);
  }

  @Test
  void an_issuer_that_was_ended_lets_nobody_in_until_it_is_registered_anew() throws SQLException {
    assertThat(issuer("rule", "front")).isEqualTo(1);
    assertThat(issuer("rule", "other")).isZero();
    assertThat(database.execute(IssuerRegistrationStore.REVIVE, "other", 20L, "rule")).isZero();
    assertThat(database.column(IssuerRegistrationStore.HOLD, "rule")).containsExactly("rule");

    assertThat(database.execute(IssuerRegistrationStore.END, "rule")).isEqualTo(1);
    assertThat(database.execute(IssuerRegistrationStore.END, "rule")).isZero();
    assertThat(database.column(IssuerRegistrationStore.HOLD, "rule")).isEmpty();

    assertThat(database.execute(IssuerRegistrationStore.REVIVE, "other", 20L, "rule")).isEqualTo(1);
    assertThat(database.column("SELECT name FROM ndes_issuer")).containsExactly("other");
    assertThat(database.column(IssuerRegistrationStore.HOLD, "rule")).containsExactly("rule");
  }

  @Test
  void an_ended_certificate_is_not_held_for_its_renewal() throws SQLException {
    register("one", "front", "");
    assertThat(database.column(NdesRegistrationStore.HOLD, "one")).containsExactly("front");
    database.execute("UPDATE ndes_registration SET ended = TRUE WHERE sha256 = 'one'");
    assertThat(database.column(NdesRegistrationStore.HOLD, "one")).isEmpty();
  }
}
