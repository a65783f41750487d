package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.pki.Der;
import org.scepter.scep.protocol.CertificateBundle;

/**
 * The certificates that devices fetch before they enrol: the RA's two, the issuing CA's and its
 * issuers. The last good chain serves while the CA cannot be asked.
 */
@ApplicationScoped
public class CaCertificates {
  private final RegistrationAuthority registrationAuthority;
  private final IssuingAuthority issuingAuthority;
  private volatile Bundle latest = new Bundle(List.of(), new byte[0]);

  CaCertificates() {
    this(null, null);
  }

  @Inject
  public CaCertificates(
      RegistrationAuthority registrationAuthority, IssuingAuthority issuingAuthority) {
    this.registrationAuthority = registrationAuthority;
    this.issuingAuthority = issuingAuthority;
  }

  /** The answer to GetCACert: a degenerate SignedData; empty if no chain was ever known. */
  Optional<byte[]> bundle() {
    Bundle current = current();
    return current.chain.isEmpty() ? Optional.empty() : Optional.of(current.encoded);
  }

  /** The issuing CA's certificate; empty if it was never known. */
  Optional<Der> issuingCa() {
    return current().chain.stream().findFirst();
  }

  private Bundle current() {
    List<Der> chain;
    try {
      chain = issuingAuthority.chain();
    } catch (RuntimeException e) {
      OperationLog.chainMissing(e);
      return latest;
    }
    Bundle known = latest;
    if (chain.equals(known.chain)) {
      return known;
    }
    List<Der> all = new ArrayList<>(registrationAuthority.certificates());
    all.addAll(chain);
    Bundle made = new Bundle(List.copyOf(chain), CertificateBundle.of(all));
    latest = made;
    return made;
  }

  /** A chain with its encoding, so that both change at once. */
  private static final class Bundle {
    private final List<Der> chain;
    private final byte[] encoded;

    Bundle(List<Der> chain, byte[] encoded) {
      this.chain = chain;
      this.encoded = encoded;
    }
  }
}
