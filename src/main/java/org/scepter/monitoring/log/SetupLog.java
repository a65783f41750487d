package org.scepter.monitoring.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;
import org.scepter.platform.log.CmTraceLine;

/**
 * {@code crpsetup.log}: how each deployment ended, in the words by which ConfigMgr's administrators
 * know that the registration point is installed.
 */
@ApplicationScoped
public class SetupLog implements StartStep {
  private static final int DONE = 0;

  // ERROR_INSTALL_FAILURE of Windows' installer.
  private static final int FAILED = 1603;

  private final PlatformSettings platform;
  private final Instance<ScepterHome> home;
  private final Clock clock;

  SetupLog() {
    this(null, null, null);
  }

  @Inject
  public SetupLog(PlatformSettings platform, Instance<ScepterHome> home, Clock clock) {
    this.platform = platform;
    this.home = home;
    this.clock = clock;
  }

  /** Behind every other step: none of them has failed. */
  @Override
  public int order() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void start() {
    if (platform.has(NodeRole.CRP)) {
      write(home.get(), List.of(), DONE);
    }
  }

  /** The deployment has failed; says so where there is a home to say it in. */
  public void failed(List<String> faults) {
    try {
      if (platform.has(NodeRole.CRP)) {
        write(home.get(), faults, FAILED);
      }
    } catch (RuntimeException e) {
      // Without a usable home the server's own log alone tells it.
    }
  }

  private void write(ScepterHome where, List<String> faults, int code) {
    Path file = where.resolve("logs/crpsetup.log");
    try (LogFile log = new LogFile("", Long.MAX_VALUE)) {
      for (CmTraceLine line : lines(where, faults, code)) {
        log.append(file, line);
      }
    }
  }

  private List<CmTraceLine> lines(ScepterHome where, List<String> faults, int code) {
    List<CmTraceLine> lines = new ArrayList<>();
    lines.add(line("====================================================================", true));
    lines.add(line("SMSCRP Setup Started....", true));
    lines.add(line("Home: " + where.directory(), true));
    lines.add(line("Registration point: port " + platform.internalPort(), true));
    faults.forEach(fault -> lines.add(line(fault, false)));
    lines.add(line("CRP.msi exited with return code: " + code, code == DONE));
    lines.add(
        line(code == DONE ? "Installation was successful." : "Installation failed.", code == DONE));
    return lines;
  }

  private CmTraceLine line(String text, boolean good) {
    return new CmTraceLine(
        text,
        "",
        clock.instant().atZone(ZoneId.systemDefault()),
        "SMSCRP",
        "",
        good ? CmTraceLine.Type.INFORMATION : CmTraceLine.Type.ERROR,
        Thread.currentThread().getId(),
        "SetupLog.java");
  }
}
