package org.scepter.platform.peer;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;

/**
 * What a node shows to the servers inside, the key of {@code ndes/policy-module.p12}, and whom it
 * takes for one of them: the certificates of {@code ndes/inside}, each a listener's own or that of
 * a CA which certifies listeners; the listener's name is checked in both cases. What changes in the
 * home counts for the next connection.
 */
public final class NodeIdentity {
  /** The node's client certificate with its key. */
  public static final String KEY = "ndes/policy-module.p12";

  /** Whom the node trusts as the inside. */
  public static final String TRUSTED = "ndes/inside";

  private final ScepterHome home;
  private final String keyFile;
  private final PinnedCertificates trusted;
  private final Duration connectTimeout;
  private final Clock clock;
  private volatile Made made;

  private record Made(FileTime key, List<X509Certificate> trusted, HttpClient client) {}

  public NodeIdentity(ScepterHome home, Duration connectTimeout, Clock clock) {
    this(home, KEY, connectTimeout, clock);
  }

  /**
   * @param keyFile another key than the one that the node shows otherwise
   */
  public NodeIdentity(ScepterHome home, String keyFile, Duration connectTimeout, Clock clock) {
    this.home = home;
    this.keyFile = keyFile;
    this.trusted = new PinnedCertificates(home.resolve(TRUSTED), clock);
    this.connectTimeout = connectTimeout;
    this.clock = clock;
  }

  /**
   * A client for the inside as it is to be called now.
   *
   * @throws NoIdentityException if the home has no key to show, or none that can be used
   * @throws IOException if the home lacks what else it needs
   */
  public HttpClient client() throws IOException {
    List<X509Certificate> pinned = trusted.all();
    try {
      FileTime written = Files.getLastModifiedTime(home.resolve(keyFile));
      Made held = made;
      if (held == null || !held.key().equals(written) || !held.trusted().equals(pinned)) {
        held = new Made(written, pinned, client(home.key(keyFile), pinned));
        made = held;
      }
      return held.client();
    } catch (NoSuchFileException e) {
      throw new NoIdentityException(keyFile + " is missing");
    } catch (UnusableHomeException e) {
      throw new NoIdentityException(e.getMessage());
    }
  }

  private HttpClient client(KeyEntry key, List<X509Certificate> pinned) throws IOException {
    if (pinned.isEmpty()) {
      throw new IOException(trusted + " has no certificate by which to know the inside");
    }
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(connectTimeout)
          .sslContext(context(key, pinned))
          .build();
    } catch (GeneralSecurityException e) {
      throw new NoIdentityException("no TLS with the keys of the home: " + e.getMessage());
    }
  }

  private SSLContext context(KeyEntry key, List<X509Certificate> pinned)
      throws IOException, GeneralSecurityException {
    char[] none = new char[0];
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, none);
    own.setKeyEntry(key.alias(), key.privateKey(), none, key.chain().toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, none);
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, none);
    for (X509Certificate each : pinned) {
      anchors.setCertificateEntry("pin-" + anchors.size(), each);
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(anchors);
    X509ExtendedTrustManager manager =
        Arrays.stream(trust.getTrustManagers())
            .filter(X509ExtendedTrustManager.class::isInstance)
            .map(X509ExtendedTrustManager.class::cast)
            .findFirst()
            .orElseThrow();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[] {new PinnedTrust(manager, clock)}, null);
    return context;
  }
}
