package org.scepter.monitoring.log;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.scepter.platform.ScepterHome;

/** The W3C extended access log in the home, one file for each day in UTC. */
@ApplicationScoped
public class AccessLog {
  private final LogFile file = new LogFile(AccessLine.HEADER, Long.MAX_VALUE);
  private final Path directory;

  AccessLog() {
    this.directory = null;
  }

  @Inject
  public AccessLog(ScepterHome home) {
    this(home.resolve("logs"));
  }

  AccessLog(Path directory) {
    this.directory = directory;
  }

  void append(AccessLine line) {
    LocalDate day = LocalDate.ofInstant(line.end(), ZoneOffset.UTC);
    file.append(directory.resolve("access-" + day + ".log"), line);
  }

  @PreDestroy
  void close() {
    file.close();
  }
}
