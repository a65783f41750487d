package org.scepter.testing.book;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes rows that are like those of a table that are there, but for some columns. */
final class Copies {
  private final List<String> columns = new ArrayList<>();
  private final List<Object[]> originals = new ArrayList<>();
  private final PreparedStatement insert;

  /** Of the rows whose {@code column} is {@code value}; the database gives numbers named id. */
  Copies(Connection database, String table, String column, String value) throws SQLException {
    try (PreparedStatement select =
        database.prepareStatement("SELECT * FROM " + table + " WHERE " + column + " = ?")) {
      select.setString(1, value);
      try (ResultSet rows = select.executeQuery()) {
        read(rows);
      }
    }
    if (originals.isEmpty()) {
      throw new IllegalStateException("nothing to copy in " + table);
    }
    insert =
        database.prepareStatement(
            "INSERT INTO %s (%s) VALUES (%s)"
                .formatted(
                    table,
                    String.join(", ", columns),
                    String.join(", ", Collections.nCopies(columns.size(), "?"))));
  }

  private void read(ResultSet rows) throws SQLException {
    ResultSetMetaData names = rows.getMetaData();
    for (int i = 1; i <= names.getColumnCount(); i++) {
      if (!isNumbered(names, i)) {
        columns.add(names.getColumnName(i));
      }
    }
    while (rows.next()) {
      Object[] row = new Object[columns.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = rows.getObject(columns.get(i));
      }
      originals.add(row);
    }
  }

  private static boolean isNumbered(ResultSetMetaData names, int column) throws SQLException {
    return names.getColumnName(column).equals("id")
        && names.getColumnClassName(column).equals(Long.class.getName());
  }

  /**
   * Adds a copy of each.
   *
   * @param changed other values, by column
   * @param texts what becomes of texts in the other columns
   */
  void add(Map<String, Object> changed, UnaryOperator<String> texts) throws SQLException {
    for (Object[] original : originals) {
      for (int i = 0; i < original.length; i++) {
        Object value = original[i];
        if (changed.containsKey(columns.get(i))) {
          value = changed.get(columns.get(i));
        } else if (value instanceof String) {
          value = texts.apply((String) value);
        }
        insert.setObject(i + 1, value);
      }
      insert.addBatch();
    }
  }

  void write() throws SQLException {
    insert.executeBatch();
  }
}
