package org.scepter.issuing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.scepter.command.ScepterCommand;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.issuing.template.TemplatesInMemory;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.TransactionId;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;

/** What the CA's tests start from: a home, requests, and authorisations with one thing changed. */
final class Given {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00.789Z");
  static final Provider PROVIDER = new BouncyCastleProvider();
  static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private Given() {}

  static ScepterHome home(Path directory, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "init",
                "--home",
                directory.toString(),
                "--set",
                "init.public-url=https://scep.example.test"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    Clock clock = Clock.fixed(NOW.minus(Duration.ofHours(2)), ZoneOffset.UTC);
    if (new ScepterCommand(out, out, clock).run(words) != 0) {
      throw new IllegalStateException(said.toString(StandardCharsets.UTF_8));
    }
    return ScepterHome.open(directory);
  }

  static IssuingSettings settings() {
    return IssuingSettings.from(new SettingsReader(key -> Optional.empty()));
  }

  /** Those of the settings, as at the first start. */
  static TemplatesInMemory templates() {
    return new TemplatesInMemory(settings().templates());
  }

  static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
      keys.initialize(bits);
      return keys.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair ec() {
    return ec("secp256r1");
  }

  static KeyPair ec(String curve) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec(curve));
      return keys.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request whose subject is nobody's business: the CA takes the key alone. */
  static CertificationRequest request(KeyPair keys) {
    return request(keys, "SHA256");
  }

  static CertificationRequest request(KeyPair keys, String digest) {
    try {
      String algorithm =
          digest + (keys.getPublic().getAlgorithm().equals("EC") ? "withECDSA" : "withRSA");
      return CertificationRequest.read(
          new JcaPKCS10CertificationRequestBuilder(
                  new X500Name("CN=administrator"), keys.getPublic())
              .build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()))
              .getEncoded());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static SubjectName name(String text) {
    try {
      return SubjectName.parse(text);
    } catch (org.scepter.pki.UnreadableException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Change authorised(CertificationRequest request) {
    return new Change(request);
  }

  /** An authorisation for a device, to be changed before it is made. */
  static final class Change {
    EnrolmentId id = EnrolmentId.random(new SecureRandom());
    Sha256 request;
    Sha256 key;
    String template = "ScepterDevice";
    int version = 1;
    String subject = "CN=phone-1,O=Example";
    List<SubjectAltName> names = List.of(SubjectAltName.parse("DNS:phone-1.example.test"));
    String sid;
    KeyUsageMask usage = KeyUsageMask.GENERAL_PURPOSE;
    List<String> purposes = List.of(CLIENT_AUTH);
    Period validity = Period.ofYears(1);
    Thumbprint ca;
    String endpoint = "mscep";
    String profile = "vpn";
    SerialNumber renewed;
    Instant issuedAt = NOW;
    Instant expiresAt = NOW.plusSeconds(300);

    private Change(CertificationRequest asked) {
      request = asked.der().sha256();
      key = asked.publicKey().digest();
    }

    Change with(java.util.function.Consumer<Change> change) {
      change.accept(this);
      return this;
    }

    Authorisation make() {
      return new Authorisation(
          id,
          Optional.ofNullable(renewed),
          new EndpointName(endpoint),
          new TransactionId("0123abcd"),
          request,
          key,
          new TemplateName(template),
          version,
          subject.isEmpty() ? emptyName() : name(subject),
          names,
          Optional.ofNullable(sid),
          usage,
          purposes,
          validity,
          profile,
          Optional.ofNullable(ca),
          Optional.empty(),
          issuedAt,
          expiresAt);
    }

    private static SubjectName emptyName() {
      try {
        return SubjectName.fromDer(new byte[] {0x30, 0});
      } catch (org.scepter.pki.UnreadableException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
