package org.scepter.backup;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table that a backup has.
 *
 * @param columns in their order
 */
record Table(String name, List<Column> columns) {
  // What says how the schema was made is made again with it; a lease belongs to a running server.
  private static final Set<String> LEFT_OUT = Set.of("schema_history", "job_lease");

  /**
   * One of its columns.
   *
   * @param isIdentity whether the database numbers it
   */
  record Column(String name, ColumnKind kind, boolean isIdentity) {}

  Table {
    columns = List.copyOf(columns);
  }

  String select() {
    return "SELECT " + columnNames() + " FROM " + name;
  }

  String insert() {
    boolean isNumbered = columns.stream().anyMatch(Column::isIdentity);
    String values = columns.stream().map(each -> "?").collect(Collectors.joining(", "));
    return "INSERT INTO "
        + name
        + " ("
        + columnNames()
        + ") "
        + (isNumbered ? "OVERRIDING SYSTEM VALUE " : "")
        + "VALUES ("
        + values
        + ")";
  }

  private String columnNames() {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** All tables of a connection's schema, each after those that it refers to. */
  static List<Table> all(Connection connection) throws SQLException {
    DatabaseMetaData catalogue = connection.getMetaData();
    String schema = connection.getSchema();
    Map<String, Table> found = new LinkedHashMap<>();
    for (String name : names(catalogue, schema)) {
      found.put(name, new Table(name, columns(catalogue, schema, name)));
    }
    List<Table> ordered = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : found.keySet()) {
      place(name, found, catalogue, schema, seen, ordered);
    }
    return ordered;
  }

  private static void place(
      String name,
      Map<String, Table> found,
      DatabaseMetaData catalogue,
      String schema,
      Set<String> seen,
      List<Table> ordered)
      throws SQLException {
    if (!found.containsKey(name) || !seen.add(name)) {
      return;
    }
    for (String before : referred(catalogue, schema, name)) {
      place(before, found, catalogue, schema, seen, ordered);
    }
    ordered.add(found.get(name));
  }

  private static List<String> names(DatabaseMetaData catalogue, String schema) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = catalogue.getTables(null, schema, "%", new String[] {"TABLE"})) {
      while (rows.next()) {
        names.add(rows.getString("TABLE_NAME"));
      }
    }
    names.removeAll(LEFT_OUT);
    names.sort(Comparator.naturalOrder());
    return names;
  }

  private static List<Column> columns(DatabaseMetaData catalogue, String schema, String table)
      throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (ResultSet rows = catalogue.getColumns(null, schema, escaped(catalogue, table), "%")) {
      while (rows.next()) {
        String name = rows.getString("COLUMN_NAME");
        columns.add(
            new Column(
                name,
                ColumnKind.of(table + "." + name, rows.getInt("DATA_TYPE")),
                "YES".equals(rows.getString("IS_AUTOINCREMENT"))));
      }
    }
    return columns;
  }

  // A name is a pattern there, and an underscore stands for any letter.
  private static String escaped(DatabaseMetaData catalogue, String name) throws SQLException {
    return name.replace("_", catalogue.getSearchStringEscape() + "_");
  }

  private static Set<String> referred(DatabaseMetaData catalogue, String schema, String table)
      throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet rows = catalogue.getImportedKeys(null, schema, table)) {
      while (rows.next()) {
        names.add(rows.getString("PKTABLE_NAME"));
      }
    }
    names.remove(table);
    return names;
  }
}
