package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.platform.AccessFilter;
import org.scepter.scep.NdesResource;
import org.scepter.scep.ScepFaultMapper;

/** NDES: {@code scep.ScepPathFilter} brings {@code /certsrv} and {@code /cgi-bin} here as well. */
@ApplicationPath("/scep")
public class NdesApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    // Not the problem documents of the other applications: devices read no JSON.
    return Set.of(NdesResource.class, ScepFaultMapper.class, AccessFilter.class);
  }
}
