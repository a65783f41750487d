package org.scepter.issuing.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.TBSCertificate;

/** Rules about the subject's name (RFC 5280 §4.1.2.6 and Appendix A.1). */
final class NameRules {
  private static final String UPPER_BOUNDS = "A.1";

  /** Upper bounds in characters. */
  private static final Map<ASN1ObjectIdentifier, Integer> BOUNDS =
      Map.ofEntries(
          Map.entry(BCStyle.CN, 64),
          Map.entry(BCStyle.O, 64),
          Map.entry(BCStyle.OU, 64),
          Map.entry(BCStyle.T, 64),
          Map.entry(BCStyle.L, 128),
          Map.entry(BCStyle.ST, 128),
          Map.entry(BCStyle.SERIALNUMBER, 64),
          Map.entry(BCStyle.EmailAddress, 255),
          Map.entry(BCStyle.SURNAME, 40),
          Map.entry(BCStyle.GIVENNAME, 16),
          Map.entry(BCStyle.INITIALS, 5),
          Map.entry(BCStyle.GENERATION, 3),
          Map.entry(BCStyle.PSEUDONYM, 128));

  private static final Set<ASN1ObjectIdentifier> PRINTABLE =
      Set.of(BCStyle.C, BCStyle.SERIALNUMBER, BCStyle.DN_QUALIFIER);
  private static final Set<ASN1ObjectIdentifier> IA5 = Set.of(BCStyle.EmailAddress, BCStyle.DC);

  static final List<Rule> ALL =
      List.of(
          Rule.of(
              "4.1.2.6",
              "without a subject the subject alternative name is there and critical",
              it -> attributes(it).findAny().isPresent() || isNamedByExtension(it)),
          everyAttribute("4.1.2.6", "no attribute is empty", it -> !text(it).isEmpty()),
          everyAttribute(
              UPPER_BOUNDS,
              "no attribute is longer than its upper bound",
              it ->
                  text(it).codePointCount(0, text(it).length())
                      <= BOUNDS.getOrDefault(it.getType(), Integer.MAX_VALUE)),
          everyAttribute(
              UPPER_BOUNDS,
              "a country is two letters",
              it -> !it.getType().equals(BCStyle.C) || text(it).matches("[A-Z]{2}")),
          everyAttribute(
              UPPER_BOUNDS,
              "country, serialNumber and dnQualifier are PrintableStrings",
              it -> !PRINTABLE.contains(it.getType()) || value(it) instanceof ASN1PrintableString),
          everyAttribute(
              UPPER_BOUNDS,
              "emailAddress and domainComponent are IA5Strings",
              it -> !IA5.contains(it.getType()) || value(it) instanceof ASN1IA5String),
          everyAttribute(
              "4.1.2.4",
              "other attributes are PrintableStrings or UTF8Strings",
              it ->
                  IA5.contains(it.getType())
                      || value(it) instanceof ASN1PrintableString
                      || value(it) instanceof ASN1UTF8String));

  private NameRules() {}

  private static Rule everyAttribute(
      String section, String text, Predicate<AttributeTypeAndValue> holds) {
    return Rule.of(section, text, it -> attributes(it).allMatch(holds));
  }

  private static Stream<AttributeTypeAndValue> attributes(TBSCertificate certificate) {
    return Arrays.stream(certificate.getSubject().getRDNs())
        .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()));
  }

  private static ASN1Primitive value(AttributeTypeAndValue attribute) {
    return attribute.getValue().toASN1Primitive();
  }

  private static String text(AttributeTypeAndValue attribute) {
    return ((ASN1String) value(attribute)).getString();
  }

  private static boolean isNamedByExtension(TBSCertificate certificate) {
    Extension names = certificate.getExtensions().getExtension(Extension.subjectAlternativeName);
    return names != null && names.isCritical();
  }
}
