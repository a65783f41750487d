package org.scepter.backup;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.scepter.platform.Migrations;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;

/** Puts the rows that {@code scepter restore} has left in the home into the empty database. */
@ApplicationScoped
public class RestorationStart implements StartStep {
  private static final System.Logger LOG = System.getLogger(RestorationStart.class.getName());

  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource dataSource;

  private final PlatformSettings settings;
  private final Instance<ScepterHome> home;
  private final Clock clock;

  RestorationStart() {
    this(null, null, null);
  }

  @Inject
  public RestorationStart(PlatformSettings settings, Instance<ScepterHome> home, Clock clock) {
    this.settings = settings;
    this.home = home;
    this.clock = clock;
  }

  @Override
  public int order() {
    return SCHEMA - 1;
  }

  @Override
  public void start() {
    if (!settings.usesDatabase()) {
      return;
    }
    RestoredFiles files = new RestoredFiles(home.get().directory());
    if (!files.areThere()) {
      return;
    }
    try {
      EmptyDatabase database = new EmptyDatabase(dataSource, Migrations.schema(dataSource));
      if (database.restore(files, clock.instant())) {
        LOG.log(System.Logger.Level.INFO, "the backup's rows are in the database");
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(
          "the backup in "
              + files.directory()
              + " cannot be put into the database: "
              + e.getMessage()
              + "; the next start tries again",
          e);
    }
  }
}
