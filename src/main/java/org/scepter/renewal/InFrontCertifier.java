package org.scepter.renewal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.CaGeneration;
import org.scepter.issuing.est.RenewalProof;
import org.scepter.issuing.remote.NodeRenewal;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;

/** The CA on another server, which is asked with the client certificate that there is. */
@ApplicationScoped
@Typed(InFrontCertifier.class) // the timer takes one by the node's roles
public class InFrontCertifier implements Certifier {
  private final NodeRenewal authority;
  private final Provider provider;

  InFrontCertifier() {
    this(null, null);
  }

  @Inject
  public InFrontCertifier(NodeRenewal authority, Provider provider) {
    this.authority = authority;
    this.provider = provider;
  }

  @Override
  public Certified certify(String name, KeyEntry old, CertificationRequest request)
      throws IOException {
    Der certificate =
        name.equals(OwnCertificates.POLICY_MODULE)
            ? authority.renew(request)
            : authority.renew(request, RenewalProof.of(old, request, provider));
    for (CaGeneration ca : authority.generations()) {
      if (hasSigned(ca, certificate)) {
        return new Certified(certificate, ca.chain());
      }
    }
    throw new IOException("the certificate that came is of no CA that is known");
  }

  private static boolean hasSigned(CaGeneration ca, Der certificate) {
    try {
      X509Certificate issuer = X509.certificate(ca.chain().get(0));
      X509.certificate(certificate).verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public Optional<Instant> latestEnd() {
    return authority.current().flatMap(InFrontCertifier::end);
  }

  private static Optional<Instant> end(CaGeneration ca) {
    try {
      return Optional.of(Expiry.of(X509.certificate(ca.chain().get(0))).notAfter());
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  @Override
  public void tryOut(String keyFile) throws IOException {
    authority.tryOut(keyFile);
  }
}
