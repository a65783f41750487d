package org.scepter.testing.elsewhere;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * A CA with a root above it, of nobody in particular: certifies what a request asks for, as many
 * do, and can be told to certify something else.
 */
public final class ForeignCa {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private final KeyPair rootKey = ec();
  private final KeyPair key = ec();
  private final X500Name rootName;
  private final X500Name name;
  private final X509Certificate root;
  private final X509Certificate certificate;
  private volatile UnaryOperator<Template> change = UnaryOperator.identity();

  /** What a certificate says, to be changed before it is signed. */
  public static final class Template {
    public X500Name issuer;
    public X500Name subject;
    public SubjectPublicKeyInfo key;
    public BigInteger serial = new BigInteger(120, new SecureRandom()).setBit(119);
    public Instant notBefore = Instant.now().minus(Duration.ofMinutes(10));
    public Instant notAfter = Instant.now().plus(Duration.ofDays(365));
    public boolean isCa;
    public int keyUsage = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    public List<String> purposes = List.of(CLIENT_AUTH);
    public GeneralNames names;
    public final List<Extension> more = new ArrayList<>();
    public KeyPair signedBy;

    /** An extension that is not critical. */
    public void add(String oid, boolean isCritical, ASN1Encodable value) {
      try {
        more.add(
            new Extension(
                new ASN1ObjectIdentifier(oid), isCritical, value.toASN1Primitive().getEncoded()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public ForeignCa(String organisation) {
    rootName = new X500Name("CN=Root,O=" + organisation);
    name = new X500Name("CN=Issuing,O=" + organisation);
    Instant end = Instant.now().plus(Duration.ofDays(3650));
    root = signed(authority(rootName, rootName, rootKey, end));
    certificate = signed(authority(rootName, name, key, end));
  }

  private Template authority(X500Name issuer, X500Name subject, KeyPair of, Instant end) {
    Template plan = new Template();
    plan.issuer = issuer;
    plan.subject = subject;
    plan.key = SubjectPublicKeyInfo.getInstance(of.getPublic().getEncoded());
    plan.isCa = true;
    plan.keyUsage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    plan.purposes = List.of();
    plan.notBefore = Instant.now().minus(Duration.ofDays(400));
    plan.notAfter = end;
    plan.signedBy = rootKey;
    return plan;
  }

  public static KeyPair ec() {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec("secp256r1"));
      return keys.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public X509Certificate root() {
    return root;
  }

  public KeyPair key() {
    return key;
  }

  /** The issuing CA's first. */
  public List<X509Certificate> chain() {
    return List.of(certificate, root);
  }

  /** From now on certificates for devices differ so. */
  public void changing(Consumer<Template> differently) {
    change =
        template -> {
          differently.accept(template);
          return template;
        };
  }

  /** Certifies what is asked for, unless told otherwise. */
  public X509Certificate issue(byte[] pkcs10) {
    try {
      PKCS10CertificationRequest request = new PKCS10CertificationRequest(pkcs10);
      Template plan = new Template();
      plan.issuer = name;
      plan.subject = request.getSubject();
      plan.key = request.getSubjectPublicKeyInfo();
      plan.signedBy = key;
      Extensions asked = request.getRequestedExtensions();
      if (asked != null) {
        plan.names = GeneralNames.fromExtensions(asked, Extension.subjectAlternativeName);
        KeyUsage usage = KeyUsage.fromExtensions(asked);
        plan.keyUsage = usage == null ? plan.keyUsage : usage.getBytes()[0] & 0xff;
      }
      return signed(change.apply(plan));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static X509Certificate signed(Template plan) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              plan.issuer,
              plan.serial,
              Date.from(plan.notBefore),
              Date.from(plan.notAfter),
              plan.subject,
              plan.key);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(plan.isCa));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(plan.keyUsage));
      if (!plan.purposes.isEmpty()) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(
                plan.purposes.stream()
                    .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
                    .toArray(KeyPurposeId[]::new)));
      }
      if (plan.names != null) {
        builder.addExtension(Extension.subjectAlternativeName, false, plan.names);
      }
      for (Extension each : plan.more) {
        builder.addExtension(each);
      }
      byte[] der =
          builder
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(plan.signedBy.getPrivate()))
              .getEncoded();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key of an infrastructure's part, with a certificate of the root. */
  public KeyStore part(String commonName, String password, String... purposes) {
    KeyPair own = ec();
    Template plan = new Template();
    plan.issuer = rootName;
    plan.subject = new X500Name("CN=" + commonName);
    plan.key = SubjectPublicKeyInfo.getInstance(own.getPublic().getEncoded());
    plan.keyUsage = KeyUsage.digitalSignature;
    plan.purposes = List.of(purposes);
    plan.names = new GeneralNames(new GeneralName(GeneralName.dNSName, commonName));
    plan.signedBy = rootKey;
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "part", own.getPrivate(), password.toCharArray(), new Certificate[] {signed(plan), root});
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same in a file that its owner alone can read. */
  public void partTo(Path file, String commonName, String password, String... purposes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      part(commonName, password, purposes).store(out, password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    write(file, out.toByteArray());
  }

  /** Writes a file that its owner alone can read. */
  public static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** PEM of certificates, one after the other. */
  public static byte[] pem(List<X509Certificate> certificates) {
    StringBuilder pem = new StringBuilder();
    try {
      for (X509Certificate each : certificates) {
        pem.append("-----BEGIN CERTIFICATE-----\n")
            .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(each.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return pem.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** TLS of a server on this machine that trusts clients of this root. */
  public SSLContext serverTls() {
    try {
      char[] none = "x".toCharArray();
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(part("localhost", "x", "1.3.6.1.5.5.7.3.1"), none);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("root", root);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** OIDs of an RA's client certificate. */
  public static Set<String> raPurposes() {
    return Set.of(CLIENT_AUTH, "1.3.6.1.5.5.7.3.28");
  }
}
