package org.scepter.issuing.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.EmbeddedDatabase;

/** The statements about revocations elsewhere on the embedded database. */
class RevocationOrdersSchemaTest {
  private static final String OWN = "a".repeat(40);
  private static final String OTHER = "b".repeat(40);
  private static final String ORDERS =
      "SELECT state FROM other_ca_revocation ORDER BY certificate_id";

  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database =
        new EmbeddedDatabase(
            "V2__issuing.sql",
            "V7__issuing_revocation.sql",
            "V22__issuing_revocation_elsewhere.sql");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  /** A certificate that ends at 100. */
  private long issued(String serial, String issuer) throws SQLException {
    database.execute(
        JpaOrders.ISSUED,
        issuer,
        serial,
        "e" + serial,
        "CN=phone-1",
        "d",
        "k",
        "vpn",
        "mscep",
        "ScepterDevice",
        1,
        10L,
        100L,
        15L,
        15L,
        new byte[] {0x30, 2});
    return (Long) database.column("SELECT id FROM certificate WHERE serial = ?1", serial).get(0);
  }

  private long revoked(String serial, String issuer, long at) throws SQLException {
    long id = issued(serial, issuer);
    database.execute(JpaRevocations.REVOKE, at, "SUPERSEDED", id);
    return id;
  }

  private List<Object> due(long now) throws SQLException {
    return database.column(JpaRevocationOrders.DUE, now, now, 10);
  }

  @Test
  void it_is_due_once_the_revocation_is_in_force() throws SQLException {
    long id = revoked("01", OTHER, 50);
    assertThat(database.execute(JpaRevocationOrders.ENTER, id, "OPEN", 50L)).isEqualTo(1);
    assertThat(database.execute(JpaRevocationOrders.ENTER, id, "OPEN", 50L)).isZero();
    assertThat(due(49)).isEmpty();
    assertThat(due(50)).containsExactly(id);

    database.execute(JpaRevocations.SOONER, 20L, "KEY_COMPROMISE", id, 20L);
    assertThat(database.execute(JpaRevocationOrders.SOONER, 20L, id, 20L)).isEqualTo(1);
    assertThat(due(20)).containsExactly(id);
  }

  @Test
  void one_caller_takes_it_and_what_came_of_it_ends_it() throws SQLException {
    long id = revoked("01", OTHER, 20);
    database.execute(JpaRevocationOrders.ENTER, id, "OPEN", 20L);
    assertThat(database.execute(JpaRevocationOrders.CLAIM, 30L, id, 0)).isEqualTo(1);
    assertThat(database.execute(JpaRevocationOrders.CLAIM, 30L, id, 0)).isZero();
    assertThat(due(29)).isEmpty();
    assertThat(database.execute(JpaRevocationOrders.SOONER, 10L, id, 10L))
        .as("it was told already")
        .isZero();
    assertThat(database.execute(JpaRevocationOrders.SETTLE, "DONE", "", 25L, id)).isEqualTo(1);
    assertThat(database.execute(JpaRevocationOrders.SETTLE, "OPEN", "", 25L, id)).isZero();
    assertThat(due(99)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN, 0, false, true",
    "OPEN, 1, true, true",
    "REFUSED, 1, true, true",
    "BY_HAND, 0, true, true",
    "DONE, 1, false, false",
    "ENDED, 1, false, false",
  })
  void somebody_is_told_of_what_was_not_done_and_may_decide_about_it(
      String state, int tries, boolean isTold, boolean canDecide) throws SQLException {
    long id = revoked("01", OTHER, 20);
    database.execute(JpaRevocationOrders.ENTER, id, "OPEN", 20L);
    database.execute(JpaRevocationOrders.SETTLE, state, "", 20L, id);
    database.execute("UPDATE other_ca_revocation SET tries = " + tries);

    assertThat(database.column(JpaRevocationOrders.UNSETTLED, 20L, 20L)).hasSize(isTold ? 1 : 0);
    assertThat(database.column(JpaRevocationOrders.UNSETTLED, 19L, 19L)).isEmpty();
    assertThat(database.column(JpaRevocationOrders.UNSETTLED, 100L, 100L)).isEmpty();
    assertThat(database.execute(JpaRevocationOrders.DECIDE, "OPEN", 21L, id))
        .isEqualTo(canDecide ? 1 : 0);
    assertThat(due(21)).hasSize(canDecide ? 1 : 0);
  }

  @Test
  void what_was_revoked_before_anybody_passed_it_on_is_entered_for_no_own_certificate()
      throws SQLException {
    revoked("01", OWN, 20);
    revoked("02", OTHER, 20);
    issued("03", OTHER);
    String missing = JpaRevocationOrders.missing(2);
    assertThat(database.execute(missing, "BY_HAND", 99L, OWN, "c".repeat(40))).isEqualTo(1);
    assertThat(database.execute(missing, "OPEN", 99L, OWN, "c".repeat(40))).isZero();
    assertThat(database.column(ORDERS)).containsExactly("BY_HAND");

    revoked("04", OTHER, 20);
    assertThat(database.execute(missing, "OPEN", 100L, OWN, "c".repeat(40)))
        .as("it has ended")
        .isZero();
    database.execute("DELETE FROM certificate WHERE serial = '02'");
    assertThat(database.column(ORDERS)).isEmpty();
  }
}
