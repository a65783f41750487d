package org.scepter.issuing.signing;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.scepter.pki.Der;
import org.scepter.pki.SubjectAltNames;

/** Writes a plan as a TBSCertificate (RFC 5280 §4.1); every extension is made here, none copied. */
final class TbsCertificate {
  static final ASN1ObjectIdentifier SID_EXTENSION =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2");
  private static final ASN1ObjectIdentifier NO_CHECK =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.1.5");
  private static final ASN1ObjectIdentifier OBJECT_SID =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2.1");

  private TbsCertificate() {}

  static Der encode(CertificatePlan plan, Issuer issuer) {
    SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(plan.publicKey().bytes());
    V3TBSCertificateGenerator tbs = new V3TBSCertificateGenerator();
    tbs.setSerialNumber(new ASN1Integer(plan.serial().value()));
    tbs.setSignature(issuer.key().algorithm());
    tbs.setIssuer(issuer.name());
    tbs.setStartDate(new Time(Date.from(plan.notBefore())));
    tbs.setEndDate(new Time(Date.from(plan.notAfter())));
    tbs.setSubject(X500Name.getInstance(plan.subject().der().bytes()));
    tbs.setSubjectPublicKeyInfo(key);
    try {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      addKeys(extensions, key, issuer);
      addUsages(extensions, plan);
      addNames(extensions, plan);
      if (plan.constraint() == CertificatePlan.Constraint.RESPONDER) {
        extensions.addExtension(NO_CHECK, false, DERNull.INSTANCE);
      } else {
        addPublication(extensions, issuer);
      }
      tbs.setExtensions(extensions.generate());
      return Der.of(tbs.generateTBSCertificate().getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException("a planned certificate encodes", e);
    }
  }

  private static void addKeys(
      ExtensionsGenerator extensions, SubjectPublicKeyInfo key, Issuer issuer) throws IOException {
    extensions.addExtension(Extension.subjectKeyIdentifier, false, KeyIdentifiers.of(key));
    extensions.addExtension(Extension.authorityKeyIdentifier, false, issuer.keyIdentifier());
  }

  private static void addUsages(ExtensionsGenerator extensions, CertificatePlan plan)
      throws IOException {
    extensions.addExtension(Extension.basicConstraints, true, constraints(plan.constraint()));
    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(plan.keyUsage()));
    if (!plan.extendedKeyUsages().isEmpty()) {
      KeyPurposeId[] purposes =
          plan.extendedKeyUsages().stream()
              .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
              .toArray(KeyPurposeId[]::new);
      extensions.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }
  }

  private static BasicConstraints constraints(CertificatePlan.Constraint constraint) {
    return switch (constraint) {
      case ROOT -> new BasicConstraints(true);
      case ISSUING -> new BasicConstraints(0);
      case END_ENTITY, RESPONDER -> new BasicConstraints(false);
    };
  }

  private static void addNames(ExtensionsGenerator extensions, CertificatePlan plan)
      throws IOException {
    if (!plan.subjectAltNames().isEmpty()) {
      extensions.addExtension(
          Extension.subjectAlternativeName,
          plan.subject().isEmpty(),
          SubjectAltNames.encode(plan.subjectAltNames()));
    }
    if (plan.securityIdentifier().isPresent()) {
      extensions.addExtension(SID_EXTENSION, false, sid(plan.securityIdentifier().get()));
    }
  }

  private static GeneralNames sid(String sid) {
    ASN1Encodable[] named = {
      OBJECT_SID,
      new DERTaggedObject(true, 0, new DEROctetString(sid.getBytes(StandardCharsets.US_ASCII)))
    };
    return new GeneralNames(new GeneralName(GeneralName.otherName, new DERSequence(named)));
  }

  private static void addPublication(ExtensionsGenerator extensions, Issuer issuer)
      throws IOException {
    if (issuer.published().isEmpty()) {
      return;
    }
    PublishedAt at = issuer.published().get();
    extensions.addExtension(Extension.cRLDistributionPoints, false, point(at.crl()));
    extensions.addExtension(
        Extension.authorityInfoAccess,
        false,
        new AuthorityInformationAccess(access(at).toArray(AccessDescription[]::new)));
  }

  private static List<AccessDescription> access(PublishedAt at) {
    List<AccessDescription> access = new ArrayList<>();
    at.ocsp()
        .map(URI::toString)
        .map(address -> new AccessDescription(AccessDescription.id_ad_ocsp, url(address)))
        .ifPresent(access::add);
    access.add(
        new AccessDescription(AccessDescription.id_ad_caIssuers, url(at.certificate().toString())));
    return access;
  }

  static CRLDistPoint point(URI address) {
    DistributionPointName name =
        new DistributionPointName(new GeneralNames(url(address.toString())));
    return new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(name, null, null)});
  }

  private static GeneralName url(String url) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, url);
  }
}
