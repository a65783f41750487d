package org.scepter.scep;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.TemplateMap;
import org.scepter.scep.protocol.Capability;

/**
 * One SCEP endpoint: what NDES keeps beneath its MSCEP registry key.
 *
 * @param name {@code mscep} in {@code /scep/mscep}
 * @param authority who authorises
 * @param templates the template for each key usage
 * @param allowTripleDes whether 3DES-CBC is advertised and opened (RFC 8894 §2.9: may)
 * @param allowSha1Digest whether SHA-1 in message signatures is advertised and accepted (RFC 8894
 *     §2.9: may; §7 holds it tolerable there). Certificates never use it.
 * @param includeCaCertificate whether an answer carries the issuing CA's certificate behind the
 *     issued one: Cisco's VPN gateways need it, Juniper's refuse it, others do not mind
 */
record Endpoint(
    EndpointName name,
    EndpointAuthority authority,
    TemplateMap templates,
    boolean allowTripleDes,
    boolean allowSha1Digest,
    boolean includeCaCertificate) {
  Endpoint {
    Objects.requireNonNull(name);
    Objects.requireNonNull(authority);
    Objects.requireNonNull(templates);
  }

  /**
   * What GetCACaps says: what the endpoint really takes, in NDES's order. Renewal is missing until
   * RenewalReq is served.
   */
  List<Capability> capabilities() {
    List<Capability> all =
        new ArrayList<>(
            List.of(
                Capability.POST_PKI_OPERATION,
                Capability.SHA_512,
                Capability.SHA_384,
                Capability.SHA_256));
    if (allowSha1Digest) {
      all.add(Capability.SHA_1);
    }
    if (allowTripleDes) {
      all.add(Capability.DES3);
    }
    all.add(Capability.AES);
    all.add(Capability.SCEP_STANDARD);
    return all;
  }
}
