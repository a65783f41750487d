package org.scepter.scep.endpoint;

import java.util.List;
import org.scepter.pki.Der;

/** Which certificates stand behind the issued one, which is always first, in a SUCCESS. */
public enum CertRepContent {
  /** None: Juniper refuses an answer that holds the CA's certificate. */
  ISSUED,
  /** The issuing CA's: Cisco's gateways need it, others do not mind. */
  ISSUED_AND_CA,
  /** All of its issuers, the root last, for devices that install the chain with the certificate. */
  ISSUED_AND_CHAIN;

  /**
   * @param chain the issuers, nearest first
   */
  public List<Der> behind(List<Der> chain) {
    return switch (this) {
      case ISSUED -> List.of();
      case ISSUED_AND_CA -> chain.subList(0, Math.min(1, chain.size()));
      case ISSUED_AND_CHAIN -> chain;
    };
  }
}
