package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.issuing.status.OcspResource;

/** The OCSP responder that certificates name. */
@ApplicationPath("/ocsp")
public class OcspApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(OcspResource.class);
  }
}
