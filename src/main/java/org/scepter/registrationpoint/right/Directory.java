package org.scepter.registrationpoint.right;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.PartialResultException;
import javax.naming.directory.SearchControls;
import javax.naming.directory.SearchResult;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.LdapContext;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.StartTlsRequest;
import javax.naming.ldap.StartTlsResponse;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** One question to the directory, always over TLS and within a bounded time. */
final class Directory {
  private static final String FACTORY = "com.sun.jndi.ldap.LdapCtxFactory";

  private final DirectorySettings settings;

  Directory(DirectorySettings settings) {
    this.settings = settings;
  }

  /** The directory gave no answer. */
  static final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Whether the user is found with the group's right.
   *
   * @throws NoAnswerException if the directory cannot be asked or does not say
   */
  boolean allows(String user, String group) throws NoAnswerException {
    LdapContext context = null;
    StartTlsResponse tls = null;
    try {
      SSLSocketFactory sockets = sockets();
      if ("ldaps".equals(settings.url().getScheme())) {
        context = LdapSockets.using(sockets, () -> new InitialLdapContext(ldaps(), null));
      } else {
        context = new InitialLdapContext(plain(), null);
        tls = (StartTlsResponse) context.extendedOperation(new StartTlsRequest());
        tls.negotiate(sockets);
        bind(context);
      }
      return isFound(context, user, group);
    } catch (NamingException | IOException | GeneralSecurityException e) {
      throw new NoAnswerException(String.valueOf(e.getMessage()), e);
    } finally {
      close(tls, context);
    }
  }

  // No attribute and no object comes back, so nothing of the directory's is deserialised.
  @SuppressWarnings("BanJNDI")
  private boolean isFound(LdapContext context, String user, String group) throws NamingException {
    SearchControls controls = new SearchControls();
    controls.setSearchScope(SearchControls.SUBTREE_SCOPE);
    controls.setCountLimit(2);
    controls.setTimeLimit((int) settings.timeout().toMillis());
    controls.setReturningAttributes(new String[] {"1.1"}); // RFC 4511 §4.5.1.8: no attributes
    NamingEnumeration<SearchResult> found =
        context.search(
            new LdapName(settings.base()),
            FilterText.filled(settings.filter(), user, group),
            controls);
    int entries = 0;
    try {
      while (entries < 2 && found.hasMore()) {
        found.next();
        entries++;
      }
    } catch (PartialResultException e) {
      // Active Directory ends a search beneath a domain's root with the names of its other parts,
      // which are not followed.
    } finally {
      found.close();
    }
    // Two entries of one name say nothing of either.
    return entries == 1;
  }

  private Hashtable<String, String> plain() {
    // JNDI takes no other map.
    @SuppressWarnings("JdkObsolete")
    Hashtable<String, String> environment = new Hashtable<>();
    String millis = Long.toString(settings.timeout().toMillis());
    environment.put(Context.INITIAL_CONTEXT_FACTORY, FACTORY);
    environment.put(Context.PROVIDER_URL, settings.url().toString());
    environment.put("com.sun.jndi.ldap.connect.timeout", millis);
    environment.put("com.sun.jndi.ldap.read.timeout", millis);
    environment.put(Context.REFERRAL, "ignore");
    environment.put(Context.SECURITY_AUTHENTICATION, "none");
    return environment;
  }

  private Hashtable<String, String> ldaps() throws IOException {
    Hashtable<String, String> environment = plain();
    environment.put("java.naming.ldap.factory.socket", LdapSockets.class.getName());
    if (settings.bindName().isPresent()) {
      environment.put(Context.SECURITY_AUTHENTICATION, "simple");
      environment.put(Context.SECURITY_PRINCIPAL, settings.bindName().get());
      environment.put(Context.SECURITY_CREDENTIALS, password());
    }
    return environment;
  }

  private void bind(LdapContext context) throws NamingException, IOException {
    if (settings.bindName().isPresent()) {
      context.addToEnvironment(Context.SECURITY_AUTHENTICATION, "simple");
      context.addToEnvironment(Context.SECURITY_PRINCIPAL, settings.bindName().get());
      context.addToEnvironment(Context.SECURITY_CREDENTIALS, password());
      context.reconnect(null);
    }
  }

  private String password() throws IOException {
    String password = Files.readString(settings.bindPasswordFile().orElseThrow()).strip();
    if (password.isEmpty()) {
      // RFC 4513 §5.1.2: a bind with an empty password succeeds as anonymous.
      throw new IOException("the file of the directory's password is empty");
    }
    return password;
  }

  private SSLSocketFactory sockets() throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(settings.trustFile().isPresent() ? roots() : null);
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private KeyStore roots() throws IOException, GeneralSecurityException {
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    int number = 0;
    try (InputStream in = Files.newInputStream(settings.trustFile().orElseThrow())) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        roots.setCertificateEntry("root-" + number++, each);
      }
    }
    return roots;
  }

  private static void close(StartTlsResponse tls, LdapContext context) {
    try {
      if (tls != null) {
        tls.close();
      }
      if (context != null) {
        context.close();
      }
    } catch (IOException | NamingException e) {
      // The answer is there already, or will not come.
    }
  }
}
