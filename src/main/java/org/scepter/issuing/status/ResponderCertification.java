package org.scepter.issuing.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.scepter.issuing.AuthorityKeys.Authority;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.Generation;
import org.scepter.issuing.InfrastructureCertificate;
import org.scepter.issuing.IssuingSettings;
import org.scepter.issuing.signing.CertificatePlan;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Happening;
import org.scepter.platform.ScepterHome;

/** Has a CA certify the key that answers for it, and records it. */
@ApplicationScoped
public class ResponderCertification {
  private static final int DIGITAL_SIGNATURE = 0x80;
  private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

  private final ScepterHome home;
  private final CertificateRecords records;
  private final IssuingSettings settings;
  private final SecureRandom random;
  private final Clock clock;
  private final Event<Happening> happenings;

  ResponderCertification() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public ResponderCertification(
      ScepterHome home,
      CertificateRecords records,
      IssuingSettings settings,
      SecureRandom random,
      Clock clock,
      Event<Happening> happenings) {
    this.home = home;
    this.records = records;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
    this.happenings = happenings;
  }

  /**
   * @param name of the certificate in the book
   * @param key DER SubjectPublicKeyInfo
   * @throws org.scepter.issuing.signing.SigningFault if the CA's key cannot be used
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Der certify(String name, Generation generation, Der key, Duration lifetime) {
    Authority ca = generation.authority();
    CertificatePlan plan = plan(generation, key, lifetime);
    Der certificate = ca.issuer().sign(ca.issuer().toBeSigned(plan));
    records.recordInfrastructure(
        new InfrastructureCertificate(
            name,
            ca.certificate().thumbprint(),
            plan.serial(),
            plan.subject(),
            key.sha256(),
            plan.notBefore(),
            plan.notAfter(),
            certificate),
        clock.instant());
    happenings.fire(
        Happening.done("ocsp.certify", "certificate:" + plan.serial().hex() + " " + name, ""));
    return certificate;
  }

  private CertificatePlan plan(Generation ca, Der key, Duration lifetime) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    // A tenth of a short life, or nothing of it would be left.
    Duration tenth = Duration.ofSeconds(lifetime.dividedBy(10).toSeconds());
    Duration backdate = settings.backdate().compareTo(tenth) < 0 ? settings.backdate() : tenth;
    Instant end = now.minus(backdate).plus(lifetime);
    Instant latest = ca.authority().certificate().notAfter();
    return new CertificatePlan(
        SerialNumber.random(random),
        subject(ca.number()),
        key,
        now.minus(backdate),
        end.isAfter(latest) ? latest : end,
        CertificatePlan.Constraint.RESPONDER,
        DIGITAL_SIGNATURE,
        List.of(OCSP_SIGNING),
        List.of(),
        Optional.empty());
  }

  private SubjectName subject(int number) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    name.addRDN(BCStyle.CN, home.organisation() + " OCSP" + (number == 1 ? "" : " G" + number));
    name.addRDN(BCStyle.O, home.organisation());
    try {
      return SubjectName.fromDer(name.build().getEncoded("DER"));
    } catch (IOException | UnreadableException e) {
      throw new IllegalStateException("a name of checked parts encodes", e);
    }
  }
}
