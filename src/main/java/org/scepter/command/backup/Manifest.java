package org.scepter.command.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.scepter.pki.Sha256;

/**
 * What a backup consists of; its last entry.
 *
 * @param takenAt nothing that was done before is missing
 * @param schema the version of the database's schema; empty for a node without a database
 * @param inToken key stores of the home whose keys are in its token
 * @param entries the SHA-256 of each other entry
 */
record Manifest(Instant takenAt, String schema, List<String> inToken, Map<String, Sha256> entries) {
  static final String FILE = "manifest.properties";
  static final int MAX_LENGTH = 16 << 20;
  private static final String VERSION = "1";
  private static final String ENTRY = "sha256.";

  Manifest {
    Objects.requireNonNull(takenAt);
    Objects.requireNonNull(schema);
    inToken = List.copyOf(inToken);
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  boolean hasDatabase() {
    return !schema.isEmpty();
  }

  byte[] written() {
    Properties text = new Properties();
    text.setProperty("version", VERSION);
    text.setProperty("taken.at", takenAt.toString());
    text.setProperty("schema", schema);
    text.setProperty("in.token", String.join(",", inToken));
    entries.forEach((name, sha256) -> text.setProperty(ENTRY + name, sha256.hex()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      text.store(out, "What scepter restore checks before it writes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #written} gave.
   *
   * @throws IOException if it is something else or of another version
   */
  static Manifest read(byte[] bytes) throws IOException {
    Properties text = new Properties();
    try {
      text.load(new ByteArrayInputStream(bytes));
      if (!VERSION.equals(text.getProperty("version"))) {
        throw new IOException("this release reads backups of version " + VERSION + " alone");
      }
      Map<String, Sha256> entries = new LinkedHashMap<>();
      for (String key : text.stringPropertyNames()) {
        if (key.startsWith(ENTRY)) {
          entries.put(key.substring(ENTRY.length()), new Sha256(text.getProperty(key)));
        }
      }
      return new Manifest(
          Instant.parse(text.getProperty("taken.at", "")),
          text.getProperty("schema", ""),
          Stream.of(text.getProperty("in.token", "").split(",", -1))
              .filter(name -> !name.isEmpty())
              .toList(),
          entries);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(FILE + " cannot be understood: " + e.getMessage(), e);
    }
  }
}
