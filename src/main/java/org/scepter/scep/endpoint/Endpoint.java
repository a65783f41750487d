package org.scepter.scep.endpoint;

import java.util.Objects;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.TemplateMap;

/**
 * One SCEP endpoint: what NDES keeps beneath its MSCEP registry key.
 *
 * @param name {@code mscep} in {@code /scep/mscep}
 * @param authority who authorises
 * @param templates the template for each key usage
 * @param dialect how it speaks SCEP to its devices
 * @param est {@code est}, off: whether devices may enrol there by EST as well
 */
public record Endpoint(
    EndpointName name,
    EndpointAuthority authority,
    TemplateMap templates,
    Dialect dialect,
    boolean est) {
  public Endpoint {
    Objects.requireNonNull(name);
    Objects.requireNonNull(authority);
    Objects.requireNonNull(templates);
    Objects.requireNonNull(dialect);
  }
}
