package org.scepter.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Puts the rows of a snapshot into a database that has its schema and nothing else, all or none of
 * them.
 */
final class SnapshotLoad {
  private static final int BATCH = 500;
  private static final String CLAIM =
      """
      INSERT INTO restoration (id, taken_at, restored_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING\
      """;

  private final DataSource dataSource;
  private final Path directory;

  /**
   * @param directory with the snapshot's entries as files
   */
  SnapshotLoad(DataSource dataSource, Path directory) {
    this.dataSource = dataSource;
    this.directory = directory;
  }

  /**
   * Loads; of several servers that try at once one does it, and a killed one leaves nothing.
   *
   * @return false if this restoration's rows are there already
   */
  boolean load(Restoration restoration) throws SQLException, IOException {
    Snapshot snapshot;
    try (var in = Files.newInputStream(directory.resolve(Snapshot.FILE))) {
      snapshot = Snapshot.read(in);
    }
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean isFirst = claim(connection, restoration);
        if (isFirst) {
          load(connection, snapshot);
        }
        connection.commit();
        return isFirst;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private static boolean claim(Connection connection, Restoration restoration) throws SQLException {
    try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
      claim.setString(1, restoration.id());
      claim.setLong(2, restoration.takenAt().toEpochMilli());
      claim.setLong(3, restoration.restoredAt().toEpochMilli());
      return claim.executeUpdate() == 1;
    }
  }

  private void load(Connection connection, Snapshot snapshot) throws SQLException, IOException {
    Map<String, Table> tables = new HashMap<>();
    Table.all(connection).forEach(each -> tables.put(each.name(), each));
    for (Map.Entry<String, Long> each : snapshot.rows().entrySet()) {
      Table table = tables.get(each.getKey());
      if (table == null) {
        throw new IOException("schema " + snapshot.schema() + " has no table " + each.getKey());
      }
      long loaded = load(connection, table);
      if (loaded != each.getValue()) {
        throw new IOException(
            "table " + table.name() + " has " + loaded + " rows of " + each.getValue());
      }
    }
  }

  private long load(Connection connection, Table table) throws SQLException, IOException {
    Path file = directory.resolve(table.name() + Snapshot.ROWS);
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Table written = new Table(table.name(), header(table, lines));
      try (PreparedStatement insert = connection.prepareStatement(written.insert())) {
        long count = 0;
        Optional<List<Optional<String>>> row = RowText.read(lines);
        while (row.isPresent()) {
          add(insert, written, row.get());
          count++;
          if (count % BATCH == 0) {
            insert.executeBatch();
          }
          row = RowText.read(lines);
        }
        insert.executeBatch();
        return count;
      }
    }
  }

  private static List<Table.Column> header(Table table, BufferedReader lines) throws IOException {
    Map<String, Table.Column> known =
        table.columns().stream().collect(Collectors.toMap(Table.Column::name, Function.identity()));
    List<Optional<String>> names = RowText.read(lines).orElse(List.of());
    if (names.size() != known.size()
        || !names.stream().allMatch(name -> name.filter(known::containsKey).isPresent())) {
      throw new IOException("table " + table.name() + " has other columns");
    }
    return names.stream().map(name -> known.get(name.orElseThrow())).toList();
  }

  private static void add(PreparedStatement insert, Table table, List<Optional<String>> row)
      throws SQLException, IOException {
    if (row.size() != table.columns().size()) {
      throw new IOException("a row of table " + table.name() + " is incomplete");
    }
    for (int i = 0; i < row.size(); i++) {
      table.columns().get(i).kind().set(insert, i + 1, row.get(i));
    }
    insert.addBatch();
  }

  /** Has the database go on numbering after what is there. Of any number of times one counts. */
  void number() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (Table table : Table.all(connection)) {
        for (Table.Column column : table.columns()) {
          if (column.isIdentity()) {
            number(statement, table.name(), column.name());
          }
        }
      }
    }
  }

  private static void number(Statement statement, String table, String column) throws SQLException {
    long next;
    try (ResultSet rows =
        statement.executeQuery("SELECT COALESCE(MAX(" + column + "), 0) + 1 FROM " + table)) {
      rows.next();
      next = rows.getLong(1);
    }
    statement.executeUpdate(
        "ALTER TABLE " + table + " ALTER COLUMN " + column + " RESTART WITH " + next);
  }
}
