package org.scepter.registrationpoint.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;
import org.scepter.registrationpoint.RegistrationPointSettings;

/**
 * Calls the registration point over TLS with the policy module's client certificate, trusting the
 * home's root alone and checking the listener's name. What goes wrong is told in ConfigMgr's line,
 * then explained.
 */
@ApplicationScoped
public class ListenerProbe implements CrpHealth.Probe {
  static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String PATH = "/CMCertificateRegistration/health";
  private static final String KEY = "ndes/policy-module.p12";

  private final ScepterHome home;
  private final URI address;
  private final Duration timeout;

  ListenerProbe() {
    this.home = null;
    this.address = null;
    this.timeout = TIMEOUT;
  }

  @Inject
  public ListenerProbe(ScepterHome home, RegistrationPointSettings settings) {
    this(home, settings.healthUrl(), TIMEOUT);
  }

  ListenerProbe(ScepterHome home, URI listener, Duration timeout) {
    this.timeout = timeout;
    this.home = home;
    this.address = URI.create(listener + PATH);
  }

  @Override
  public List<String> failures() {
    KeyEntry key;
    try {
      // Read each time, so that a renewed one counts at once.
      key = home.key(KEY);
    } catch (UnusableHomeException e) {
      return List.of("Failed to retrieve client certificate. Error -2147467259", e.getMessage());
    }
    ShownCertificate shown = new ShownCertificate(key);
    try {
      return ask(key, shown);
    } catch (IOException e) {
      return List.of(
          "Health check request failed, no answer from " + address + ": " + e.getMessage(),
          new ListenerFault(address, key, timeout).explain(e, shown.wasAsked()));
    } catch (GeneralSecurityException e) {
      return List.of("Failed to retrieve client certificate. Error -2147467259", e.toString());
    }
  }

  private List<String> ask(KeyEntry key, ShownCertificate shown)
      throws IOException, GeneralSecurityException {
    HttpsURLConnection call = (HttpsURLConnection) address.toURL().openConnection();
    try {
      call.setSSLSocketFactory(context(key, shown).getSocketFactory());
      call.setConnectTimeout((int) timeout.toMillis());
      call.setReadTimeout((int) timeout.toMillis());
      call.setInstanceFollowRedirects(false);
      call.setUseCaches(false);
      call.setRequestProperty("Connection", "close");
      call.setRequestProperty("User-Agent", "NDES_Plugin");
      int status = call.getResponseCode();
      return status == HttpURLConnection.HTTP_OK
          ? List.of()
          : List.of(
              failed(status, call.getResponseMessage()),
              ListenerFault.explain(status, shown.wasAsked(), key.certificate()));
    } finally {
      call.disconnect();
    }
  }

  /** ConfigMgr's line. */
  static String failed(int status, String phrase) {
    String known = phrase == null || phrase.isEmpty() ? phrase(status) : phrase;
    return "Health check request failed, status code is " + status + ", '" + known + "'.";
  }

  // HTTP/2 and some servers send none.
  private static String phrase(int status) {
    return switch (status) {
      case HttpURLConnection.HTTP_FORBIDDEN -> "Forbidden";
      case HttpURLConnection.HTTP_NOT_FOUND -> "Not Found";
      case HttpURLConnection.HTTP_INTERNAL_ERROR -> "Internal Server Error";
      case HttpURLConnection.HTTP_UNAVAILABLE -> "Service Unavailable";
      default -> "";
    };
  }

  private static SSLContext context(KeyEntry key, ShownCertificate shown)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = key.chain();
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("root", chain.get(chain.size() - 1));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {shown}, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public String passed() {
    return "the internal listener answered the policy module's certificate";
  }
}
