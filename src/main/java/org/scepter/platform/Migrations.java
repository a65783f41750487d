package org.scepter.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;

/**
 * Brings the schema of an empty or older database up to date; a newer one is refused. The scripts
 * are one dialect that PostgreSQL and H2 in its PostgreSQL mode both speak.
 */
@ApplicationScoped
public class Migrations implements StartStep {
  private static final System.Logger LOG = System.getLogger(Migrations.class.getName());
  private static final List<String> SCRIPTS =
      List.of(
          "V1__platform.sql",
          "V2__issuing.sql",
          "V3__registrationpoint.sql",
          "V4__site.sql",
          "V5__monitoring.sql",
          "V6__registrationpoint_waiting.sql",
          "V7__issuing_revocation.sql",
          "V9__password.sql",
          "V10__registrationpoint_renewal.sql",
          "V11__registrationpoint_issuing_ca.sql",
          "V12__registrationpoint_challenges.sql",
          "V12_1__site_clock.sql",
          "V12_2__registrationpoint_nodes.sql",
          "V12_3__site_report.sql",
          "V13__registrationpoint_outside.sql",
          "V13_1__registrationpoint_contested.sql",
          "V15__joining.sql",
          "V15_1__ra_key_sets.sql",
          "V15_2__registrationpoint_key_of_another.sql",
          "V16__registrationpoint_ndes.sql",
          "V17__issuing_delta.sql",
          "V17_1__site_retired.sql",
          "V17_2__issuing_elsewhere.sql",
          "V18__issuing_templates.sql",
          "V18_1__registrationpoint_ra_keys.sql",
          "V18_2__backup.sql",
          "V22__issuing_revocation_elsewhere.sql");

  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource dataSource;

  private final PlatformSettings settings;

  Migrations() {
    this.settings = null;
  }

  @Inject
  public Migrations(PlatformSettings settings) {
    this.settings = settings;
  }

  /** This release's schema of a database. */
  public static DatabaseSchema schema(DataSource dataSource) {
    return new DatabaseSchema(dataSource, SCRIPTS);
  }

  /** The version of this release's schema. */
  public static String newest() {
    return DatabaseSchema.newest(SCRIPTS);
  }

  @Override
  public int order() {
    return SCHEMA;
  }

  @Override
  public void start() {
    if (!settings.usesDatabase()) {
      return;
    }
    int done = schema(dataSource).migrate();
    LOG.log(System.Logger.Level.INFO, "database schema: " + done + " migrations applied");
  }
}
