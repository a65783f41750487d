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

/** The statements of the book of templates. */
class TemplateSchemaTest {
  private EmbeddedDatabase database;

  @BeforeEach
  void schema() throws Exception {
    database = new EmbeddedDatabase("V18__issuing_templates.sql");
    assertThat(database.execute(JpaTemplates.ADD, "WiFi", 1, false, 1L)).isEqualTo(1);
    assertThat(database.execute(JpaTemplates.ADD_VERSION, "WiFi", 1, "{}", 1L)).isEqualTo(1);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void a_name_is_given_once() throws SQLException {
    assertThat(database.execute(JpaTemplates.ADD, "WiFi", 1, true, 2L)).isZero();
    assertThat(database.column("SELECT published FROM template")).containsExactly(false);
  }

  @Test
  void a_version_follows_the_one_in_force_once() throws SQLException {
    assertThat(database.execute(JpaTemplates.CHANGE, 2, 2L, "WiFi", 1)).isEqualTo(1);
    assertThat(database.execute(JpaTemplates.CHANGE, 2, 3L, "WiFi", 1)).isZero();
    assertThat(database.execute(JpaTemplates.CHANGE, 2, 3L, "Nowhere", 1)).isZero();
    assertThat(database.column("SELECT version FROM template")).containsExactly(2);
  }

  @Test
  void a_version_says_one_thing_for_ever_and_belongs_to_a_template() {
    assertThatThrownBy(() -> database.execute(JpaTemplates.ADD_VERSION, "WiFi", 1, "{}", 2L))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> database.execute(JpaTemplates.ADD_VERSION, "Nowhere", 1, "{}", 2L))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void publishing_makes_no_version() throws SQLException {
    assertThat(database.execute(JpaTemplates.PUBLISH, true, 2L, "WiFi")).isEqualTo(1);
    assertThat(database.execute(JpaTemplates.PUBLISH, true, 2L, "Nowhere")).isZero();
    assertThat(database.column("SELECT version FROM template")).containsExactly(1);
  }

  @Test
  void of_sixteen_changes_at_once_one_is_made() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<Integer>> changes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      changes.add(
          threads.submit(
              () -> {
                try (Connection own = database.connect()) {
                  return EmbeddedDatabase.execute(own, JpaTemplates.CHANGE, 2, 2L, "WiFi", 1);
                }
              }));
    }
    List<Integer> counts = new ArrayList<>();
    for (Future<Integer> each : changes) {
      counts.add(each.get());
    }
    threads.shutdown();
    assertThat(Collections.frequency(counts, 1)).isEqualTo(1);
  }
}
