package org.scepter.testing.book;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which statements PostgreSQL would answer by reading a whole table. */
public final class FullScans {
  private static final Set<String> LONG_TABLES =
      Set.of(
          "audit_entry",
          "certificate",
          "challenge",
          "device",
          "device_collection_member",
          "device_profile",
          "enrolment",
          "revocation",
          "transaction_alias");
  private static final Pattern SCAN = Pattern.compile("Seq Scan on (\\w+)");

  private FullScans() {}

  /** The statements, by what is read in whole. */
  public static Map<String, String> of(Connection database, Set<String> statements)
      throws SQLException {
    Map<String, String> found = new TreeMap<>();
    try (Statement plain = database.createStatement()) {
      // Without looking at values: what is good for any of them.
      plain.execute("SET plan_cache_mode = force_generic_plan");
      for (String each : statements.stream().filter(FullScans::isPlanned).toList()) {
        Set<String> tables = scanned(plain, each);
        tables.retainAll(LONG_TABLES);
        if (!tables.isEmpty()) {
          found.put(each, String.join(", ", tables));
        }
      }
    }
    return found;
  }

  private static boolean isPlanned(String statement) {
    return statement.matches("(?i)(select|insert|update|delete) .*");
  }

  private static Set<String> scanned(Statement plain, String statement) throws SQLException {
    String[] parts = statement.split("\\?", -1);
    int parameters = parts.length - 1;
    StringBuilder numbered = new StringBuilder(parts[0]);
    for (int i = 1; i <= parameters; i++) {
      numbered.append('$').append(i).append(parts[i]);
    }
    plain.execute("PREPARE looked_at AS " + numbered);
    try (ResultSet rows = plain.executeQuery("EXPLAIN EXECUTE looked_at" + nulls(parameters))) {
      StringBuilder plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
      return SCAN.matcher(plan).results().map(each -> each.group(1)).collect(Collectors.toSet());
    } finally {
      plain.execute("DEALLOCATE looked_at");
    }
  }

  private static String nulls(int count) {
    return count == 0 ? "" : "(" + String.join(", ", Collections.nCopies(count, "NULL")) + ")";
  }
}
