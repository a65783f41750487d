package org.scepter.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;

/**
 * Writes a database as it is at one moment, while it is at work: a ZIP with the rows of each table,
 * and at last what it is.
 */
final class SnapshotWriter {
  private static final int FETCH = 500;

  private final DataSource dataSource;
  private final String schema;
  private final Clock clock;

  /**
   * @param schema the version of the database's schema
   */
  SnapshotWriter(DataSource dataSource, String schema, Clock clock) {
    this.dataSource = dataSource;
    this.schema = schema;
    this.clock = clock;
  }

  void write(OutputStream out) throws IOException, SQLException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.BEST_SPEED);
    try (Connection connection = dataSource.getConnection()) {
      List<Table> tables = Table.all(connection);
      int isolation = connection.getTransactionIsolation();
      // At this level both databases show all tables as they were at the first statement; on H2
      // no lower one does.
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      connection.setAutoCommit(false);
      try {
        Instant takenAt = clock.instant();
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Table each : tables) {
          zip.putNextEntry(new ZipEntry(each.name() + Snapshot.ROWS));
          rows.put(each.name(), rows(connection, each, zip));
          zip.closeEntry();
        }
        zip.putNextEntry(new ZipEntry(Snapshot.FILE));
        zip.write(new Snapshot(takenAt, schema, rows).written());
        zip.closeEntry();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setTransactionIsolation(isolation);
      }
    }
    zip.finish();
    zip.flush();
  }

  private static long rows(Connection connection, Table table, OutputStream to)
      throws SQLException, IOException {
    // Its end is the entry's, not the stream's.
    Writer text = new OutputStreamWriter(to, StandardCharsets.UTF_8);
    List<Optional<String>> row = new ArrayList<>();
    table.columns().forEach(each -> row.add(Optional.of(each.name())));
    text.write(RowText.line(row));
    long count = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet rows = statement.executeQuery(table.select())) {
        while (rows.next()) {
          for (int i = 0; i < row.size(); i++) {
            row.set(i, table.columns().get(i).kind().written(rows, i + 1));
          }
          text.write(RowText.line(row));
          count++;
        }
      }
    }
    text.flush();
    return count;
  }
}
