package org.scepter.monitoring.jmx;

import java.util.List;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.keys.Token;

/** The use of private keys for JMX. */
final class Keys implements KeysMXBean {
  private final KeyHolders holders;

  Keys(KeyHolders holders) {
    this.holders = holders;
  }

  @Override
  public String getCryptoProvider() {
    return holders.providers().description();
  }

  @Override
  public List<String> getTokensAway() {
    return Token.away();
  }
}
