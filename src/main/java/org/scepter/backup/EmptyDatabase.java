package org.scepter.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.scepter.platform.DatabaseSchema;
import org.scepter.platform.UnusableHomeException;

/** A database that is to get what a backup has, and must not have anything else. */
final class EmptyDatabase {
  private final DataSource dataSource;
  private final DatabaseSchema schema;

  EmptyDatabase(DataSource dataSource, DatabaseSchema schema) {
    this.dataSource = dataSource;
    this.schema = schema;
  }

  /**
   * Makes the backup's schema and loads its rows. A run that was cut off is begun again by the
   * next.
   *
   * @return false if they are there already
   * @throws UnusableHomeException if the database is not empty, or the clock is behind the backup's
   */
  boolean restore(RestoredFiles files, Instant now) throws SQLException, IOException {
    Snapshot snapshot = files.snapshot();
    Restoration restoration = new Restoration(files.id(), snapshot.takenAt(), now);
    // CRL numbers follow the clock: one that is behind would repeat some.
    if (now.isBefore(snapshot.takenAt())) {
      throw new UnusableHomeException(
          "it is " + now + " here, before the backup of " + snapshot.takenAt() + "; set the clock");
    }
    SnapshotLoad load = new SnapshotLoad(dataSource, files.directory());
    boolean isNew = isEmptyFor(restoration);
    if (isNew) {
      schema.migrateTo(snapshot.schema());
      isNew = load.load(restoration);
    }
    // Once others are served from it, numbers go on by themselves.
    if (isNew || isUnsettled(restoration)) {
      load.number();
    }
    return isNew;
  }

  private boolean isUnsettled(Restoration restoration) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      return isAny(
          statement,
          "SELECT 1 FROM restoration WHERE settled_at IS NULL AND id = '" + restoration.id() + "'");
    }
  }

  private boolean isEmptyFor(Restoration restoration) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = Table.all(connection).stream().map(Table::name).toList();
      if (tables.contains("restoration")
          && isAny(statement, "SELECT 1 FROM restoration WHERE id = '" + restoration.id() + "'")) {
        return false;
      }
      if (tables.contains("home_identity") && isAny(statement, "SELECT 1 FROM home_identity")) {
        throw new UnusableHomeException(
            "the database is not empty, so the backup cannot be put into it; give the server an"
                + " empty one and start it again");
      }
      return true;
    }
  }

  private static boolean isAny(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }
}
