package org.scepter.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.platform.Migrations;
import org.scepter.platform.UnusableHomeException;
import org.scepter.testing.MigratedDatabase;
import org.scepter.testing.SetClock;

/** A database as it was at one moment, in another database. */
class SnapshotTest {
  private static final Instant TAKEN = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant LATER = TAKEN.plusSeconds(7200);
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String AUDIT =
      """
      INSERT INTO audit_entry (happened_at, actor, listener, address, action, object_name, outcome,
        reason, transaction_id) VALUES (?1, 'a', 'NONE', '', 'x', 'y', 'DONE', ?2, '')\
      """;

  @TempDir private Path home;
  private final SetClock clock = new SetClock(TAKEN);
  private MigratedDatabase from;
  private MigratedDatabase to;

  @BeforeEach
  void open() throws SQLException {
    from = new MigratedDatabase();
    to = new MigratedDatabase();
    Migrations.schema(from.dataSource()).migrate();
    from.execute("INSERT INTO home_identity (id, identity) VALUES (1, 'ours')");
    from.execute(AUDIT, 1L, "a\ttab, a \\ and\r\na line");
    from.execute(AUDIT, 2L, "ä€");
    from.execute(
        """
        INSERT INTO certificate (kind, state, issuer, serial, subject, subject_digest, key_digest,
          purpose, endpoint, template, template_version, not_before, not_after, recorded_at,
          issued_at, certificate) VALUES ('INFRASTRUCTURE', 'ISSUED', 'ca', '01', 'CN=a', '', '',
          'ra', '', '', 1, 0, 9, 0, 1, ?1)\
        """,
        new byte[] {0, 1, (byte) 0xff});
    from.execute(
        """
        INSERT INTO revocation (certificate_id, issuer, serial, not_after, revoked_at, reason,
          listed_in) VALUES (1, 'ca', '01', 9, 5, 'superseded', 0)\
        """);
    from.execute(
        """
        INSERT INTO device_profile (device, profile, contested, changed_at)
          VALUES ('phone', 'wifi', TRUE, 7)\
        """);
  }

  @AfterEach
  void close() throws SQLException {
    from.close();
    to.close();
  }

