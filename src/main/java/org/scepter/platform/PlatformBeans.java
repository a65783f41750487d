package org.scepter.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Makes what pure classes get by their constructors: clock, randomness, provider, settings, home.
 */
@ApplicationScoped
public class PlatformBeans {
  // An instance of our own: the server may have another Bouncy Castle registered by name.
  private final Provider provider = new BouncyCastleProvider();
  private final SecureRandom random = new SecureRandom();
  private final SettingsReader reader =
      new SettingsReader(key -> ConfigProvider.getConfig().getOptionalValue(key, String.class));
  private volatile PlatformSettings settings;
  private volatile ScepterHome home;

  @Produces
  @Dependent
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Dependent
  SecureRandom random() {
    return random;
  }

  @Produces
  @Dependent
  Provider provider() {
    return provider;
  }

  @Produces
  @Dependent
  SettingsReader reader() {
    return reader;
  }

  @Produces
  @Dependent
  PlatformSettings settings() {
    if (settings == null) {
      settings = PlatformSettings.from(reader);
    }
    return settings;
  }

  @Produces
  @Dependent
  ScepterHome home() {
    if (home == null) {
      home = ScepterHome.open(settings().home());
    }
    return home;
  }
}
