package org.scepter.diagnostics.outside;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Expiry;
import org.scepter.diagnostics.Finding;

/** Whether devices take the TLS that the public URL offers. */
public final class PublicTlsCheck implements Check {
  private static final String SUBJECT = "public TLS";
  private static final String RENEW = "renew it where TLS ends: on this server or the proxy";
  private static final String SPEAK_TLS =
      "let TLS 1.2 and 1.3 be spoken there, with usual suites and without a client certificate";

  private final PublicAddress address;

  public PublicTlsCheck(PublicAddress address) {
    this.address = address;
  }

  @Override
  public List<Finding> look() {
    if (!address.isSecure()) {
      return List.of(
          Finding.warn(
              SUBJECT,
              address.url() + " is without TLS; SCEP allows it, check-in needs https",
              "give the public URL https, in scepter.platform.public-url"));
    }
    try {
      return judged(address.handshake());
    } catch (IOException e) {
      return List.of(
          Finding.fail(
              SUBJECT,
              "no handshake with " + address.url() + ": " + PublicAddress.text(e),
              e instanceof SSLException ? SPEAK_TLS : address.cure(e)));
    }
  }

  private List<Finding> judged(Handshake seen) {
    List<Finding> findings = new ArrayList<>();
    names(seen.chain().get(0), findings);
    chain(seen, findings);
    for (X509Certificate each : seen.chain()) {
      Expiry.of(SUBJECT, each.getSubjectX500Principal().toString(), each, now(), RENEW)
          .ifPresent(findings::add);
    }
    clientCertificate(seen, findings);
    oldClients(findings);
    return findings.isEmpty() ? List.of(well(seen)) : findings;
  }

  private Instant now() {
    return address.clock().instant();
  }

  private void names(X509Certificate served, List<Finding> findings) {
    if (!ServedNames.fit(served, address.url().getHost())) {
      findings.add(
          Finding.fail(
              SUBJECT,
              address.url().getHost() + " shows a certificate for " + ServedNames.text(served),
              "give it one with that name among its subject alternative names, or call it by one"
                  + " of these in scepter.platform.public-url"));
    }
  }

  private void chain(Handshake seen, List<Finding> findings) {
    List<X509Certificate> chain = seen.chain();
    X509Certificate last = chain.get(chain.size() - 1);
    try {
      // The JDK's word for a suite of TLS 1.3, which takes any kind of key.
      address.anchors().checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
    } catch (CertificateException e) {
      // What is out of date is told by itself.
      boolean inDate =
          chain.stream()
              .allMatch(
                  each ->
                      now().isBefore(Expiry.end(each))
                          && !now().isBefore(each.getNotBefore().toInstant()));
      if (inDate) {
        findings.add(
            Finding.fail(
                SUBJECT,
                "the chain of "
                    + chain.size()
                    + " ends with "
                    + last.getSubjectX500Principal()
                    + ", issued by "
                    + last.getIssuerX500Principal()
                    + ", and leads to no root that this server or the JDK knows",
                "let the whole chain be sent, its intermediate certificates too; a root of your"
                    + " own has to reach the devices first"));
      }
    }
  }

  private static void clientCertificate(Handshake seen, List<Finding> findings) {
    if (seen.asksForCertificate()) {
      findings.add(
          Finding.fail(
              SUBJECT,
              "it asks for a client certificate, at which devices give up",
              "switch client authentication off for this name: SCEP brings its own"));
    }
  }

  private void oldClients(List<Finding> findings) {
    try {
      address.handshake("TLSv1.2");
    } catch (IOException e) {
      findings.add(
          Finding.fail(
              SUBJECT,
              "TLS 1.2 is refused: " + PublicAddress.text(e),
              "allow TLS 1.2 beside 1.3, for macOS and Windows enrol with nothing newer"));
    }
  }

  private static Finding well(Handshake seen) {
    X509Certificate served = seen.chain().get(0);
    return Finding.ok(
        SUBJECT,
        "a certificate for "
            + ServedNames.text(served)
            + " of "
            + served.getIssuerX500Principal()
            + ", until "
            + Expiry.end(served)
            + "; "
            + seen.protocol()
            + " and TLSv1.2");
  }
}
