package org.scepter.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.MigratedDatabase;

/** A release works with its own schema and brings older ones to it, never newer ones. */
class DatabaseSchemaTest {
  private MigratedDatabase database;

  @BeforeEach
  void open() throws SQLException {
    database = new MigratedDatabase();
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private DatabaseSchema release(String... scripts) {
    return new DatabaseSchema(database.dataSource(), List.of(scripts));
  }

  @Test
  void an_older_schema_is_brought_up_to_date() {
    assertThat(release("V1__platform.sql").migrate()).isEqualTo(1);
    assertThat(release("V1__platform.sql", "V2__issuing.sql").migrate()).isEqualTo(1);
    assertThat(release("V1__platform.sql", "V2__issuing.sql").migrate()).isZero();
  }

  @Test
  void a_newer_schema_is_refused_in_one_line_that_names_both_and_the_way_out() {
    release("V1__platform.sql", "V2__issuing.sql").migrate();

    assertThatThrownBy(() -> release("V1__platform.sql").migrate())
        .isInstanceOf(UnusableHomeException.class)
        .hasMessage(
            "the database has schema 2, this release knows 1 at most; deploy the release that was"
                + " here, or restore the backup from before the upgrade (scepter restore)");
  }

  @Test
  void the_refusal_leaves_the_database_as_it_is() throws SQLException {
    DatabaseSchema newer = release("V1__platform.sql", "V2__issuing.sql");
    newer.migrate();
    assertThatThrownBy(() -> release("V1__platform.sql").migrate()).isNotNull();

    assertThat(newer.migrate()).isZero();
    assertThat(database.column("SELECT COUNT(*) FROM schema_history WHERE version IS NOT NULL"))
        .containsExactly(2L);
  }

  @Test
  void a_schema_can_be_made_as_an_older_release_made_it() {
    DatabaseSchema release = release("V1__platform.sql", "V2__issuing.sql");

    assertThat(release.migrateTo("1")).isEqualTo(1);
    assertThat(release.migrate()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"2,1,true", "1,2,false", "12.1,12,true", "12,12.1,false", "9,10,false", "3,3,false"})
  void versions_are_compared_by_number(String version, String other, boolean isNewer) {
    assertThat(DatabaseSchema.isNewer(version, other)).isEqualTo(isNewer);
  }

  @Test
  void the_newest_version_is_that_of_the_last_script() {
    assertThat(DatabaseSchema.newest(List.of("V1__a.sql", "V12_1__b.sql"))).isEqualTo("12.1");
  }
}
