package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.issuing.publication.CrlResource;

/** The CRLs that certificates name. */
@ApplicationPath("/crl")
public class CrlApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(CrlResource.class);
  }
}
