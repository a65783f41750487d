package org.scepter.issuing.elsewhere.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;

/** Whom a call trusts and what it shows; a new client key in its file is taken up by itself. */
public final class TlsContexts {
  private final CallSettings settings;
  private final ScepterHome home;
  private volatile Made made;

  public TlsContexts(CallSettings settings, ScepterHome home) {
    this.settings = settings;
    this.home = home;
  }

  private record Made(Optional<FileTime> of, SSLContext context, Optional<KeyEntry> shown) {}

  /**
   * The client key that is shown, if there is one.
   *
   * @throws UnusableHomeException if it cannot be used
   */
  public Optional<KeyEntry> shown() {
    return current().shown();
  }

  /**
   * Reads all files now, and not at the first call.
   *
   * @throws UnusableHomeException if one cannot be used
   */
  public void requireUsable() {
    current();
  }

  void secure(HttpsURLConnection connection) throws IOException {
    try {
      connection.setSSLSocketFactory(current().context().getSocketFactory());
    } catch (UnusableHomeException e) {
      throw new java.net.ConnectException(e.getMessage());
    }
    if (settings.pin().isPresent()) {
      // Whose it is was settled when it was pinned.
      connection.setHostnameVerifier((name, session) -> true);
    }
  }

  private synchronized Made current() {
    try {
      Optional<FileTime> time = Optional.empty();
      if (settings.clientKey().isPresent()) {
        time = Optional.of(Files.getLastModifiedTime(path(settings.clientKey().get())));
      }
      if (made == null || !made.of().equals(time)) {
        Optional<KeyEntry> key =
            settings
                .clientKey()
                .map(file -> ClientKey.read(home, file, settings.clientKeyPassword()));
        made = new Made(time, context(key), key);
      }
      return made;
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableHomeException("TLS to the other CA cannot be set up: " + e.getMessage());
    }
  }

  private Path path(Path file) {
    return home.directory().resolve(file);
  }

  private SSLContext context(Optional<KeyEntry> key) throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(key.isPresent() ? keys(key.get()) : null, trusted(), null);
    return context;
  }

  private static KeyManager[] keys(KeyEntry key) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] none = new char[0];
    store.setKeyEntry("client", key.privateKey(), none, key.chain().toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, none);
    return keys.getKeyManagers();
  }

  private TrustManager[] trusted() throws GeneralSecurityException, IOException {
    if (settings.pin().isPresent()) {
      return new TrustManager[] {new PinnedServer(settings.pin().get())};
    }
    if (settings.trustFile().isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    byte[] pem = Files.readAllBytes(path(settings.trustFile().get()));
    int number = 0;
    for (Certificate each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))) {
      store.setCertificateEntry("root-" + number++, (X509Certificate) each);
    }
    if (number == 0) {
      throw new IOException(path(settings.trustFile().get()) + " holds no certificate");
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }
}
