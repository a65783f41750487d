package org.scepter.pki;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/** A key for CMS, PKCS#10 and certificates, which write what is to be signed as they go; once. */
public final class HeldSigner implements ContentSigner {
  private final KeyHolder holder;
  private final String algorithm;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  /**
   * @param algorithm as {@link KeyHolder#sign} takes it
   */
  public HeldSigner(KeyHolder holder, String algorithm) {
    this.holder = holder;
    this.algorithm = algorithm;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm);
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  /**
   * @throws KeyOutOfReachException if the key is away
   * @throws IllegalArgumentException if it cannot sign
   */
  @Override
  public byte[] getSignature() {
    try {
      return holder.sign(algorithm, content.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key cannot sign: " + e.getMessage(), e);
    }
  }
}
