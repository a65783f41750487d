package org.scepter.issuing.store;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.EmbeddedDatabase;

/** The statements about orders on the embedded database, as it is configured in the server. */
class OrdersSchemaTest {
  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database = new EmbeddedDatabase("V2__issuing.sql", "V17_2__issuing_elsewhere.sql");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private static int enter(Connection on) throws SQLException {
    return EmbeddedDatabase.execute(
        on, JpaOrders.ENTER, "e1", "k", "r", "SENDING", "", "", 10L, 11L);
  }

  private int issued(String enrolment, String serial) throws SQLException {
    return database.execute(
        JpaOrders.ISSUED,
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
        15L,
        new byte[] {0x30, 2});
  }

  @Test
  void an_enrolment_has_one_order_however_many_come_at_once() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<Integer>> entered = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      entered.add(
          threads.submit(
              () -> {
                try (Connection own = database.connect()) {
                  return enter(own);
                }
              }));
    }
    List<Integer> counts = new ArrayList<>();
    for (Future<Integer> one : entered) {
      counts.add(one.get());
    }
    threads.shutdown();
    assertThat(Collections.frequency(counts, 1)).isEqualTo(1);
  }

  @Test
  void an_order_is_changed_counted_and_removed() throws SQLException {
    enter(database.connection());
    assertThat(database.column(JpaOrders.LOCK, "e1")).containsExactly("k");
    assertThat(database.execute(JpaOrders.CHANGE, "r2", "UNCLEAR", "7", "cut off", 12L, 13L, "e1"))
        .isEqualTo(1);
    assertThat(database.column(JpaOrders.UNCLEAR)).containsExactly(1L);
    assertThat(database.execute(JpaOrders.CHANGE, "r", "WAITING", "", "", 1L, 1L, "e2")).isZero();
    assertThat(database.execute(JpaOrders.REMOVE, "e1")).isEqualTo(1);
    assertThat(database.column(JpaOrders.LOCK, "e1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DECLINED, 1",
    "NOT_TAKEN, 1",
    "MISFIT, 1",
    "SENDING, 0",
    "WAITING, 0",
    "UNCLEAR, 0",
  })
  void what_is_over_goes_with_age_and_what_is_open_or_unclear_never(String state, int deleted)
      throws SQLException {
    enter(database.connection());
    database.execute(JpaOrders.CHANGE, "r", state, "", "", 10L, 20L, "e1");

    assertThat(database.execute(OrderRetention.DELETE, 20L, 20L, 20L, 10)).as("too young").isZero();
    assertThat(database.execute(OrderRetention.DELETE, 21L, 21L, 21L, 0)).isZero();
    assertThat(database.execute(OrderRetention.DELETE, 21L, 21L, 21L, 10)).isEqualTo(deleted);
    assertThat(database.column(JpaOrders.LOCK, "e1")).hasSize(1 - deleted);
  }

  @Test
  void a_certificate_of_another_ca_is_entered_once_for_an_enrolment_and_once_for_a_number()
      throws SQLException {
    assertThat(issued("e1", "01")).isEqualTo(1);
    assertThat(issued("e1", "02")).isZero();
    assertThat(issued("e2", "01")).isZero();
    assertThat(issued("e2", "02")).isEqualTo(1);
  }
}
