package org.scepter.diagnostics.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import org.scepter.diagnostics.node.NodeChecks;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;

/** Makes what needs no application. */
@ApplicationScoped
public class DiagnosticsBeans {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Produces
  @Dependent
  NodeChecks nodeChecks(
      ScepterHome home, PlatformSettings settings, SettingsReader reader, Clock clock) {
    return new NodeChecks(home, settings, reader, clock, TIMEOUT);
  }
}
