package org.scepter.renewal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.est.InfrastructureRenewal;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;

/** The CA in this server; whoever has the home has its keys. */
@ApplicationScoped
@Typed(InsideCertifier.class) // the timer takes one by the node's roles
public class InsideCertifier implements Certifier {
  private final AuthorityKeys keys;
  private final InfrastructureRenewal renewal;

  InsideCertifier() {
    this(null, null);
  }

  @Inject
  public InsideCertifier(AuthorityKeys keys, InfrastructureRenewal renewal) {
    this.keys = keys;
    this.renewal = renewal;
  }

  @Override
  public Certified certify(String name, KeyEntry old, CertificationRequest request)
      throws IOException {
    List<Der> chain = keys.issuing().chain();
    Optional<Der> certificate =
        renewal.renew(request, old.certificate()).fold(any -> Optional.empty(), Optional::of);
    return new Certified(
        certificate.orElseThrow(
            () -> new IOException("the CA does not renew it; the audit says why")),
        chain);
  }

  @Override
  public Optional<Instant> latestEnd() {
    return Optional.of(keys.issuing().certificate().notAfter());
  }

  // Registered in the transaction that recorded it, and asked about by this server alone.
  @Override
  public void tryOut(String keyFile) {}
}
