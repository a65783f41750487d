package org.scepter.registrationpoint.health;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.scepter.platform.KeyEntry;

/**
 * The policy module's certificate for a listener that asks for one, whichever issuers it names:
 * what it refuses is to be seen. Remembers whether it asked.
 */
final class ShownCertificate extends X509ExtendedKeyManager {
  private static final String ALIAS = "policy-module";

  private final KeyEntry key;
  private volatile boolean wasAsked;

  ShownCertificate(KeyEntry key) {
    this.key = key;
  }

  boolean wasAsked() {
    return wasAsked;
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    wasAsked = true;
    String own = key.privateKey().getAlgorithm();
    return Arrays.stream(keyTypes).anyMatch(type -> type.startsWith(own)) ? ALIAS : null;
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return chooseClientAlias(keyTypes, issuers, null);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return key.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key.privateKey();
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return new String[0];
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return null;
  }
}
