package org.scepter.registrationpoint.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;
import org.scepter.registrationpoint.RegistrationPointSettings;

/**
 * Calls the registration point over TLS with the policy module's client certificate, trusting the
 * home's root alone and checking the listener's name.
 */
@ApplicationScoped
public class ListenerProbe implements CrpHealth.Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String PATH = "/CMCertificateRegistration/health";

  private final ScepterHome home;
  private final URI address;

  ListenerProbe() {
    this.home = null;
    this.address = null;
  }

  @Inject
  public ListenerProbe(ScepterHome home, RegistrationPointSettings settings) {
    this.home = home;
    this.address = URI.create(settings.healthUrl() + PATH);
  }

  @Override
  public Optional<String> failure() {
    try {
      return ask();
    } catch (IOException | GeneralSecurityException | UnusableHomeException e) {
      return Optional.of(
          "Health check request failed, no answer from " + address + ": " + e.getMessage());
    }
  }

  private Optional<String> ask() throws IOException, GeneralSecurityException {
    HttpsURLConnection call = (HttpsURLConnection) address.toURL().openConnection();
    try {
      // The key is read each time, so that a renewed one counts at once.
      call.setSSLSocketFactory(context(home.key("ndes/policy-module.p12")).getSocketFactory());
      call.setConnectTimeout((int) TIMEOUT.toMillis());
      call.setReadTimeout((int) TIMEOUT.toMillis());
      call.setInstanceFollowRedirects(false);
      call.setUseCaches(false);
      call.setRequestProperty("Connection", "close");
      call.setRequestProperty("User-Agent", "NDES_Plugin");
      return call.getResponseCode() == HttpURLConnection.HTTP_OK
          ? Optional.empty()
          : Optional.of(failed(call.getResponseCode(), call.getResponseMessage()));
    } finally {
      call.disconnect();
    }
  }

  /** ConfigMgr's line. */
  static String failed(int status, String phrase) {
    return "Health check request failed, status code is "
        + status
        + ", '"
        + (phrase == null ? "" : phrase)
        + "'.";
  }

  private static SSLContext context(KeyEntry key) throws IOException, GeneralSecurityException {
    char[] none = new char[0];
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, none);
    own.setKeyEntry(key.alias(), key.privateKey(), none, key.chain().toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, none);
    List<? extends Certificate> chain = key.chain();
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, none);
    roots.setCertificateEntry("root", chain.get(chain.size() - 1));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
