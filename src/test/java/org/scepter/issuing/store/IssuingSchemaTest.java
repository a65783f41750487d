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
    database = new EmbeddedDatabase("V2__issuing.sql");
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

  @Test
  void crl_numbers_grow_one_by_one() throws SQLException {
    assertThat(database.execute(JpaRevocationLists.FIRST, "i", 1L, 2L, SIGNED)).isEqualTo(1);
    assertThat(database.execute(JpaRevocationLists.FIRST, "i", 1L, 2L, SIGNED)).isZero();
    assertThat(database.execute(JpaRevocationLists.NEXT, 3L, 4L, SIGNED, "i", 1L)).isEqualTo(1);
    assertThat(database.execute(JpaRevocationLists.NEXT, 3L, 4L, SIGNED, "i", 1L)).isZero();
    assertThat(database.column("SELECT crl_number FROM revocation_list")).containsExactly(2L);
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
