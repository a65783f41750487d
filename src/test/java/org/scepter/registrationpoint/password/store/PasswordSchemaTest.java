package org.scepter.registrationpoint.password.store;

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
import org.scepter.testing.EmbeddedDatabase;

/** The statements on the embedded database, as it is configured in the server. */
class PasswordSchemaTest {
  private static final int MOST = 5;

  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database =
        new EmbeddedDatabase(
            "V3__registrationpoint.sql", "V6__registrationpoint_waiting.sql", "V9__password.sql");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private static long unused(Connection on, long now) throws SQLException {
    return (Long) EmbeddedDatabase.column(on, OneTimePasswordStore.COUNT, "mscep", now).get(0);
  }

  /** As the store does it, in one transaction. */
  private static boolean add(Connection on, String id, long now) throws SQLException {
    on.setAutoCommit(false);
    EmbeddedDatabase.execute(on, OneTimePasswordStore.OPEN_CACHE, "mscep");
    EmbeddedDatabase.execute(on, OneTimePasswordStore.LOCK_CACHE, "mscep");
    boolean room = unused(on, now) < MOST;
    if (room) {
      EmbeddedDatabase.execute(
          on, OneTimePasswordStore.INSERT, id, "mac-" + id, "mscep", 0, "", now, now + 100);
    }
    on.commit();
    on.setAutoCommit(true);
    return room;
  }

  private int take(String id, String key, long now) throws SQLException {
    return database.execute(OneTimePasswordStore.TAKE, key, now, id, now);
  }

  @Test
  void the_first_key_has_a_password_and_no_other() throws SQLException {
    add(database.connection(), "p1", 0);

    assertThat(take("p1", "a", 10)).isEqualTo(1);
    assertThat(take("p1", "b", 11)).isZero();
    assertThat(take("p1", "a", 11)).isZero();
  }

  @Test
  void nobody_has_an_expired_one() throws SQLException {
    add(database.connection(), "p1", 0);

    assertThat(take("p1", "a", 100)).isZero();
  }

  @Test
  void used_and_expired_ones_make_room() throws SQLException {
    for (int i = 0; i < MOST; i++) {
      assertThat(add(database.connection(), "p" + i, 0)).isTrue();
    }
    assertThat(add(database.connection(), "more", 1)).isFalse();
    take("p0", "a", 2);
    assertThat(add(database.connection(), "more", 3)).isTrue();
    assertThat(add(database.connection(), "again", 4)).isFalse();
    assertThat(add(database.connection(), "later", 101)).isTrue();
  }

  @Test
  void sixteen_at_once_fill_the_cache_and_no_more() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<Boolean>> added = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String id = "p" + i;
      added.add(
          threads.submit(
              () -> {
                try (Connection own = database.connect()) {
                  return add(own, id, 0);
                }
              }));
    }
    List<Boolean> rooms = new ArrayList<>();
    for (Future<Boolean> one : added) {
      rooms.add(one.get());
    }
    threads.shutdown();
    assertThat(Collections.frequency(rooms, true)).isEqualTo(MOST);
    assertThat(unused(database.connection(), 1)).isEqualTo(MOST);
  }

  private void waits(String id, String endpoint, String state, long createdAt) throws SQLException {
    database.execute(
        "INSERT INTO enrolment (id, endpoint, challenge_id, key_digest, device, profile, asked_by,"
            + " last_outcome, created_at, changed_at)"
            + " VALUES (?1, ?2, ?3, 'k', 'd', 'p', '', 'WAITING', 1, 1)",
        id,
        endpoint,
        id);
    database.execute(
        "INSERT INTO waiting_request (enrolment_id, state, request_digest, subject,"
            + " subject_alt_names, key_usage, key_algorithm, key_bits, created_at, expires_at,"
            + " reason) VALUES (?1, ?2, 'r', 'CN=d', '', 160, 'RSA', 2048, ?3, ?4, '')",
        id,
        state,
        createdAt,
        createdAt + 100);
  }

  private Object waiting(long since, long now, int most) throws SQLException {
    return database.column(OneTimePasswordStore.COUNT_WAITING, since, now, "mscep", most).get(0);
  }

  @Test
  void those_count_that_wait_at_the_endpoint_now_and_no_further_than_needed() throws SQLException {
    waits("w1", "mscep", "WAITING", 50);
    waits("w2", "mscep", "WAITING", 60);
    waits("w3", "mscep", "WAITING", 70);
    waits("denied", "mscep", "DENIED", 70);
    waits("approved", "mscep", "APPROVED", 70);
    waits("elsewhere", "other", "WAITING", 70);

    assertThat(waiting(0, 100, 10)).isEqualTo(3L);
    assertThat(waiting(0, 100, 2)).isEqualTo(2L);
    assertThat(waiting(0, 160, 10)).as("the second one's time is over").isEqualTo(1L);
    assertThat(waiting(60, 100, 10)).as("older than a request may get").isEqualTo(1L);
  }

  @Test
  void retention_deletes_what_has_ended() throws SQLException {
    add(database.connection(), "p1", 0);

    assertThat(database.execute(OneTimePasswordStore.DELETE, 100L, 10)).isZero();
    assertThat(database.execute(OneTimePasswordStore.DELETE, 101L, 10)).isEqualTo(1);
  }
}
