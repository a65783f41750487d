package org.scepter.registrationpoint.health;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;

/** Says what an administrator has to change when the listener does not answer as it should. */
record ListenerFault(URI address, KeyEntry key, Duration timeout) {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  /** Of an answer that is not the right one. */
  static String explain(int status, boolean wasAsked, X509Certificate own) {
    if (status == 403 && !wasAsked) {
      return "The listener ignores client certificates: it asked for none, so it could not"
          + " recognise the policy module. Set it to request them (WildFly: want-client-auth of its"
          + " SSL context, Payara: client-auth of its listener), as configure.cli and"
          + " configure.asadmin do.";
    }
    if (status == 403) {
      return "The listener asked for a client certificate and got "
          + named(own)
          + ", which is not registered here, was ended, or is not in date: see CRP.log and"
          + " /api/v1/nodes.";
    }
    if (status == 404) {
      return "Something else answers at this address, or this server has not the role crp.";
    }
    return "The registration point itself failed: see the server's log.";
  }

  /**
   * Of a call that had no answer.
   *
   * @param wasAsked whether the listener asked for the client certificate, and so got it
   */
  String explain(IOException failure, boolean wasAsked) {
    String text = texts(failure);
    if (failure instanceof UnknownHostException) {
      return "The name "
          + address.getHost()
          + " is not known here: check DNS or scepter.registrationpoint.health-url.";
    }
    if (text.contains("No subject alternative")
        || text.contains("No name matching")
        || text.contains("hostname wrong")) {
      return nameMismatch();
    }
    if (text.contains("PKIX path")
        || text.contains("validity check failed")
        || text.contains("CertificateExpired")) {
      return untrusted();
    }
    if (wasAsked || text.contains("Received fatal alert")) {
      return clientRefused();
    }
    return unreachable(failure);
  }

  private String clientRefused() {
    return "The listener refuses the policy module's certificate "
        + named(key.certificate())
        + ": its issuer "
        + key.certificate().getIssuerX500Principal()
        + " must be in the listener's trust store, where trust-root puts it, and it must be in date"
        + " and be for client authentication.";
  }

  private String unreachable(IOException failure) {
    boolean isSilent =
        failure instanceof SocketTimeoutException
            && String.valueOf(failure.getMessage()).contains("Read");
    if (isSilent || failure instanceof SSLException) {
      return "No TLS connection comes about: is " + address.getPort() + " the internal listener?";
    }
    if (failure instanceof ConnectException
        || failure instanceof NoRouteToHostException
        || failure instanceof SocketTimeoutException) {
      return "Nothing answers at "
          + address.getHost()
          + ":"
          + address.getPort()
          + ": is the listener open, and does no firewall stand between?";
    }
    return "The connection broke off.";
  }

  private String nameMismatch() {
    return "WINHTTP_CALLBACK_STATUS_FLAG_CERT_CN_INVALID: "
        + address.getHost()
        + " was called, the listener's certificate is for "
        + served().map(ListenerFault::names).orElse("names that could not be read")
        + ". Call it by one of these (scepter.registrationpoint.health-url), or give it a"
        + " certificate that has the name among its subject alternative names.";
  }

  private String untrusted() {
    return "The listener's certificate "
        + served()
            .map(
                it ->
                    "of "
                        + it.getIssuerX500Principal()
                        + ", valid until "
                        + it.getNotAfter().toInstant()
                        + ",")
            .orElse("")
        + " is out of date or does not come from this home's root: "
        + key.chain().get(key.chain().size() - 1).getSubjectX500Principal();
  }

  /** The certificate that the listener shows; nothing but its text is made use of. */
  private Optional<X509Certificate> served() {
    try (Socket plain = new Socket()) {
      int millis = (int) timeout.toMillis();
      plain.connect(new InetSocketAddress(address.getHost(), address.getPort()), millis);
      plain.setSoTimeout(millis);
      SeenCertificate seen = new SeenCertificate();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {seen}, null);
      try (SSLSocket socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, address.getHost(), address.getPort(), true)) {
        socket.startHandshake();
      } catch (IOException e) {
        // Refused by us once it was seen.
      }
      return seen.certificate();
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  static String names(X509Certificate certificate) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all == null) {
        return "no name at all";
      }
      return all.stream()
          .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
          .map(name -> String.valueOf(name.get(1)))
          .collect(Collectors.joining(", "));
    } catch (java.security.cert.CertificateParsingException e) {
      return "names that cannot be read";
    }
  }

  private static String named(X509Certificate certificate) {
    try {
      return Der.of(certificate.getEncoded()).thumbprint().hex();
    } catch (CertificateEncodingException e) {
      return certificate.getSubjectX500Principal().toString();
    }
  }

  private static String texts(Throwable thrown) {
    StringBuilder texts = new StringBuilder();
    Throwable at = thrown;
    for (int i = 0; i < 10 && at != null; i++, at = at.getCause()) {
      texts.append(at).append('\n');
    }
    return texts.toString();
  }

  /** Looks at the certificate and trusts none. */
  private static final class SeenCertificate implements X509TrustManager {
    private X509Certificate certificate;

    Optional<X509Certificate> certificate() {
      return Optional.ofNullable(certificate);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws java.security.cert.CertificateException {
      throw new java.security.cert.CertificateException("nobody is trusted");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws java.security.cert.CertificateException {
      certificate = chain[0];
      throw new java.security.cert.CertificateException("only looked at");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
