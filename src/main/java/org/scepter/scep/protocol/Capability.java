package org.scepter.scep.protocol;

import java.util.Collection;
import java.util.stream.Collectors;

/** What a server can do, as GetCACaps says it (RFC 8894 §3.5.2). */
public enum Capability {
  POST_PKI_OPERATION("POSTPKIOperation"),
  RENEWAL("Renewal"),
  SHA_512("SHA-512"),
  /** Not in the RFC; strongSwan 5.9 offers nothing at all to a server without it. */
  SHA_384("SHA-384"),
  SHA_256("SHA-256"),
  SHA_1("SHA-1"),
  DES3("DES3"),
  AES("AES"),
  SCEP_STANDARD("SCEPStandard"),
  GET_NEXT_CA_CERT("GetNextCACert");

  private final String keyword;

  Capability(String keyword) {
    this.keyword = keyword;
  }

  /** The answer to GetCACaps, {@code text/plain}: a keyword a line, in the order given. */
  public static String text(Collection<Capability> capabilities) {
    return capabilities.stream()
        .map(capability -> capability.keyword + "\n")
        .collect(Collectors.joining());
  }
}
