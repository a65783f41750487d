package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.issuing.publication.AiaResource;

/** The CA certificates that certificates name. */
@ApplicationPath("/aia")
public class AiaApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(AiaResource.class);
  }
}
