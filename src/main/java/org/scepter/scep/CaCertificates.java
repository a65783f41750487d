package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.pki.Der;
import org.scepter.scep.endpoint.Endpoint;

/**
 * The certificates that devices fetch before they enrol: the RA's two, the issuing CA's and its
 * issuers, and those that follow them.
 */
@ApplicationScoped
public class CaCertificates {
  private final RegistrationAuthority registrationAuthority;
  private final IssuingAuthority issuingAuthority;
  private volatile boolean isNextAway;

  CaCertificates() {
    this(null, null);
  }

  @Inject
  public CaCertificates(
      RegistrationAuthority registrationAuthority, IssuingAuthority issuingAuthority) {
    this.registrationAuthority = registrationAuthority;
    this.issuingAuthority = issuingAuthority;
  }

  /** The answer to GetCACert: a degenerate SignedData; empty if no CA was ever known. */
  Optional<byte[]> bundle(Endpoint endpoint) {
    return registrationAuthority.generations().bundle(endpoint.dialect().includeRoot());
  }

  /** The issuing CA's certificate; empty if it was never known. */
  Optional<Der> issuingCa() {
    return registrationAuthority.generations().current().map(each -> each.chain().get(0));
  }

  /** The issuing CA and its issuers up to and with the root; empty if it was never known. */
  public List<Der> chain() {
    return registrationAuthority.generations().current().map(CaGeneration::chain).orElse(List.of());
  }

  /** The answer to GetNextCACert, signed by the current CA; empty while there is no next one. */
  Optional<Der> next() {
    try {
      Optional<Der> next = issuingAuthority.nextAuthority();
      isNextAway = false;
      return next;
    } catch (RuntimeException e) {
      // Every GetCACaps asks for it.
      if (!isNextAway) {
        isNextAway = true;
        OperationLog.noNextCa(e);
      }
      return Optional.empty();
    }
  }
}
