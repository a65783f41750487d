package org.scepter.issuing.succession;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.scepter.issuing.Generation;
import org.scepter.issuing.Succession;
import org.scepter.issuing.signing.CertificatePlan;
import org.scepter.issuing.signing.CertificatePlan.Constraint;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.PublishedAt;
import org.scepter.issuing.signing.RsaSignature;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.template.ReadyTemplates;
import org.scepter.issuing.template.Template;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.ra.RaSet;

/** Makes a successor's keys and certificates after the pattern of what is there. */
final class SuccessorKeys {
  private static final Duration BACKDATE = Duration.ofHours(1);
  private static final int DIGITAL_SIGNATURE = 0x80;
  private static final int CA_USAGES = DIGITAL_SIGNATURE | 0x04 | 0x02; // keyCertSign, cRLSign

  private final ScepterHome home;
  private final KeyHolders holders;
  private final SecureRandom random;
  private final Instant now;

  SuccessorKeys(ScepterHome home, KeyHolders holders, SecureRandom random, Instant now) {
    this.home = home;
    this.holders = holders;
    this.random = random;
    this.now = now;
  }

  /**
   * All entries by the file that is to hold each, relative to the home, without suffix.
   *
   * @param root certifies it
   * @param last the CA that is followed
   * @param next the one that follows
   * @param ra the key set that comes with it
   */
  Map<String, KeyEntry> make(Takeover wanted, KeyEntry root, int last, Succession next, RaSet ra)
      throws GeneralSecurityException, IOException {
    int number = next.number();
    KeyEntry pattern = home.key("ca/" + Generation.name(last) + ".p12");
    String name = Generation.name(number);
    SubjectName subject =
        numbered(home.key("ca/" + Generation.name(1) + ".p12").certificate(), number);
    KeyType type = wanted.keyType().orElse(KeyType.of(pattern.certificate().getPublicKey()));
    Instant since = pattern.certificate().getNotBefore().toInstant();
    Like ca = new Like(pattern, since, subject, Constraint.ISSUING, CA_USAGES, List.of(), type);
    Map<String, KeyEntry> entries = new LinkedHashMap<>();
    KeyEntry issuing = below(root, "root", ca, name, wanted.activeFrom());
    entries.put("ca/" + name, issuing);
    entries.putAll(registrationAuthority(newest(last), ra, issuing, wanted.activeFrom()));
    return entries;
  }

  /** The keys of a set like {@code pattern}, which a CA's key certifies; the signing key last. */
  Map<String, KeyEntry> registrationAuthority(
      RaSet pattern, RaSet made, KeyEntry issuing, Instant activeFrom)
      throws GeneralSecurityException, IOException {
    Map<String, KeyEntry> entries = new LinkedHashMap<>();
    for (String kind : List.of("decryption", "signing")) {
      KeyEntry old = home.key("ra/" + pattern.alias(kind) + ".p12");
      Template template =
          kind.equals("signing") ? ReadyTemplates.ENROLLMENT_AGENT : ReadyTemplates.CEP_ENCRYPTION;
      Like ra =
          new Like(
              old,
              pattern.activeFrom().orElse(old.certificate().getNotBefore().toInstant()),
              subject(old.certificate().getSubjectX500Principal().getEncoded()),
              Constraint.END_ENTITY,
              template.terms().keyUsage().bits(),
              template.terms().extendedKeyUsages(),
              KeyType.of(old.certificate().getPublicKey()));
      String alias = made.alias(kind);
      String issuer = Generation.name(made.generation());
      entries.put("ra/" + alias, below(issuing, issuer, ra, alias, activeFrom));
    }
    return entries;
  }

  /** The set that a CA has certified last; any other one if it has certified none. */
  RaSet newest(int generation) throws IOException {
    List<RaSet> all = RaSet.all(home);
    return all.stream()
        .filter(each -> each.generation() == generation)
        .reduce((earlier, later) -> later)
        .or(() -> all.stream().findFirst())
        .orElseThrow(() -> new IOException("ra/ holds no key set"));
  }

  // Its life is counted from when it was told of: it is made some time before, and each one would
  // live by that longer than the last.
  private record Like(
      KeyEntry pattern,
      Instant since,
      SubjectName subject,
      Constraint constraint,
      int keyUsage,
      List<String> purposes,
      KeyType keyType) {}

  private KeyEntry below(
      KeyEntry issuer, String issuerName, Like like, String alias, Instant activeFrom)
      throws GeneralSecurityException, IOException {
    MadeKey key = MadeKey.beside(like.pattern().privateKey(), like.keyType(), random);
    URI base = URI.create(home.publicHttpUrl());
    RsaSignature kind = home.signsBySalt() ? RsaSignature.PSS : RsaSignature.PKCS1;
    Issuer signing = Issuer.of(issuer, PublishedAt.below(base, issuerName), holders, kind);
    X509Certificate pattern = like.pattern().certificate();
    Instant end =
        activeFrom.plus(Duration.between(like.since(), pattern.getNotAfter().toInstant()));
    Instant latest = issuer.certificate().getNotAfter().toInstant();
    Der tbs =
        signing.toBeSigned(
            new CertificatePlan(
                SerialNumber.random(random),
                like.subject(),
                Der.of(key.publicKey().getEncoded()),
                now.minus(BACKDATE),
                end.isAfter(latest) ? latest : end,
                like.constraint(),
                like.keyUsage(),
                like.purposes(),
                List.of(),
                Optional.empty()));
    List<X509Certificate> chain = new ArrayList<>(List.of(X509.certificate(signing.sign(tbs))));
    chain.addAll(issuer.chain());
    return key.certified(alias, chain);
  }

  /** The first CA's name with a number behind its CN. */
  private static SubjectName numbered(X509Certificate first, int number) throws IOException {
    X500Name name = X500Name.getInstance(first.getSubjectX500Principal().getEncoded());
    X500NameBuilder numbered = new X500NameBuilder(BCStyle.INSTANCE);
    for (RDN rdn : name.getRDNs()) {
      AttributeTypeAndValue part = rdn.getFirst();
      if (part.getType().equals(BCStyle.CN)) {
        String text = part.getValue().toString();
        numbered.addRDN(BCStyle.CN, text + " G" + number);
      } else {
        numbered.addMultiValuedRDN(rdn.getTypesAndValues());
      }
    }
    return subject(numbered.build().getEncoded("DER"));
  }

  private static SubjectName subject(byte[] der) throws IOException {
    try {
      return SubjectName.fromDer(der);
    } catch (UnreadableException e) {
      throw new IOException("a CA's name cannot be read", e);
    }
  }
}
