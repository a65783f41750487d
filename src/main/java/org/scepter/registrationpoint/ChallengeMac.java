package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Hex;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;

/** The form in which challenges are kept and found: HMAC-SHA-256 under the home's key. */
@ApplicationScoped
public class ChallengeMac {
  private static final String ALGORITHM = "HmacSHA256";

  // Other secrets are kept under the same key; none of them may pass for a challenge.
  private static final byte[] PURPOSE = "challenge:".getBytes(StandardCharsets.US_ASCII);

  private final SecretKey key;
  private final Provider provider;

  ChallengeMac() {
    this.key = null;
    this.provider = null;
  }

  @Inject
  public ChallengeMac(ScepterHome home, Provider provider) {
    this.key = new SecretKeySpec(home.hmacKey(), ALGORITHM);
    this.provider = provider;
  }

  public Sha256 of(ChallengePassword password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM, provider);
      mac.init(key);
      mac.update(PURPOSE);
      return new Sha256(
          Hex.encode(mac.doFinal(password.reveal().getBytes(StandardCharsets.UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the provider has " + ALGORITHM, e);
    }
  }
}
