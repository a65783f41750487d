package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.registrationpoint.jamf.JamfResource;

/** Where Jamf Pro fetches challenges. */
@ApplicationPath("/jamf")
public class JamfApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(JamfResource.class);
  }
}
