package org.scepter.issuing.signing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * A CA's key pair, held as key objects of the one provider that uses it: a foreign key object costs
 * a conversion with each signature. RSA and P-256 sign with SHA-256, P-384 with SHA-384.
 */
public final class SigningKey {
  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final Provider provider;
  private final String signature;
  private final AlgorithmIdentifier algorithm;

  private SigningKey(PrivateKey privateKey, PublicKey publicKey, Provider provider) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.provider = provider;
    this.signature = signatureOf(publicKey);
    this.algorithm = new DefaultSignatureAlgorithmIdentifierFinder().find(signature);
  }

  /**
   * @throws IllegalArgumentException if {@code provider} cannot use the keys, or they are neither
   *     RSA nor EC
   */
  public static SigningKey of(PrivateKey privateKey, PublicKey publicKey, Provider provider) {
    try {
      KeyFactory keys = KeyFactory.getInstance(publicKey.getAlgorithm(), provider);
      return new SigningKey(
          keys.generatePrivate(new PKCS8EncodedKeySpec(privateKey.getEncoded())),
          keys.generatePublic(new X509EncodedKeySpec(publicKey.getEncoded())),
          provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the CA's key cannot be used: " + e.getMessage(), e);
    }
  }

  private static String signatureOf(PublicKey key) {
    if (key instanceof RSAKey) {
      return "SHA256WITHRSA";
    }
    if (key instanceof ECKey ec) {
      return ec.getParams().getOrder().bitLength() > 256 ? "SHA384WITHECDSA" : "SHA256WITHECDSA";
    }
    throw new IllegalArgumentException("a CA's key is RSA or EC, not " + key.getAlgorithm());
  }

  AlgorithmIdentifier algorithm() {
    return algorithm;
  }

  /** For CMS and OCSP, which write what is to be signed as they go. */
  public ContentSigner contentSigner() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    return new ContentSigner() {
      @Override
      public AlgorithmIdentifier getAlgorithmIdentifier() {
        return algorithm;
      }

      @Override
      public OutputStream getOutputStream() {
        return content;
      }

      @Override
      public byte[] getSignature() {
        return sign(content.toByteArray());
      }
    };
  }

  boolean hasSigned(X509Certificate certificate) {
    try {
      certificate.verify(publicKey, provider);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Signs and verifies what it signed: a signature made by a faulty CPU can give the key away. */
  byte[] sign(byte[] content) {
    try {
      Signature signing = Signature.getInstance(signature, provider);
      signing.initSign(privateKey);
      signing.update(content);
      byte[] signed = signing.sign();
      if (!verifies(content, signed)) {
        throw new SigningFault("a signature just made does not verify");
      }
      return signed;
    } catch (SigningFault e) {
      throw e;
    } catch (GeneralSecurityException | RuntimeException e) {
      // A key module out of reach says so by whatever its provider throws.
      throw new SigningFault("signing failed", e);
    }
  }

  private boolean verifies(byte[] content, byte[] signed) throws GeneralSecurityException {
    Signature verifying = Signature.getInstance(signature, provider);
    verifying.initVerify(publicKey);
    verifying.update(content);
    return verifying.verify(signed);
  }
}
