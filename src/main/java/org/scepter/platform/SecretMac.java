package org.scepter.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.scepter.pki.Hex;

/**
 * HMAC-SHA-256 under the home's key: the only form in which challenges and tokens are stored.
 * 256-bit random secrets need no salt and no slow hash; the key keeps a stolen database from being
 * searched.
 */
public final class SecretMac {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public SecretMac(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * 64 hex digits.
   *
   * @param purpose keeps secrets of different kinds apart, {@code challenge}
   */
  public String of(String purpose, String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Hex.encode(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
