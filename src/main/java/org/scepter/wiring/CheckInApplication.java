package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.device.CheckInResource;

/** Where devices fetch their policy. */
@ApplicationPath("/checkin")
public class CheckInApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(CheckInResource.class);
  }
}
