package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SecretMac;

/** MACs of tokens under the home's key; each kind of token is apart from every other secret. */
@ApplicationScoped
public class TokenMac {
  private final SecretMac mac;

  TokenMac() {
    this.mac = null;
  }

  @Inject
  public TokenMac(ScepterHome home) {
    this.mac = new SecretMac(home.hmacKey());
  }

  public String ofDeviceToken(String secret) {
    return mac.of("device-token", secret);
  }

  public String ofApiToken(String secret) {
    return mac.of("api-token", secret);
  }
}
