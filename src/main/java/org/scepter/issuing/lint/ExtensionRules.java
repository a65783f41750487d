package org.scepter.issuing.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Rules about an end entity's extensions (RFC 5280 §4.2). */
final class ExtensionRules {
  private static final Set<ASN1ObjectIdentifier> CRITICAL =
      Set.of(Extension.basicConstraints, Extension.keyUsage, Extension.subjectAlternativeName);
  private static final int ENCIPHERS = KeyUsage.keyEncipherment | KeyUsage.dataEncipherment;

  static final List<Rule> ALL =
      List.of(
          Rule.of(
              "4.2",
              "nothing is critical that devices may not know",
              it -> CRITICAL.containsAll(List.of(extensions(it).getCriticalExtensionOIDs()))),
          Rule.of(
              "4.2.1.1",
              "the authority key identifier names a key and is not critical",
              it ->
                  AuthorityKeyIdentifier.fromExtensions(extensions(it)).getKeyIdentifierOctets()
                          != null
                      && !isCritical(it, Extension.authorityKeyIdentifier)),
          Rule.of(
              "4.2.1.2",
              "the subject key identifier is there and not critical",
              it ->
                  SubjectKeyIdentifier.fromExtensions(extensions(it)).getKeyIdentifier().length > 0
                      && !isCritical(it, Extension.subjectKeyIdentifier)),
          Rule.of(
              "4.2.1.3",
              "the key usage is critical and says something",
              it ->
                  KeyUsage.fromExtensions(extensions(it)).getBytes()[0] != 0
                      && isCritical(it, Extension.keyUsage)),
          Rule.of(
              "4.2.1.3",
              "who is no CA signs no certificates and no CRLs",
              it ->
                  !KeyUsage.fromExtensions(extensions(it)).hasUsages(KeyUsage.keyCertSign)
                      && !KeyUsage.fromExtensions(extensions(it)).hasUsages(KeyUsage.cRLSign)),
          new Rule("RFC 8813 §3", "an EC key enciphers nothing", ExtensionRules::fitsItsKey),
          Rule.of(
              "4.2.1.9",
              "an end entity is no CA and has no path length",
              it ->
                  !BasicConstraints.fromExtensions(extensions(it)).isCA()
                      && BasicConstraints.fromExtensions(extensions(it)).getPathLenConstraint()
                          == null),
          Rule.of(
              "4.2.1.6",
              "the subject alternative name names somebody, each in its form",
              it ->
                  parsed(it, Extension.subjectAlternativeName, GeneralNames::getInstance)
                      .map(AltNameForms::areKept)
                      .orElse(true)),
          Rule.of(
              "4.2.1.12",
              "the extended key usage names purposes, and not any purpose",
              it ->
                  parsed(it, Extension.extendedKeyUsage, ExtendedKeyUsage::getInstance)
                      .map(
                          all ->
                              all.size() > 0
                                  && !all.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage))
                      .orElse(true)),
          Rule.of(
              "4.2.1.13",
              "every CRL distribution point is a URL",
              it ->
                  parsed(it, Extension.cRLDistributionPoints, CRLDistPoint::getInstance)
                      .map(ExtensionRules::leadSomewhere)
                      .orElse(true)),
          Rule.of(
              "4.2.2.1",
              "the authority information access is not critical and leads to URLs",
              it ->
                  parsed(it, Extension.authorityInfoAccess, AuthorityInformationAccess::getInstance)
                          .map(ExtensionRules::leadSomewhere)
                          .orElse(true)
                      && !isCritical(it, Extension.authorityInfoAccess)));

  private ExtensionRules() {}

  private static Extensions extensions(TBSCertificate certificate) {
    return certificate.getExtensions();
  }

  private static boolean isCritical(TBSCertificate certificate, ASN1ObjectIdentifier oid) {
    Extension found = extensions(certificate).getExtension(oid);
    return found != null && found.isCritical();
  }

  private static <T> Optional<T> parsed(
      TBSCertificate certificate, ASN1ObjectIdentifier oid, Function<Object, T> parser) {
    return Optional.ofNullable(extensions(certificate).getExtensionParsedValue(oid)).map(parser);
  }

  private static boolean fitsItsKey(TBSCertificate certificate) {
    boolean isEc =
        certificate
            .getSubjectPublicKeyInfo()
            .getAlgorithm()
            .getAlgorithm()
            .equals(X9ObjectIdentifiers.id_ecPublicKey);
    int usage = KeyUsage.fromExtensions(extensions(certificate)).getBytes()[0] & 0xff;
    return !isEc || (usage & ENCIPHERS) == 0;
  }

  private static boolean leadSomewhere(CRLDistPoint points) {
    DistributionPoint[] all = points.getDistributionPoints();
    return all.length > 0
        && Arrays.stream(all)
            .allMatch(
                each ->
                    Arrays.stream(
                            GeneralNames.getInstance(each.getDistributionPoint().getName())
                                .getNames())
                        .allMatch(AltNameForms::isUrl));
  }

  private static boolean leadSomewhere(AuthorityInformationAccess access) {
    AccessDescription[] all = access.getAccessDescriptions();
    return all.length > 0
        && Arrays.stream(all)
            .map(AccessDescription::getAccessLocation)
            .allMatch((GeneralName each) -> AltNameForms.isUrl(each));
  }
}
