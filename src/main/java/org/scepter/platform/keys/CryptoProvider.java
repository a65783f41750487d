package org.scepter.platform.keys;

/** {@code scepter.crypto.provider}: who signs and decrypts with keys that are in memory. */
public enum CryptoProvider {
  /** {@link #ACCP} where it loads, else {@link #BC}, which decrypts in both cases. */
  AUTO,
  /** The JDK's own. */
  JDK,
  /** Bouncy Castle: pure Java, works everywhere. */
  BC,
  /** Amazon Corretto Crypto Provider: native, several times as fast. */
  ACCP
}
