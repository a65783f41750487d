package org.scepter.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * What is known of a database as it was at one moment.
 *
 * @param takenAt nothing that was committed before is missing
 * @param schema its schema's version
 * @param rows how many rows each table has, in an order in which they can be put back
 */
public record Snapshot(Instant takenAt, String schema, Map<String, Long> rows) {
  /** The entry that says so; whatever ends before it is incomplete. */
  public static final String FILE = "snapshot.properties";

  /** Ends the names of the entries with rows. */
  public static final String ROWS = ".rows";

  /** Longest one that is read, in bytes. */
  public static final int MAX_LENGTH = 65_536;

  private static final String TABLE = "table.";

  public Snapshot {
    Objects.requireNonNull(takenAt);
    Objects.requireNonNull(schema);
    rows = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }

  /** As the entry has it. */
  public byte[] written() {
    Properties text = new Properties();
    text.setProperty("taken.at", takenAt.toString());
    text.setProperty("schema", schema);
    text.setProperty("tables", String.join(",", rows.keySet()));
    rows.forEach((table, count) -> text.setProperty(TABLE + table, Long.toString(count)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      text.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #written} gave.
   *
   * @throws IOException if it is something else
   */
  public static Snapshot read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
    Properties text = new Properties();
    try {
      text.load(new ByteArrayInputStream(bytes));
      Map<String, Long> rows = new LinkedHashMap<>();
      for (String table : text.getProperty("tables", "").split(",", -1)) {
        if (!table.isEmpty()) {
          rows.put(table, Long.valueOf(text.getProperty(TABLE + table, "")));
        }
      }
      String schema = text.getProperty("schema", "");
      if (bytes.length <= MAX_LENGTH && schema.matches("[0-9]{1,9}(\\.[0-9]{1,9}){0,3}")) {
        return new Snapshot(Instant.parse(text.getProperty("taken.at", "")), schema, rows);
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(FILE + " cannot be understood: " + e.getMessage(), e);
    }
    throw new IOException(FILE + " cannot be understood");
  }
}
