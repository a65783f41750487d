package org.scepter.command;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.scepter.issuing.signing.CertificatePlan;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.PublishedAt;
import org.scepter.issuing.signing.SigningKey;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.MadeKey;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.keys.Token;

/**
 * Makes a home's keys and certificates: a root, an issuing CA below it, and the rest below that.
 */
final class Hierarchy {
  private final InitSettings settings;
  private final KeyHolders holders;
  private final Optional<Token> token;
  private final SecureRandom random;
  private final Instant now;
  private final Map<String, KeyEntry> entries = new LinkedHashMap<>();

  private Hierarchy(
      InitSettings settings, Optional<Token> token, SecureRandom random, Instant now) {
    this.settings = settings;
    this.holders = KeyHolders.by(new BouncyCastleProvider());
    this.token = token;
    this.random = random;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * All entries by the file that is to hold each, relative to the home, without suffix.
   *
   * @param token makes and keeps the keys that the settings put there
   */
  static Map<String, KeyEntry> make(
      InitSettings settings, Optional<Token> token, SecureRandom random, Instant now)
      throws GeneralSecurityException, IOException {
    Hierarchy hierarchy = new Hierarchy(settings, token, random, now);
    KeyEntry issuing =
        settings.certifiedOutside().isPresent()
            ? hierarchy.keep("ca/issuing", settings.certifiedOutside().get())
            : hierarchy.below(hierarchy.root(), "root", Certified.issuing(settings));
    for (Certified wanted : Certified.all(settings)) {
      hierarchy.below(issuing, "issuing", wanted);
    }
    return hierarchy.entries;
  }

  /** A certificate by the key itself, of the names and kind that are wanted. */
  static X509Certificate selfSigned(
      InitSettings settings, MadeKey made, Certified wanted, SecureRandom random, Instant now)
      throws GeneralSecurityException {
    return new Hierarchy(settings, Optional.empty(), random, now).selfSigned(made, wanted);
  }

  private KeyEntry root() throws GeneralSecurityException, IOException {
    MadeKey made = MadeKey.inMemory(settings.root().keyType(), random);
    return keep(
        "ca/root", made.certified("root", List.of(selfSigned(made, Certified.root(settings)))));
  }

  private X509Certificate selfSigned(MadeKey made, Certified wanted)
      throws GeneralSecurityException {
    CertificatePlan plan = plan(wanted, made, Optional.empty());
    SigningKey key =
        SigningKey.of(
            made.holder(holders), made.publicKey(), holders.verifying(), settings.signature());
    Issuer self = Issuer.selfSigning(plan, key);
    return X509.certificate(self.sign(self.toBeSigned(plan)));
  }

  private KeyEntry below(KeyEntry issuer, String issuerName, Certified wanted)
      throws GeneralSecurityException, IOException {
    Optional<Token> place =
        token.filter(any -> settings.inToken().contains(TokenKeys.of(wanted.file())));
    MadeKey made =
        place.isPresent()
            ? MadeKey.in(place.get(), wanted.keyType())
            : MadeKey.inMemory(wanted.keyType(), random);
    URI base = settings.publicHttpUrl();
    Issuer signing =
        Issuer.of(issuer, PublishedAt.below(base, issuerName), holders, settings.signature());
    Der tbs = signing.toBeSigned(plan(wanted, made, Optional.of(issuer.certificate())));
    List<X509Certificate> chain = new ArrayList<>(List.of(X509.certificate(signing.sign(tbs))));
    chain.addAll(issuer.chain());
    return keep(wanted.file(), made.certified(wanted.alias(), chain));
  }

  private KeyEntry keep(String file, KeyEntry entry) {
    entries.put(file, entry);
    return entry;
  }

  private CertificatePlan plan(Certified wanted, MadeKey key, Optional<X509Certificate> issuer) {
    Instant end = now.atZone(ZoneOffset.UTC).plus(wanted.lifetime()).toInstant();
    Instant latest = issuer.map(ca -> ca.getNotAfter().toInstant()).orElse(end);
    return new CertificatePlan(
        SerialNumber.random(random),
        subject(wanted.commonName()),
        Der.of(key.publicKey().getEncoded()),
        now.minus(settings.backdate()),
        end.isAfter(latest) ? latest : end,
        wanted.constraint(),
        wanted.keyUsage(),
        wanted.extendedKeyUsages(),
        wanted.subjectAltNames(),
        Optional.empty());
  }

  private SubjectName subject(String commonName) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    name.addRDN(BCStyle.CN, commonName);
    name.addRDN(BCStyle.O, settings.organisation());
    try {
      return SubjectName.fromDer(name.build().getEncoded("DER"));
    } catch (IOException | UnreadableException e) {
      throw new IllegalStateException("a name of checked parts encodes", e);
    }
  }
}
