package org.scepter.platform;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** A database's schema as a list of scripts makes it. */
public final class DatabaseSchema {
  private final DataSource dataSource;
  private final List<String> scripts;

  /**
   * @param scripts {@code V12_1__site.sql}, in the order of their versions
   */
  public DatabaseSchema(DataSource dataSource, List<String> scripts) {
    this.dataSource = dataSource;
    this.scripts = List.copyOf(scripts);
  }

  /** The version that the last of the scripts makes, {@code 12.1}. */
  public static String newest(List<String> scripts) {
    String last = scripts.get(scripts.size() - 1);
    return last.substring(1, last.indexOf("__")).replace('_', '.');
  }

  /** Whether a schema has what only scripts after {@code other} make. */
  public static boolean isNewer(String version, String other) {
    return MigrationVersion.fromVersion(version).compareTo(MigrationVersion.fromVersion(other)) > 0;
  }

  /**
   * Brings an empty or older schema to the newest version.
   *
   * @return how many scripts ran
   * @throws UnusableHomeException if the schema is newer than the scripts
   * @throws IllegalStateException if a script fails or the database is another's
   */
  public int migrate() {
    return migrate(configured().load());
  }

  /** The same up to {@code version}. */
  public int migrateTo(String version) {
    return migrate(configured().target(version).load());
  }

  private FluentConfiguration configured() {
    return Flyway.configure(DatabaseSchema.class.getClassLoader())
        .dataSource(dataSource)
        .resourceProvider(new SchemaScripts(scripts))
        .javaMigrationClassProvider(List::of)
        .table("schema_history")
        .ignoreMigrationPatterns(new String[0]);
  }

  private int migrate(Flyway flyway) {
    try {
      requireNotNewer(flyway.info().current());
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "the database cannot be brought to this release's schema: " + e.getMessage(), e);
    }
  }

  private void requireNotNewer(MigrationInfo current) {
    String known = newest(scripts);
    if (current != null
        && current.getVersion() != null
        && isNewer(current.getVersion().getVersion(), known)) {
      throw new UnusableHomeException(
          "the database has schema "
              + current.getVersion()
              + ", this release knows "
              + known
              + " at most; deploy the release that was here, or restore the backup from before the"
              + " upgrade (scepter restore)");
    }
  }
}
