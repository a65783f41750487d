package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.registrationpoint.CertificateRegistrationResource;
import org.scepter.registrationpoint.node.NodeFilter;

/** The registration point for policy modules on other servers. */
@ApplicationPath("/CMCertificateRegistration")
public class RegistrationPointApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(CertificateRegistrationResource.class, NodeFilter.class);
  }
}
