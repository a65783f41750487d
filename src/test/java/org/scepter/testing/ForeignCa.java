package org.scepter.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.scepter.testing.scep.TestKeys;

/**
 * A CA that is none of Scepter's.
 *
 * @param chain its own certificate first, its root last
 */
public record ForeignCa(KeyPair key, List<X509Certificate> chain) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A certificate that is wanted of it. */
  public record Order(
      String subject,
      List<GeneralName> names,
      Optional<KeyPurposeId> purpose,
      int keyUsage,
      Instant from,
      Instant until) {

    /** For an NDES server with this DNS name. */
    public static Order client(String dnsName) {
      Instant now = Instant.now();
      return new Order(
          "CN=" + dnsName,
          List.of(new GeneralName(GeneralName.dNSName, dnsName)),
          Optional.of(KeyPurposeId.id_kp_clientAuth),
          KeyUsage.digitalSignature,
          now.minus(Duration.ofHours(1)),
          now.plus(Duration.ofDays(1)));
    }

    public Order names(GeneralName... names) {
      return new Order(subject, List.of(names), purpose, keyUsage, from, until);
    }

    public Order purpose(Optional<KeyPurposeId> purpose) {
      return new Order(subject, names, purpose, keyUsage, from, until);
    }

    public Order keyUsage(int keyUsage) {
      return new Order(subject, names, purpose, keyUsage, from, until);
    }

    public Order valid(Instant from, Instant until) {
      return new Order(subject, names, purpose, keyUsage, from, until);
    }
  }

  public static ForeignCa root(String name) {
    return root(name, Instant.now().plus(Duration.ofDays(100)), Optional.empty());
  }

  /** One that may certify DNS names below {@code permitted} alone. */
  public static ForeignCa root(String name, Instant until, Optional<String> permitted) {
    KeyPair key = TestKeys.ec();
    X500Name subject = new X500Name("CN=" + name);
    X509v3CertificateBuilder builder = builder(subject, subject, key, until);
    authority(builder, Below.ANY, permitted);
    return new ForeignCa(key, List.of(signed(builder, key)));
  }

  /** How many CAs may be below one. */
  public enum Below {
    ANY,
    NONE
  }

  /** A CA below this one. */
  public ForeignCa issuing(String name) {
    return issuing(name, TestKeys.ec(), Below.ANY);
  }

  public ForeignCa issuing(String name, KeyPair key, Below below) {
    X509v3CertificateBuilder builder =
        builder(
            subject(), new X500Name("CN=" + name), key, Instant.now().plus(Duration.ofDays(50)));
    authority(builder, below, Optional.empty());
    return new ForeignCa(
        key, Stream.concat(Stream.of(signed(builder, this.key)), chain.stream()).toList());
  }

  public X509Certificate certificate() {
    return chain.get(0);
  }

  public X509Certificate root() {
    return chain.get(chain.size() - 1);
  }

  /** What it issues, with its chain but without the root, as TLS clients show it. */
  public List<X509Certificate> issue(KeyPair to, Order order) {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject(),
            new BigInteger(64, RANDOM).add(BigInteger.ONE),
            Date.from(order.from()),
            Date.from(order.until()),
            new X500Name(order.subject()),
            to.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(order.keyUsage()));
      if (order.purpose().isPresent()) {
        builder.addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(order.purpose().get()));
      }
      if (!order.names().isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(order.names().toArray(GeneralName[]::new)));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    List<X509Certificate> shown = new ArrayList<>(List.of(signed(builder, key)));
    shown.addAll(chain.subList(0, chain.size() - 1));
    return shown;
  }

  private X500Name subject() {
    return X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair key, Instant until) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(64, RANDOM).add(BigInteger.ONE),
        Date.from(Instant.now().minus(Duration.ofDays(1))),
        Date.from(until),
        subject,
        key.getPublic());
  }

  private static void authority(
      X509v3CertificateBuilder builder, Below below, Optional<String> permitted) {
    try {
      builder.addExtension(
          Extension.basicConstraints,
          true,
          below == Below.ANY ? new BasicConstraints(true) : new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      if (permitted.isPresent()) {
        GeneralSubtree tree =
            new GeneralSubtree(new GeneralName(GeneralName.dNSName, permitted.get()));
        builder.addExtension(
            Extension.nameConstraints,
            true,
            new NameConstraints(new GeneralSubtree[] {tree}, null));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair by) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
    } catch (GeneralSecurityException | OperatorException e) {
      throw new IllegalStateException(e);
    }
  }
}
