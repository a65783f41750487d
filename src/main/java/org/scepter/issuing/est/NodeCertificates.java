package org.scepter.issuing.est;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.InfrastructureCertificate;
import org.scepter.issuing.signing.CertificatePlan;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/**
 * Certificates of a node in front, made after the pattern of this home's own and under names that
 * the inside gives: nothing but the key comes from the node.
 */
@ApplicationScoped
public class NodeCertificates {
  private static final Duration BACKDATE = Duration.ofHours(1);
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 4096;
  private static final int KEY_ENCIPHERMENT = 0x20;
  private static final int KEY_AGREEMENT = 0x08;

  private final ScepterHome home;
  private final AuthorityKeys keys;
  private final CertificateRecords records;
  private final SecureRandom random;
  private final Clock clock;

  /** What a node has certificates for. */
  public enum Purpose {
    /** It shows this one to the inside, and the RA's keys are sealed to it. */
    CLIENT("ndes/policy-module", "", KeyPurposeId.id_kp_clientAuth),
    PUBLIC_LISTENER("tls/public", "-tls-public", KeyPurposeId.id_kp_serverAuth),
    INTERNAL_LISTENER("tls/internal", "-tls-internal", KeyPurposeId.id_kp_serverAuth);

    private final String pattern;
    private final String suffix;
    private final String extendedKeyUsage;

    Purpose(String pattern, String suffix, KeyPurposeId extendedKeyUsage) {
      this.pattern = pattern;
      this.suffix = suffix;
      this.extendedKeyUsage = extendedKeyUsage.getId();
    }

    /** Where a home keeps such a key, without suffix. */
    public String file() {
      return pattern;
    }
  }

  NodeCertificates() {
    this(null, null, null, null, null);
  }

  @Inject
  public NodeCertificates(
      ScepterHome home,
      AuthorityKeys keys,
      CertificateRecords records,
      SecureRandom random,
      Clock clock) {
    this.home = home;
    this.keys = keys;
    this.records = records;
    this.random = random;
    this.clock = clock;
  }

  /** Whether a key of this kind and length, and not a weak one, is certified for Scepter itself. */
  public static boolean isTaken(PublicKeyInfo key) {
    boolean isOfAKind =
        switch (key.algorithm()) {
          case RSA -> key.bits() >= MIN_RSA_BITS && key.bits() <= MAX_RSA_BITS;
          case EC -> true;
        };
    return isOfAKind && key.weakness().isEmpty();
  }

  /** Issues and records one; it comes with its chain up to the root. */
  @Transactional(Transactional.TxType.MANDATORY)
  public List<Der> issue(String node, Purpose purpose, PublicKeyInfo key) {
    KeyEntry own = home.key(purpose.pattern + ".p12");
    AuthorityKeys.Authority ca = keys.issuing();
    CertificatePlan plan = plan(node, purpose, key, own, ca);
    Der certificate = ca.issuer().sign(ca.issuer().toBeSigned(plan));
    records.recordInfrastructure(
        new InfrastructureCertificate(
            "node-" + node + purpose.suffix,
            ca.certificate().thumbprint(),
            plan.serial(),
            plan.subject(),
            key.digest(),
            plan.notBefore(),
            plan.notAfter(),
            certificate),
        clock.instant());
    return Stream.concat(Stream.of(certificate), ca.chain().stream()).toList();
  }

  private CertificatePlan plan(
      String node, Purpose purpose, PublicKeyInfo key, KeyEntry own, AuthorityKeys.Authority ca) {
    X509Certificate pattern = own.certificate();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant end =
        now.plus(
            Duration.between(
                pattern.getNotBefore().toInstant(), pattern.getNotAfter().toInstant()));
    Instant latest = ca.certificate().notAfter();
    return new CertificatePlan(
        SerialNumber.random(random),
        subject(node + " " + own.alias()),
        key.spki(),
        now.minus(BACKDATE),
        end.isAfter(latest) ? latest : end,
        CertificatePlan.Constraint.END_ENTITY,
        X509.keyUsage(pattern) | (purpose == Purpose.CLIENT ? unsealing(key) : 0),
        List.of(purpose.extendedKeyUsage),
        names(node, purpose),
        Optional.empty());
  }

  private static int unsealing(PublicKeyInfo key) {
    return switch (key.algorithm()) {
      case RSA -> KEY_ENCIPHERMENT;
      case EC -> KEY_AGREEMENT;
    };
  }

  // Other nodes know a listener inside by its name: none of the inside's names leaves it.
  private List<SubjectAltName> names(String node, Purpose purpose) {
    SubjectAltName own = new SubjectAltName(SubjectAltName.Kind.DNS, node);
    return purpose == Purpose.CLIENT
        ? List.of(own)
        : Stream.of(SubjectAltName.host(URI.create(home.publicUrl()).getHost()), own)
            .distinct()
            .toList();
  }

  private SubjectName subject(String commonName) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    name.addRDN(BCStyle.CN, commonName);
    name.addRDN(BCStyle.O, home.organisation());
    try {
      return SubjectName.fromDer(name.build().getEncoded("DER"));
    } catch (IOException | UnreadableException e) {
      throw new IllegalStateException("a name of checked parts encodes", e);
    }
  }
}
