package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.monitoring.MetricsResource;

/** Metrics, for monitoring on the internal listener. */
@ApplicationPath("/metrics")
public class MetricsApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(MetricsResource.class);
  }
}
