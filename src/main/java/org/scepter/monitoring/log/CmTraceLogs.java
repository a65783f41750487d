package org.scepter.monitoring.log;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.scepter.monitoring.MonitoringSettings;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;

/**
 * The log files that administrators of NDES and ConfigMgr read, each fed by the logger of its name:
 * {@code scepter.CRP} writes {@code CRP.log}.
 */
@ApplicationScoped
public class CmTraceLogs implements StartStep {
  private static final String PREFIX = "scepter.";

  private final ScepterHome home;
  private final PlatformSettings platform;
  private final MonitoringSettings settings;
  // Strong references: the log system may keep weak ones, and a lost logger has lost its handler.
  private final List<Logger> loggers = new ArrayList<>();
  private final List<Handler> handlers = new ArrayList<>();

  CmTraceLogs() {
    this(null, null, null);
  }

  @Inject
  public CmTraceLogs(ScepterHome home, PlatformSettings platform, MonitoringSettings settings) {
    this.home = home;
    this.platform = platform;
    this.settings = settings;
  }

  /** Before all other steps, so that these files show the start as well. */
  @Override
  public int order() {
    return 1;
  }

  @Override
  public void start() {
    if (platform.has(NodeRole.NDES)) {
      attach("NDES", "NDES");
      attach("NDESPlugin", "NDESPlugin");
    }
    if (platform.has(NodeRole.CRP)) {
      attach("CRP", "CRP");
      attach("crpctrl", "SMS_CERTIFICATE_REGISTRATION_POINT");
    }
  }

  private void attach(String log, String component) {
    Logger logger = Logger.getLogger(PREFIX + log);
    Handler handler =
        new CmTraceHandler(
            home.resolve("logs/" + log + ".log"),
            component,
            settings.logFileSize(),
            ZoneId.systemDefault());
    logger.addHandler(handler);
    loggers.add(logger);
    handlers.add(handler);
  }

  @PreDestroy
  void detach() {
    for (int i = 0; i < loggers.size(); i++) {
      loggers.get(i).removeHandler(handlers.get(i));
      handlers.get(i).close();
    }
  }
}
