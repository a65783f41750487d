package org.scepter.scep;

import java.util.Objects;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.TemplateMap;

/**
 * One SCEP endpoint: what NDES keeps beneath its MSCEP registry key.
 *
 * @param name {@code mscep} in {@code /scep/mscep}
 * @param authority who authorises
 * @param templates the template for each key usage
 * @param allowTripleDes whether 3DES-CBC is advertised and opened (RFC 8894 §2.9: may)
 * @param allowSha1Digest whether SHA-1 in message signatures is advertised and accepted (RFC 8894
 *     §2.9: may; §7 holds it tolerable there). Certificates never use it.
 */
record Endpoint(
    EndpointName name,
    EndpointAuthority authority,
    TemplateMap templates,
    boolean allowTripleDes,
    boolean allowSha1Digest) {
  Endpoint {
    Objects.requireNonNull(name);
    Objects.requireNonNull(authority);
    Objects.requireNonNull(templates);
  }
}
