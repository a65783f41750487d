package org.scepter.wiring;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import org.scepter.monitoring.log.SetupLog;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.StartStep;
import org.scepter.platform.UnusableHomeException;

/**
 * Starts the application or stops the deployment: all settings first, so that every fault is listed
 * at once, then the steps in their order.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Boot {
  private static final System.Logger LOG = System.getLogger(Boot.class.getName());

  @Inject private SettingsReader reader;
  @Inject private Instance<ScepterHome> home;
  @Inject @Any private Instance<SettingsCheck> checks;
  @Inject @Any private Instance<StartStep> steps;
  @Inject private SetupLog setupLog;

  @PostConstruct
  void start() {
    PlatformSettings.from(reader);
    checks.forEach(check -> check.check(reader));
    List<String> faults = reader.faults();
    if (!faults.isEmpty()) {
      throw stopped("the settings are not acceptable:\n  " + String.join("\n  ", faults), null);
    }
    try {
      home.get();
      steps.stream().sorted(Comparator.comparingInt(StartStep::order)).forEach(StartStep::start);
    } catch (UnusableHomeException e) {
      throw stopped(e.getMessage(), null);
    } catch (IllegalStateException e) {
      throw stopped(e.getMessage(), e);
    }
  }

  private IllegalStateException stopped(String why, Throwable cause) {
    setupLog.failed(why.lines().map(String::strip).toList());
    LOG.log(System.Logger.Level.ERROR, "Scepter does not start: " + why);
    return new IllegalStateException("Scepter does not start: " + why, cause);
  }
}
