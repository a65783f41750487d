package org.scepter.monitoring.jmx;

import java.util.List;

/** Who works with this node's private keys. */
public interface KeysMXBean {
  /** The crypto provider for keys in memory, with version, and why no faster one. */
  String getCryptoProvider();

  /** Tokens that cannot be used now and why, a line each; none if all can, or there are none. */
  List<String> getTokensAway();
}
