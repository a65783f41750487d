package org.scepter.testing.scep;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key that signs pkiMessages, and the certificate that goes with it (RFC 8894 §2.3). */
public record Signer(PrivateKey key, X509Certificate certificate) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BOTH = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;

  /** A self-signed signer over {@code pair}, as a device makes for its first enrolment. */
  public static Signer selfSigned(KeyPair pair, String subject) {
    X500Name name = new X500Name(subject);
    return signer(pair, name, name, new BigInteger(64, RANDOM).add(BigInteger.ONE), BOTH);
  }

  /** The same with other key usages, see {@link KeyUsage}; the extension is left out for 0. */
  public static Signer selfSigned(KeyPair pair, String subject, int keyUsage) {
    X500Name name = new X500Name(subject);
    return signer(pair, name, name, BigInteger.TEN, keyUsage);
  }

  /** A signer whose certificate falsely claims to be of {@code issuer}. */
  public static Signer inTheNameOf(X509Certificate issuer, KeyPair pair, BigInteger serial) {
    return signer(
        pair,
        X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
        new X500Name("CN=somebody"),
        serial,
        BOTH);
  }

  /** A signer whose certificate names a key that is not its own. */
  public static Signer claiming(PublicKey claimed, KeyPair pair) {
    return selfSigned(new KeyPair(claimed, pair.getPrivate()), "CN=somebody");
  }

  private static Signer signer(
      KeyPair pair, X500Name issuer, X500Name subject, BigInteger serial, int keyUsage) {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuer,
            serial,
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(2))),
            subject,
            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    try {
      if (keyUsage != 0) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
      }
      String algorithm =
          "RSA".equals(pair.getPublic().getAlgorithm()) ? "SHA256withRSA" : "SHA256withECDSA";
      return new Signer(
          pair.getPrivate(),
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))));
    } catch (java.io.IOException | GeneralSecurityException | OperatorException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isRsa() {
    return "RSA".equals(key.getAlgorithm());
  }

  byte[] sign(Digest digest, byte[] bytes) {
    try {
      Signature signature =
          Signature.getInstance(isRsa() ? digest.signatureName() : digest.ecdsaName());
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
