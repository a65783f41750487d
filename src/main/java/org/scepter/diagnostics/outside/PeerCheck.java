package org.scepter.diagnostics.outside;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Finding;
import org.scepter.platform.peer.NodeIdentity;

/** Whether the servers inside that this one asks know it, and what time they have. */
public final class PeerCheck implements Check {
  private static final String SUBJECT = "inside";
  private static final String FILES =
      "restore the home's ndes directory, or let the node join anew: scepter node add, node join";

  private final List<URI> peers;
  private final NodeIdentity identity;
  private final Clock clock;
  private final Duration timeout;

  /**
   * @param peers internal listeners
   */
  public PeerCheck(List<URI> peers, NodeIdentity identity, Clock clock, Duration timeout) {
    this.peers = peers.stream().distinct().toList();
    this.identity = identity;
    this.clock = clock;
    this.timeout = timeout;
  }

  @Override
  public List<Finding> look() {
    if (peers.isEmpty()) {
      return List.of();
    }
    Web web;
    try {
      web = new Web(identity.client(), clock, timeout);
    } catch (IOException e) {
      return List.of(Finding.fail(SUBJECT, String.valueOf(e.getMessage()), FILES));
    }
    List<Finding> findings = new ArrayList<>();
    peers.forEach(peer -> look(web, peer, findings));
    return findings;
  }

  private static void look(Web web, URI peer, List<Finding> findings) {
    Fetched answer;
    try {
      answer = web.get(URI.create(peer + "/health"));
    } catch (IOException e) {
      findings.add(Finding.fail(SUBJECT, peer + ": " + PublicAddress.text(e), cure(e)));
      return;
    }
    findings.add(
        switch (answer.status()) {
          case 200 -> Finding.ok(SUBJECT, peer + " knows this node and is ready");
          case 503 ->
              Finding.warn(
                  SUBJECT, peer + " is not ready: " + answer.text(), "see crpctrl.log there");
          case 403 ->
              Finding.fail(
                  SUBJECT,
                  peer + " does not know this node's client certificate",
                  "see CRP.log and /api/v1/nodes there: it is not registered, was ended, or is out"
                      + " of date");
          default ->
              Finding.fail(
                  SUBJECT,
                  peer + " answers " + answer.status(),
                  "correct scepter.registrationpoint.urls and scepter.issuing.urls: they name"
                      + " internal listeners");
        });
    answer
        .clockAhead()
        .ifPresent(ahead -> findings.add(Clocks.judge(peer.getAuthority() + "'s", ahead)));
  }

  private static String cure(IOException failure) {
    return failure instanceof SSLException
        ? "let that listener show a certificate for this name from a CA in ndes/inside, and have"
            + " the issuer of this node's certificate in its trust store"
        : "start that server, let the firewall pass this one to it, and correct"
            + " scepter.registrationpoint.urls and scepter.issuing.urls";
  }
}
