package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.monitoring.HealthResource;

/** Health, for nodes and monitoring on the internal listener. */
@ApplicationPath("/health")
public class HealthApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(HealthResource.class);
  }
}
