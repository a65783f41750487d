package org.scepter.scep.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key and its self-signed certificate. */
record Party(KeyPair keys, X509CertificateHolder holder) {
  static final Provider PROVIDER = new BouncyCastleProvider();
  static final Party RA = rsa("CN=RA,O=Test", 2048, 4711);
  static final Party CLIENT = rsa("CN=device", 2048, 1);
  static final Party OTHER = rsa("CN=other", 2048, 2);

  static Party rsa(String name, int bits, long serial) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      // The same key each time, so that recorded messages can be opened.
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(serial);
      generator.initialize(bits, random);
      return of(name, generator.generateKeyPair(), serial, "SHA256withRSA");
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** With a stored key of 8192 bits, which takes long to make. */
  static Party largeRsa(String name) {
    try (InputStream file = Party.class.getResourceAsStream("rsa-8192.der")) {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      RSAPrivateCrtKey key =
          (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(file.readAllBytes()));
      PublicKey open =
          factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
      return of(name, new KeyPair(open, key), 13, "SHA256withRSA");
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static Party ec(String name) {
    return ec(name, "secp256r1");
  }

  static Party ec(String name, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
      generator.initialize(new ECGenParameterSpec(curve));
      return of(name, generator.generateKeyPair(), 3, "SHA256withECDSA");
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static Party of(String name, KeyPair keys, long serial, String algorithm) {
    return certified(name, keys, serial, name, keys.getPrivate(), algorithm);
  }

  /** Certified by another, with RSA and SHA-256. */
  static Party issued(String name, KeyPair keys, long serial, String issuer, KeyPair by) {
    return certified(name, keys, serial, issuer, by.getPrivate(), "SHA256withRSA");
  }

  private static Party certified(
      String name, KeyPair keys, long serial, String issuer, PrivateKey by, String algorithm) {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(issuer),
            BigInteger.valueOf(serial),
            Date.from(start),
            Date.from(start.plusSeconds(86_400)),
            new X500Name(name),
            keys.getPublic());
    try {
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
      return new Party(
          keys,
          builder.build(new JcaContentSignerBuilder(algorithm).setProvider(PROVIDER).build(by)));
    } catch (OperatorCreationException | GeneralSecurityException | CertIOException e) {
      throw new AssertionError(e);
    }
  }

  X509Certificate certificate() {
    try {
      return new JcaX509CertificateConverter().setProvider(PROVIDER).getCertificate(holder);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
