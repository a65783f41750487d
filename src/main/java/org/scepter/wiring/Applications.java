package org.scepter.wiring;

import jakarta.ws.rs.core.Application;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.scepter.platform.AccessFilter;
import org.scepter.platform.ProblemMapper;

/** The JAX-RS applications of the WAR, each under its own prefix so that other paths stay free. */
final class Applications {
  private Applications() {}

  /** One of each. */
  static List<Application> all() {
    return List.of(
        new NdesApplication(),
        new RegistrationPointApplication(),
        new EstApplication(),
        new DeviceEstApplication(),
        new NodeApplication(),
        new JoinApplication(),
        new SiteApplication(),
        new CheckInApplication(),
        new PasswordApplication(),
        new JamfApplication(),
        new CrlApplication(),
        new AiaApplication(),
        new OcspApplication(),
        new HealthApplication(),
        new MetricsApplication());
  }

  /** {@code resources} with what every application needs. */
  static Set<Class<?>> with(Class<?>... resources) {
    Set<Class<?>> classes = new LinkedHashSet<>(List.of(resources));
    classes.add(AccessFilter.class);
    classes.add(ProblemMapper.class);
    return classes;
  }
}
