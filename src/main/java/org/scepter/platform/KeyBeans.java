package org.scepter.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.security.Provider;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.scepter.platform.keys.CryptoProvider;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.keys.KeyProviders;

/** Chooses once who works with private keys, by {@code scepter.crypto.provider}, and says who. */
@ApplicationScoped
public class KeyBeans implements SettingsCheck, StartStep {
  private static final System.Logger LOG = System.getLogger(KeyBeans.class.getName());
  private static final String SETTING = "scepter.crypto.provider";

  private final SettingsReader reader;
  private volatile KeyHolders holders;

  KeyBeans() {
    this.reader = null;
  }

  @Inject
  public KeyBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader settings) {
    holders();
  }

  @Produces
  @Dependent
  synchronized KeyHolders holders() {
    if (holders == null) {
      holders = new KeyHolders(chosen());
    }
    return holders;
  }

  private KeyProviders chosen() {
    CryptoProvider wanted = reader.constant(SETTING, CryptoProvider.class, CryptoProvider.AUTO);
    try {
      return KeyProviders.of(wanted);
    } catch (IllegalArgumentException e) {
      reader.fault(SETTING, e.getMessage());
      return KeyProviders.only(new BouncyCastleProvider());
    }
  }

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    KeyProviders providers = holders().providers();
    LOG.log(
        System.Logger.Level.INFO,
        "private keys are used by "
            + providers.description()
            + providers.inOrder().stream()
                .skip(1)
                .map(Provider::getName)
                .collect(Collectors.joining(", ", "; for what it lacks: ", "")));
  }
}
