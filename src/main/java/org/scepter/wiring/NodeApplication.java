package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.issuing.est.AuthorityResource;
import org.scepter.issuing.status.NodeStatusResource;
import org.scepter.joining.keys.KeySetResource;
import org.scepter.registrationpoint.node.NodeFilter;

/** What nodes ask of the inside besides CRP and EST. */
@ApplicationPath("/node")
public class NodeApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(
        AuthorityResource.class, NodeStatusResource.class, KeySetResource.class, NodeFilter.class);
  }
}
