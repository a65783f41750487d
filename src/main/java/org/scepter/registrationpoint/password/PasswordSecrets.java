package org.scepter.registrationpoint.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Locale;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Hex;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SecretMac;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeMac;

/**
 * Makes passwords. NDES writes them in upper-case hex digits, and so its readers expect them.
 *
 * <p>The single password is a MAC under the home's key over endpoint and generation: it lies
 * nowhere, yet every node can show it again, and a higher generation replaces it.
 */
@ApplicationScoped
public class PasswordSecrets {
  // 16 bytes, as NDES's single password has.
  private static final int SINGLE_DIGITS = 32;

  private final SecretMac mac;
  private final ChallengeMac challengeMac;
  private final SecureRandom random;

  PasswordSecrets() {
    this.mac = null;
    this.challengeMac = null;
    this.random = null;
  }

  @Inject
  public PasswordSecrets(ScepterHome home, ChallengeMac challengeMac, SecureRandom random) {
    this.mac = new SecretMac(home.hmacKey());
    this.challengeMac = challengeMac;
    this.random = random;
  }

  /** Under what a one-time password is kept: as the challenge that it becomes. */
  public Sha256 macOf(ChallengePassword oneTime) {
    return challengeMac.of(oneTime);
  }

  public ChallengeId id() {
    return ChallengeId.random(random);
  }

  ChallengePassword oneTime(PasswordEndpoint endpoint) {
    byte[] secret = new byte[endpoint.passwords().passwordLength()];
    random.nextBytes(secret);
    return ChallengePassword.of(Hex.encode(secret).toUpperCase(Locale.ROOT));
  }

  public ChallengePassword single(PasswordEndpoint endpoint) {
    String all =
        mac.of(
            "single-password",
            endpoint.name() + "\0" + endpoint.passwords().singlePasswordGeneration());
    return ChallengePassword.of(all.substring(0, SINGLE_DIGITS).toUpperCase(Locale.ROOT));
  }

  /** Under what one key's use of the single password is kept. */
  public Sha256 useOfSingle(PasswordEndpoint endpoint, Sha256 key) {
    return new Sha256(
        mac.of(
            "single-password-use",
            endpoint.name()
                + "\0"
                + endpoint.passwords().singlePasswordGeneration()
                + "\0"
                + key.hex()));
  }

  /** Under what one key's enrolment without any password is kept. */
  public Sha256 useOfNone(PasswordEndpoint endpoint, Sha256 key) {
    return new Sha256(mac.of("no-password-use", endpoint.name() + "\0" + key.hex()));
  }
}
