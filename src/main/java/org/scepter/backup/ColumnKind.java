package org.scepter.backup;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.Optional;

/** The kinds of columns that the schema has, and how their values are written. */
enum ColumnKind {
  TEXT(Types.VARCHAR),
  NUMBER(Types.BIGINT),
  TRUTH(Types.BOOLEAN),
  BYTES(Types.BINARY);

  private static final HexFormat HEX = HexFormat.of();

  private final int type;

  ColumnKind(int type) {
    this.type = type;
  }

  /**
   * The kind of a type of JDBC.
   *
   * @throws SQLException for one that no script has used yet
   */
  static ColumnKind of(String column, int type) throws SQLException {
    return switch (type) {
      case Types.VARCHAR -> TEXT;
      case Types.BIGINT, Types.INTEGER -> NUMBER;
      case Types.BOOLEAN, Types.BIT -> TRUTH;
      case Types.BINARY, Types.VARBINARY -> BYTES;
      default -> throw new SQLException("column " + column + " is of type " + type);
    };
  }

  Optional<String> written(ResultSet rows, int column) throws SQLException {
    String text =
        switch (this) {
          case TEXT -> rows.getString(column);
          case NUMBER -> Long.toString(rows.getLong(column));
          case TRUTH -> rows.getBoolean(column) ? "t" : "f";
          case BYTES -> hex(rows.getBytes(column));
        };
    return rows.wasNull() ? Optional.empty() : Optional.of(text);
  }

  private static String hex(byte[] bytes) {
    return bytes == null ? "" : "\\x" + HEX.formatHex(bytes);
  }

  void set(PreparedStatement statement, int parameter, Optional<String> written)
      throws SQLException, IOException {
    if (written.isEmpty()) {
      statement.setNull(parameter, type);
      return;
    }
    String text = written.get();
    try {
      switch (this) {
        case TEXT -> statement.setString(parameter, text);
        case NUMBER -> statement.setLong(parameter, Long.parseLong(text));
        case TRUTH -> statement.setBoolean(parameter, text.equals("t"));
        case BYTES -> statement.setBytes(parameter, HEX.parseHex(text, 2, text.length()));
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("a value is not of kind " + this, e);
    }
  }
}
