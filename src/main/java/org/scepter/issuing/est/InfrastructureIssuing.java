package org.scepter.issuing.est;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.AuthorityCertificate;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.CertificateView;
import org.scepter.issuing.Generation;
import org.scepter.issuing.InfrastructureCertificate;
import org.scepter.issuing.IssuingSettings;
import org.scepter.issuing.signing.CertificatePlan;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;

/**
 * Signs certificates of Scepter itself in place of old ones: by the CA that issues now, so that
 * they outlive the one before; an RA's by the CA that it belongs to.
 */
@ApplicationScoped
public class InfrastructureIssuing {
  private static final String RA = "ra-";

  private final AuthorityKeys keys;
  private final CertificateRecords records;
  private final IssuingSettings settings;
  private final SecureRandom random;
  private final Clock clock;

  InfrastructureIssuing() {
    this(null, null, null, null, null);
  }

  @Inject
  public InfrastructureIssuing(
      AuthorityKeys keys,
      CertificateRecords records,
      IssuingSettings settings,
      SecureRandom random,
      Clock clock) {
    this.keys = keys;
    this.records = records;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Issues and records a certificate for the request's key, with all else as in {@code pattern}.
   *
   * @param request under the pattern's names, which the caller has compared
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Der renew(CertificateView old, CertificationRequest request, X509Certificate pattern) {
    AuthorityKeys.Authority ca = authority(old);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    // As long as the old one in all, or each renewal would add what it is dated back.
    Duration lifetime =
        Duration.between(pattern.getNotBefore().toInstant(), pattern.getNotAfter().toInstant());
    Instant begin = now.minus(backdate(lifetime));
    CertificatePlan plan = plan(request, pattern, ca.certificate(), begin, begin.plus(lifetime));
    Der certificate = ca.issuer().sign(ca.issuer().toBeSigned(plan));
    records.recordInfrastructure(
        new InfrastructureCertificate(
            old.purpose(),
            ca.certificate().thumbprint(),
            plan.serial(),
            plan.subject(),
            request.publicKey().digest(),
            plan.notBefore(),
            plan.notAfter(),
            certificate),
        clock.instant());
    return certificate;
  }

  // A tenth of a short life, or nothing of it would be left.
  private Duration backdate(Duration lifetime) {
    Duration tenth = lifetime.dividedBy(10);
    return settings.backdate().compareTo(tenth) < 0
        ? settings.backdate()
        : Duration.ofSeconds(tenth.toSeconds());
  }

  private AuthorityKeys.Authority authority(CertificateView old) {
    return old.purpose().startsWith(RA)
        ? keys.recordedBy(old.issuer())
            .map(Generation::authority)
            .orElseThrow(() -> new IllegalStateException("the CA that signed it is gone"))
        : keys.issuing();
  }

  private CertificatePlan plan(
      CertificationRequest request,
      X509Certificate pattern,
      AuthorityCertificate ca,
      Instant begin,
      Instant end) {
    try {
      List<String> purposes = pattern.getExtendedKeyUsage();
      return new CertificatePlan(
          SerialNumber.random(random),
          request.subject(),
          request.publicKey().spki(),
          begin,
          end.isAfter(ca.notAfter()) ? ca.notAfter() : end,
          CertificatePlan.Constraint.END_ENTITY,
          X509.keyUsage(pattern),
          purposes == null ? List.of() : purposes,
          request.subjectAltNames(),
          Optional.empty());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of ours can be read", e);
    }
  }

  static X509Certificate parse(Der certificate) {
    try {
      return X509.certificate(certificate);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("what was signed can be read", e);
    }
  }
}
