package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.registrationpoint.password.MscepAdminResource;

/** Where administrators take passwords; {@code scep.ScepPathFilter} brings every spelling here. */
@ApplicationPath("/certsrv")
public class PasswordApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(MscepAdminResource.class);
  }
}
