package org.scepter.backup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;

/** After a restoration, before anybody is served: ends what may have been used since the backup. */
@ApplicationScoped
public class SettlementStart implements StartStep {
  private static final System.Logger LOG = System.getLogger(SettlementStart.class.getName());

  private final PlatformSettings settings;
  private final Instance<ScepterHome> home;
  private final Restorations restorations;

  SettlementStart() {
    this(null, null, null);
  }

  @Inject
  public SettlementStart(
      PlatformSettings settings, Instance<ScepterHome> home, Restorations restorations) {
    this.settings = settings;
    this.home = home;
    this.restorations = restorations;
  }

  @Override
  public int order() {
    return DATA - 1;
  }

  @Override
  public void start() {
    if (!settings.usesDatabase()) {
      return;
    }
    restorations.settle();
    RestoredFiles files = new RestoredFiles(home.get().directory());
    try {
      files.delete();
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          files.directory() + " is of no more use and cannot be deleted: " + e.getMessage());
    }
  }
}
