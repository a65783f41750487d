package org.scepter.scep;

import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Certificate;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;
import org.scepter.scep.endpoint.Endpoint;

/**
 * What a browser sees at an endpoint without a policy module. Monitoring tools and NDES's manuals
 * look for the title.
 */
final class InformationPage {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="UTF-8">
      <title>Network Device Enrollment Service</title>
      </head>
      <body>
      <h1>Network Device Enrollment Service</h1>
      <p>Network devices use this address by the Simple Certificate Enrolment Protocol (RFC 8894).
      The endpoint <b>%s</b> has no policy module: it gives out the authority's certificates and
      %s.</p>
      <p>Before you trust a certificate of this authority, compare its fingerprint with the one that
      your administrator gave you by another way.</p>
      <dl>
      <dt>Certification authority</dt>
      <dd>%s</dd>
      <dt>SHA-256 fingerprint of its certificate</dt>
      <dd><code>%s</code></dd>
      </dl>
      </body>
      </html>
      """;

  private InformationPage() {}

  /**
   * @param ca the issuing CA's certificate
   */
  static String of(Endpoint endpoint, Der ca) {
    return of(endpoint.name(), endpoint.authority().issues(), subject(ca), ca.sha256());
  }

  static String of(EndpointName endpoint, boolean issues, String authority, Sha256 fingerprint) {
    return PAGE.formatted(
        endpoint,
        issues ? "issues some to devices whose password an administrator took" : "issues none",
        escaped(authority),
        fingerprint.fingerprint());
  }

  private static String subject(Der certificate) {
    return BCStyle.INSTANCE.toString(Certificate.getInstance(certificate.bytes()).getSubject());
  }

  /** Names of CAs are free text. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c < 0x20 || c == 0x7f ? ' ' : c);
      }
    }
    return safe.toString();
  }
}