  private byte[] taken() throws SQLException, IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    writer().write(zip);
    return zip.toByteArray();
  }

  private SnapshotWriter writer() {
    return new SnapshotWriter(from.dataSource(), Migrations.newest(), clock);
  }

  private RestoredFiles unpacked(byte[] zip) throws IOException {
    RestoredFiles files = new RestoredFiles(home);
    Files.createDirectories(files.directory());
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry each = entries.getNextEntry(); each != null; each = entries.getNextEntry()) {
        Files.write(files.directory().resolve(each.getName()), entries.readAllBytes());
      }
    }
    Files.writeString(files.directory().resolve(RestoredFiles.ID), ID + "\n");
    return files;
  }

  private boolean restore(RestoredFiles files) throws SQLException, IOException {
    return new EmptyDatabase(to.dataSource(), Migrations.schema(to.dataSource()))
        .restore(files, LATER);
  }

  private static List<Object> rows(MigratedDatabase database, String columns) throws SQLException {
    return database.column("SELECT CONCAT_WS('|', " + columns + " ORDER BY 1");
  }

  private void requireTheSame(String columns) throws SQLException {
    assertThat(rows(to, columns)).isNotEmpty().isEqualTo(rows(from, columns));
  }

  @Test
  void every_row_comes_back_as_it_was() throws Exception {
    assertThat(restore(unpacked(taken()))).isTrue();

    requireTheSame("id, happened_at, reason, outcome) FROM audit_entry");
    requireTheSame("id, serial, RAWTOHEX(certificate), enrolment_id) FROM certificate");
    requireTheSame("certificate_id, revoked_at, reason) FROM revocation");
    requireTheSame("device, contested, clock_ahead_seconds, findings) FROM device_profile");
    requireTheSame("id, identity) FROM home_identity");
    assertThat(to.column("SELECT enrolment_id FROM certificate")).containsExactly((Object) null);
    assertThat(to.column("SELECT contested FROM device_profile")).containsExactly(true);
  }

  @Test
  void the_database_goes_on_numbering_after_what_it_has_got() throws Exception {
    restore(unpacked(taken()));

    to.execute(AUDIT, 3L, "next");

    assertThat(to.column("SELECT id FROM audit_entry WHERE reason = 'next'")).containsExactly(3L);
  }

  @Test
  void what_is_written_while_it_is_taken_is_not_in_it() throws Exception {
    ByteArrayOutputStream zip =
        new ByteArrayOutputStream() {
          private int added;

          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            if (toString(StandardCharsets.ISO_8859_1).contains("challenge.rows")) {
              added++;
              addRetiredDevice("late-" + added);
            }
          }
        };

    writer().write(zip);

    assertThat(from.column("SELECT name FROM retired_device")).isNotEmpty();
    RestoredFiles files = unpacked(zip.toByteArray());
    assertThat(files.snapshot().rows()).containsEntry("retired_device", 0L);
    restore(files);
    assertThat(to.column("SELECT name FROM retired_device")).isEmpty();
  }

  private void addRetiredDevice(String name) {
    try {
      from.execute("INSERT INTO retired_device (name, retired_at) VALUES (?1, 1)", name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void it_says_from_when_it_is_and_which_schema_it_has() throws Exception {
    Snapshot snapshot = unpacked(taken()).snapshot();

    assertThat(snapshot.takenAt()).isEqualTo(TAKEN);
    assertThat(snapshot.schema()).isEqualTo(Migrations.newest());
    assertThat(snapshot.rows()).containsEntry("audit_entry", 2L).containsEntry("certificate", 1L);
    assertThat(snapshot.rows()).doesNotContainKeys("schema_history", "job_lease");
  }

  @Test
  void started_again_with_the_same_files_it_loads_nothing_twice() throws Exception {
    RestoredFiles files = unpacked(taken());
    restore(files);

    assertThat(restore(files)).isFalse();

    assertThat(to.column("SELECT COUNT(*) FROM audit_entry")).containsExactly(2L);
    assertThat(to.column("SELECT restored_at FROM restoration"))
        .containsExactly(LATER.toEpochMilli());
  }

  @Test
  void a_load_that_was_cut_off_leaves_nothing_and_is_begun_again() throws Exception {
    RestoredFiles files = unpacked(taken());
    Path late = files.directory().resolve("revocation.rows");
    byte[] whole = Files.readAllBytes(late);
    Files.delete(late);
    assertThatThrownBy(() -> restore(files)).isInstanceOf(IOException.class);
    assertThat(to.column("SELECT COUNT(*) FROM audit_entry")).containsExactly(0L);
    assertThat(to.column("SELECT COUNT(*) FROM restoration")).containsExactly(0L);

    Files.write(late, whole);

    assertThat(restore(files)).isTrue();
    assertThat(to.column("SELECT COUNT(*) FROM audit_entry")).containsExactly(2L);
  }

  @Test
  void a_table_that_lost_rows_is_refused() throws Exception {
    RestoredFiles files = unpacked(taken());
    Path table = files.directory().resolve("audit_entry.rows");
    List<String> lines = Files.readAllLines(table);
    Files.write(table, lines.subList(0, lines.size() - 1));

    assertThatThrownBy(() -> restore(files)).hasMessage("table audit_entry has 1 rows of 2");
  }

  @Test
  void a_database_that_has_something_is_refused_and_left_alone() throws Exception {
    Migrations.schema(to.dataSource()).migrate();
    to.execute("INSERT INTO home_identity (id, identity) VALUES (1, 'theirs')");
    RestoredFiles files = unpacked(taken());

    assertThatThrownBy(() -> restore(files))
        .isInstanceOf(UnusableHomeException.class)
        .hasMessageContaining("not empty");
    assertThat(to.column("SELECT identity FROM home_identity")).containsExactly("theirs");
  }

  @Test
  void a_clock_that_is_behind_the_backups_is_refused() throws Exception {
    RestoredFiles files = unpacked(taken());
    EmptyDatabase database = new EmptyDatabase(to.dataSource(), Migrations.schema(to.dataSource()));

    assertThatThrownBy(() -> database.restore(files, TAKEN.minusSeconds(1)))
        .isInstanceOf(UnusableHomeException.class)
        .hasMessageContaining("set the clock");
  }
}
