package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.scepter.platform.SettingsReader;

/** Makes the tokens by which devices prove themselves at check-in. */
@ApplicationScoped
public class DeviceTokens {
  private final TokenMac mac;
  private final SecureRandom random;
  private final Clock clock;
  private final Duration lifetime;

  DeviceTokens() {
    this.mac = null;
    this.random = null;
    this.clock = null;
    this.lifetime = null;
  }

  @Inject
  public DeviceTokens(TokenMac mac, SecureRandom random, Clock clock, SettingsReader reader) {
    this.mac = mac;
    this.random = random;
    this.clock = clock;
    this.lifetime = DeviceSettings.from(reader).tokenLifetime();
  }

  NewToken make() {
    return new NewToken(SecretToken.random(random), now().plus(lifetime));
  }

  String mac(NewToken token) {
    return mac.ofDeviceToken(token.token().reveal());
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
