package org.scepter.issuing.signing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.scepter.pki.KeyHolder;

/**
 * A CA's key pair, prepared once: a foreign key object costs a conversion with each signature. RSA
 * and P-256 sign with SHA-256, P-384 with SHA-384.
 */
public final class SigningKey {
  private final KeyHolder holder;
  private final PublicKey publicKey;
  private final Provider verifying;
  private final String signature;
  private final AlgorithmIdentifier algorithm;

  private SigningKey(KeyHolder holder, PublicKey publicKey, Provider verifying, RsaSignature kind) {
    this.holder = holder;
    this.publicKey = publicKey;
    this.verifying = verifying;
    this.signature = signatureOf(publicKey, kind);
    this.algorithm = new DefaultSignatureAlgorithmIdentifierFinder().find(signature);
  }

  /**
   * @param verifying verifies what {@code holder} has signed
   * @param kind of an RSA key's signatures
   * @throws IllegalArgumentException if {@code verifying} cannot use the key, or it is neither RSA
   *     nor EC
   */
  public static SigningKey of(
      KeyHolder holder, PublicKey publicKey, Provider verifying, RsaSignature kind) {
    try {
      KeyFactory keys = KeyFactory.getInstance(publicKey.getAlgorithm(), verifying);
      return new SigningKey(
          holder,
          keys.generatePublic(new X509EncodedKeySpec(publicKey.getEncoded())),
          verifying,
          kind);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the CA's key cannot be used: " + e.getMessage(), e);
    }
  }

  private static String signatureOf(PublicKey key, RsaSignature kind) {
    if (key instanceof RSAKey) {
      return kind == RsaSignature.PSS ? "SHA256WITHRSAANDMGF1" : "SHA256WITHRSA";
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
      certificate.verify(publicKey, verifying);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Signs and verifies what it signed: a signature made by a faulty CPU can give the key away. */
  byte[] sign(byte[] content) {
    try {
      byte[] signed = holder.sign(signature, content);
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
    Signature check = KeyHolder.signature(signature, verifying);
    check.initVerify(publicKey);
    check.update(content);
    return check.verify(signed);
  }
}
