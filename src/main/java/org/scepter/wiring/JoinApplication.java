package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.joining.JoinResource;

/** Where a machine becomes a node; apart from what registered nodes alone may call. */
@ApplicationPath("/join")
public class JoinApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(JoinResource.class);
  }
}
