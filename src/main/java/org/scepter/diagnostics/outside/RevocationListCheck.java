package org.scepter.diagnostics.outside;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Finding;

/** The CRLs at the addresses that stand in this home's certificates. */
public final class RevocationListCheck implements Check {
  private static final String SUBJECT = "CRL";
  private static final String REACH =
      "let the address that stands in every certificate lead to this server's /crl, without TLS";

  // More than a million certificates.
  private static final int MAX_LENGTH = 1 << 26;

  private final List<X509Certificate> chain;
  private final Clock clock;
  private final Web web;

  /**
   * @param chain a certificate of this home and its issuers, root last
   */
  public RevocationListCheck(List<X509Certificate> chain, Clock clock, Duration timeout) {
    this.chain = List.copyOf(chain);
    this.clock = clock;
    this.web = Web.anonymous(new Anchors(chain), clock, timeout);
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i + 1 < chain.size(); i++) {
      for (URI address : addresses(chain.get(i))) {
        findings.add(look(address, chain.get(i + 1)));
      }
    }
    return findings;
  }

  private Finding look(URI address, X509Certificate issuer) {
    try {
      Fetched answer = web.get(address, MAX_LENGTH);
      if (answer.status() != 200) {
        return Finding.fail(SUBJECT, address + " answers " + answer.status(), REACH);
      }
      X509CRL crl =
          (X509CRL)
              CertificateFactory.getInstance("X.509")
                  .generateCRL(new ByteArrayInputStream(answer.body()));
      crl.verify(issuer.getPublicKey());
      return judge(address, crl);
    } catch (IOException e) {
      return Finding.fail(SUBJECT, address + ": " + PublicAddress.text(e), REACH);
    } catch (GeneralSecurityException e) {
      return Finding.fail(
          SUBJECT,
          address + " gives no CRL of " + issuer.getSubjectX500Principal().getName(),
          REACH);
    }
  }

  @SuppressWarnings("JavaUtilDate") // the JDK's CRLs have no other
  private Finding judge(URI address, X509CRL crl) {
    Instant end = crl.getNextUpdate() == null ? Instant.MAX : crl.getNextUpdate().toInstant();
    Instant now = clock.instant();
    // A CA that signs makes the next one long before: it is one that was made offline.
    if (now.isBefore(end) && isInItsLastQuarter(crl.getThisUpdate().toInstant(), end, now)) {
      return Finding.warn(
          SUBJECT,
          address + " ends at " + end,
          "make the next one: scepter make-root-crl and take-root-crl, if the root is offline");
    }
    return now.isBefore(end)
        ? Finding.ok(SUBJECT, address + " is good until " + end)
        : Finding.fail(
            SUBJECT,
            address + " has ended at " + end,
            "let the CA sign: its key in the home, and the server's log");
  }

  private static boolean isInItsLastQuarter(Instant begin, Instant end, Instant now) {
    return !end.equals(Instant.MAX)
        && Duration.between(now, end).multipliedBy(4).compareTo(Duration.between(begin, end)) < 0;
  }

  private static List<URI> addresses(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
    List<URI> addresses = new ArrayList<>();
    if (extension == null) {
      return addresses;
    }
    CRLDistPoint points =
        CRLDistPoint.getInstance(ASN1OctetString.getInstance(extension).getOctets());
    for (DistributionPoint point : points.getDistributionPoints()) {
      DistributionPointName name = point.getDistributionPoint();
      if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
        for (GeneralName each : GeneralNames.getInstance(name.getName()).getNames()) {
          String text = each.getName().toString();
          if (each.getTagNo() == GeneralName.uniformResourceIdentifier && text.startsWith("http")) {
            addresses.add(URI.create(text));
          }
        }
      }
    }
    return addresses;
  }
}
