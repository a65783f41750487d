package org.scepter.diagnostics.outside;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Expiry;
import org.scepter.diagnostics.Finding;

/** When the certificate ends that a listener of this server really shows. */
public final class ListenerCheck implements Check {
  private final String subject;
  private final String host;
  private final int port;
  private final Clock clock;
  private final Duration timeout;

  /**
   * @param name which listener, {@code internal}
   */
  public ListenerCheck(String name, String host, int port, Clock clock, Duration timeout) {
    this.subject = name + " listener";
    this.host = host;
    this.port = port;
    this.clock = clock;
    this.timeout = timeout;
  }

  @Override
  public List<Finding> look() {
    X509Certificate shown;
    try {
      shown = Handshake.with(host, port, timeout).chain().get(0);
    } catch (IOException e) {
      return List.of(
          Finding.fail(
              subject,
              "no handshake with " + host + ":" + port + ": " + PublicAddress.text(e),
              "start the server, bind the listener to an address that "
                  + host
                  + " leads to, and see the server's log"));
    }
    String what = host + ":" + port + " shows " + shown.getSubjectX500Principal().getName();
    return Expiry.of(
            subject,
            what + ", which",
            shown,
            clock.instant(),
            "let the server take up the renewed one from its key store:"
                + " server-config/wildfly/reload-tls or server-config/payara/reload-tls")
        .map(List::of)
        .orElseGet(() -> List.of(Finding.ok(subject, what + " until " + Expiry.end(shown))));
  }
}
