package org.scepter.scep;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.pki.Der;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.scep.endpoint.ScepSettings;

/** A registration authority with fresh keys in a home of its own, and a CA's certificate. */
final class TestRa {
  static final Provider PROVIDER = new BouncyCastleProvider();

  /** A key and its self-signed certificate. */
  record Party(KeyPair keys, X509Certificate certificate) {
    static Party of(String name) {
      return of(name, "RSA", 2048);
    }

    /** One whose key signs and cannot decrypt. */
    static Party ec(String name) {
      return of(name, "EC", 256);
    }

    /** Whether a degenerate SignedData has its certificate. */
    boolean isIn(byte[] bundle) {
      try {
        return new CMSSignedData(bundle)
            .getCertificates().getMatches(null).stream()
                .anyMatch(each -> each.getSerialNumber().equals(certificate.getSerialNumber()));
      } catch (CMSException e) {
        throw new AssertionError(e);
      }
    }

    private static Party of(String name, String algorithm, int bits) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        KeyPair keys = generator.generateKeyPair();
        Instant now = Instant.now();
        X500Name subject = new X500Name(name);
        return new Party(
            keys,
            new JcaX509CertificateConverter()
                .getCertificate(
                    new JcaX509v3CertificateBuilder(
                            subject,
                            new BigInteger(64, new SecureRandom()).setBit(64),
                            Date.from(now.minusSeconds(60)),
                            Date.from(now.plusSeconds(3600)),
                            subject,
                            keys.getPublic())
                        .build(
                            new JcaContentSignerBuilder(signature(keys))
                                .build(keys.getPrivate()))));
      } catch (GeneralSecurityException | OperatorCreationException e) {
        throw new AssertionError(e);
      }
    }

    private static String signature(KeyPair keys) {
      return keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    /** As it signs. */
    ContentSigner signer() throws OperatorCreationException {
      return new JcaContentSignerBuilder(signature(keys)).build(keys.getPrivate());
    }

    Der der() {
      try {
        return Der.of(certificate.getEncoded());
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  final Party signing = Party.of("CN=RA signing");
  final Party decryption = Party.of("CN=RA decryption");
  private final Path directory;
  private final ScepSettings settings;

  TestRa(Path directory, ScepSettings settings) {
    this.directory = directory;
    this.settings = settings;
    try {
      Files.createDirectories(directory.resolve("secrets"));
      Files.createDirectories(directory.resolve("ra"));
      Files.writeString(directory.resolve(ScepterHome.MARKER), "version=1\nhome.id=0\n");
      Files.writeString(directory.resolve("secrets/keystore.password"), "secret\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    write(signing, "ra/signing.p12");
    write(decryption, "ra/decryption.p12");
  }

  /** The registration authority of this home, started before a CA. */
  RegistrationAuthority before(IssuingAuthority ca) {
    return before(ca, Clock.systemUTC());
  }

  RegistrationAuthority before(IssuingAuthority ca, Clock clock) {
    Map<String, String> node = Map.of("scepter.home", directory.toString());
    RegistrationAuthority authority =
        new RegistrationAuthority(
            PlatformSettings.from(new SettingsReader(key -> Optional.ofNullable(node.get(key)))),
            settings,
            new RaKeyFiles(
                ScepterHome.open(directory), PROVIDER, KeyHolders.by(PROVIDER), new SecureRandom()),
            ca,
            clock);
    authority.start();
    return authority;
  }

  /** Adds a key to the home, or takes the place of one. */
  void write(Party party, String file) {
    try {
      write(party, directory.resolve(file));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(Party party, Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key",
        party.keys().getPrivate(),
        "secret".toCharArray(),
        new Certificate[] {party.certificate()});
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "secret".toCharArray());
    }
  }
}
