package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.issuing.est.EstResource;
import org.scepter.registrationpoint.node.NodeFilter;

/** The CA for nodes on other servers, as RFC 7030 lays it out. */
@ApplicationPath("/.well-known/est")
public class EstApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(EstResource.class, NodeFilter.class);
  }
}
