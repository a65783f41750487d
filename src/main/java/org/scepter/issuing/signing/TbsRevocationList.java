package org.scepter.issuing.signing;

import java.io.IOException;
import java.net.URI;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.scepter.pki.Der;

/** Writes a TBSCertList (RFC 5280 §5.1). */
final class TbsRevocationList {
  private TbsRevocationList() {}

  private static void add(V2TBSCertListGenerator tbs, RevocationListPlan.Entry entry) {
    ASN1Integer serial = new ASN1Integer(entry.serial().value());
    Time at = new Time(Date.from(entry.at()));
    if (entry.reason() == 0) {
      tbs.addCRLEntry(serial, at, (Extensions) null);
    } else {
      tbs.addCRLEntry(serial, at, entry.reason());
    }
  }

  // A full CRL tells where deltas are, a delta on which full one it builds (RFC 5280 §5.2.4,
  // 5.2.6).
  private static void addDelta(
      ExtensionsGenerator extensions, RevocationListPlan plan, Issuer issuer) throws IOException {
    Optional<URI> delta = issuer.published().flatMap(PublishedAt::delta);
    if (plan.base().isPresent()) {
      extensions.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(plan.base().get()));
    } else if (delta.isPresent()) {
      extensions.addExtension(Extension.freshestCRL, false, TbsCertificate.point(delta.get()));
    }
  }

  static Der encode(RevocationListPlan plan, Issuer issuer) {
    V2TBSCertListGenerator tbs = new V2TBSCertListGenerator();
    tbs.setSignature(issuer.key().algorithm());
    tbs.setIssuer(issuer.name());
    tbs.setThisUpdate(new Time(Date.from(plan.thisUpdate())));
    tbs.setNextUpdate(new Time(Date.from(plan.nextUpdate())));
    plan.entries().forEach(entry -> add(tbs, entry));
    try {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.authorityKeyIdentifier, false, issuer.keyIdentifier());
      extensions.addExtension(Extension.cRLNumber, false, new CRLNumber(plan.number()));
      addDelta(extensions, plan, issuer);
      tbs.setExtensions(extensions.generate());
      return Der.of(tbs.generateTBSCertList().getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException("a planned CRL encodes", e);
    }
  }
}
