package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.platform.AccessFilter;
import org.scepter.scep.ScepFaultMapper;
import org.scepter.scep.est.DeviceEstResource;

/** EST for devices: {@code scep.est.EstPathFilter} brings {@code /.well-known/est} here. */
@ApplicationPath("/est")
public class DeviceEstApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    // Devices read no JSON.
    return Set.of(DeviceEstResource.class, ScepFaultMapper.class, AccessFilter.class);
  }
}
