package org.scepter.issuing.lint;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.scepter.pki.Der;
import org.scepter.testing.scep.TestKeys;

/** A TBSCertificate without fault, every part of which can be replaced by a bad one. */
final class Draft {
  private static final byte[] KEY_ID = new byte[20];
  private static final PublicKey RSA = TestKeys.rsa().getPublic();

  BigInteger serial = BigInteger.ONE.shiftLeft(100);
  X500Name issuer = new X500Name("CN=Issuing CA");
  ASN1Encodable start = new DERUTCTime("260921000000Z");
  ASN1Encodable end = new DERUTCTime("270921000000Z");
  X500Name subject = new X500Name("CN=phone-1,O=Example,C=DE");
  PublicKey key = RSA;
  boolean uniqueId;
  private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

  Draft() {
    with(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(KEY_ID));
    with(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(KEY_ID));
    with(Extension.basicConstraints, true, new BasicConstraints(false));
    with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    alternativeName(new GeneralName(GeneralName.dNSName, "phone-1.example.org"));
    publishedAt("http://scep.example.org/crl/issuing.crl");
    certifiedAt(false, "http://scep.example.org/aia/issuing.cer");
  }

  Draft with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      extensions.put(oid, Extension.create(oid, critical, value));
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Draft without(ASN1ObjectIdentifier oid) {
    extensions.remove(oid);
    return this;
  }

  Draft alternativeName(GeneralName... names) {
    return with(Extension.subjectAlternativeName, false, new GeneralNames(names));
  }

  Draft publishedAt(String url) {
    return with(
        Extension.cRLDistributionPoints,
        false,
        new CRLDistPoint(
            new DistributionPoint[] {
              new DistributionPoint(
                  new DistributionPointName(new GeneralNames(url(url))), null, null)
            }));
  }

  Draft certifiedAt(boolean critical, String url) {
    return with(
        Extension.authorityInfoAccess,
        critical,
        new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers, url(url)));
  }

  private static GeneralName url(String url) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, url);
  }

  Der toBeSigned() {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(new DERTaggedObject(true, 0, new ASN1Integer(2)));
    parts.add(new ASN1Integer(serial));
    parts.add(new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption));
    parts.add(issuer);
    parts.add(new DERSequence(new ASN1Encodable[] {start, end}));
    parts.add(subject);
    parts.add(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    if (uniqueId) {
      parts.add(new DERTaggedObject(false, 2, new DERBitString(new byte[] {1})));
    }
    parts.add(
        new DERTaggedObject(
            true, 3, new DERSequence(extensions.values().toArray(ASN1Encodable[]::new))));
    try {
      return Der.of(new DERSequence(parts).getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
