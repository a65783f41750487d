package org.scepter.issuing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.testing.EmbeddedDatabase;

/** The CA's statements on the embedded database, as it is configured in the server. */
class IssuingSchemaTest {
  private static final byte[] TBS = {0x30, 1};
  private static final byte[] SIGNED = {0x30, 2};

  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database =
        new EmbeddedDatabase(
            "V2__issuing.sql", "V7__issuing_revocation.sql", "V17__issuing_delta.sql");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private static int record(Connection on, String enrolment, String serial) throws SQLException {
    return EmbeddedDatabase.execute(
        on,
        JpaCertificates.RECORD,
        "a".repeat(40),
        serial,
        enrolment,
        "CN=phone-1",
        "d",
        "k",
        "vpn",
        "mscep",
        "ScepterDevice",
        1,
        10L,
        20L,
        15L,
        TBS);
  }

  private int complete(String enrolment) throws SQLException {
    return database.execute(JpaCertificates.COMPLETE, SIGNED, 16L, enrolment);
  }

  @Test
  void an_enrolment_is_recorded_once_and_signed_once() throws SQLException {
    assertThat(record(database.connection(), "e1", "01")).isEqualTo(1);
    assertThat(record(database.connection(), "e1", "02")).isZero();
    assertThat(complete("e1")).isEqualTo(1);
    assertThat(complete("e1")).isZero();
    assertThat(complete("e2")).isZero();
  }

  @Test
  void a_serial_is_given_once() throws SQLException {
    record(database.connection(), "e1", "01");
    assertThat(record(database.connection(), "e2", "01")).isZero();
  }

  @Test
  void thirty_two_at_once_record_one() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(32);
    List<Future<Integer>> recorded = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      String serial = Integer.toHexString(100 + i);
      recorded.add(
          threads.submit(
              () -> {
                try (Connection own = database.connect()) {
                  return record(own, "e1", serial);
                }
              }));
    }
    List<Integer> counts = new ArrayList<>();
    for (Future<Integer> one : recorded) {
      counts.add(one.get());
    }
    threads.shutdown();
    assertThat(Collections.frequency(counts, 1)).isEqualTo(1);
    assertThat(Collections.frequency(counts, 0)).isEqualTo(31);
  }

  @Test
  void the_database_itself_refuses_a_signed_certificate_without_its_record() throws SQLException {
    record(database.connection(), "e1", "01");
    assertThatThrownBy(
            () ->
                database.execute(
                    "UPDATE certificate SET certificate = ? WHERE enrolment_id = 'e1'",
                    (Object) SIGNED))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("certificate_state");
  }

  @Test
  void an_infrastructure_certificate_is_recorded_once() throws SQLException {
    Object[] values = {
      "a".repeat(40), "07", "CN=RA", "d", "k", "ra-signing", 10L, 20L, 15L, 10L, SIGNED
    };
    assertThat(database.execute(JpaCertificates.RECORD_INFRASTRUCTURE, values)).isEqualTo(1);
    assertThat(database.execute(JpaCertificates.RECORD_INFRASTRUCTURE, values)).isZero();
  }

  private int next(Connection on, long number) throws SQLException {
    return EmbeddedDatabase.execute(
        on, JpaRevocationLists.NEXT, number, 3L, 4L, SIGNED, 1L, 1L, 9L, "i", number);
  }

  @Test
  void crl_numbers_only_grow() throws SQLException {
    Connection own = database.connection();
    assertThat(database.execute(JpaRevocationLists.PLACE, "i", new byte[0])).isEqualTo(1);
    assertThat(database.execute(JpaRevocationLists.PLACE, "i", new byte[0])).isZero();
    assertThat(next(own, 7)).isEqualTo(1);
    assertThat(next(own, 7)).isZero();
    assertThat(next(own, 6)).isZero();
    assertThat(next(own, 8)).isEqualTo(1);
    assertThat(database.execute(JpaRevocationLists.DELTA, SIGNED, 5L, "i")).isEqualTo(1);
    assertThat(database.column("SELECT crl_number FROM revocation_list")).containsExactly(8L);
  }

  @Test
  void sixteen_nodes_that_make_the_very_first_crl_at_once_make_one_after_the_other()
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<Long>> made = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      made.add(
          threads.submit(
              () -> {
                try (Connection own = database.connect()) {
                  own.setAutoCommit(false);
                  EmbeddedDatabase.execute(own, JpaRevocationLists.PLACE, "i", new byte[0]);
                  long last =
                      (Long)
                          EmbeddedDatabase.column(
                                  own,
                                  "SELECT crl_number FROM revocation_list WHERE issuer = 'i'"
                                      + " FOR UPDATE")
                              .get(0);
                  assertThat(next(own, last + 1)).isEqualTo(1);
                  own.commit();
                  return last + 1;
                }
              }));
    }
    List<Long> numbers = new ArrayList<>();
    for (Future<Long> each : made) {
      numbers.add(each.get());
    }
    threads.shutdown();
    assertThat(numbers).doesNotHaveDuplicates().hasSize(16);
  }

  @Test
  void one_statement_notes_all_that_a_crl_is_the_first_to_name() throws SQLException {
    for (int i = 1; i <= 10_000; i++) {
      record(database.connection(), "e" + i, Integer.toHexString(i));
    }
    database.execute(
        "INSERT INTO revocation SELECT id, issuer, serial, not_after, 5, 'SUPERSEDED', 0"
            + " FROM certificate");
    database.execute("UPDATE revocation SET revoked_at = 50 WHERE serial = '1'");

    assertThat(database.execute(JpaRevocations.LIST, 7L, "a".repeat(40), 40L)).isEqualTo(9_999);
    assertThat(database.execute(JpaRevocations.LIST, 8L, "a".repeat(40), 60L)).isEqualTo(1);
  }

  @Test
  void a_certificate_stands_as_the_book_says_and_what_is_only_recorded_is_none_yet()
      throws SQLException {
    for (String serial : List.of("a1", "a2", "a3")) {
      record(database.connection(), "e" + serial, serial);
    }
    complete("ea1");
    complete("ea2");
    database.execute(
        "INSERT INTO revocation SELECT id, issuer, serial, not_after, 5, 'SUPERSEDED', 0"
            + " FROM certificate WHERE serial = 'a2'");

    assertThat(
            database.column(
                JpaStandings.statement(4).replaceAll("\\?[0-9]", "?") + " ORDER BY c.serial",
                "a".repeat(40),
                "a1",
                "a2",
                "a3",
                "a4"))
        .containsExactly("a1", "a2");
  }

  @Test
  void retention_deletes_expired_certificates_of_devices_alone() throws SQLException {
    record(database.connection(), "expired", "01");
    database.execute(JpaCertificates.COMPLETE, SIGNED, 5L, "expired");
    record(database.connection(), "unsigned", "02");
    Object[] infrastructure = {
      "a".repeat(40), "07", "CN=RA", "d", "k", "ra-signing", 10L, 20L, 15L, 10L, SIGNED
    };
    database.execute(JpaCertificates.RECORD_INFRASTRUCTURE, infrastructure);

    assertThat(database.execute(CertificateRetention.DELETE, 0L, 10)).isZero();
    assertThat(database.execute(CertificateRetention.DELETE, Long.MAX_VALUE, 10)).isEqualTo(1);
  }
}
