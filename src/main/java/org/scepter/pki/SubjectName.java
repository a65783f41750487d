package org.scepter.pki;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * A distinguished name. Two names are equal when they hold the same attributes with the same text
 * in the same order, whatever string type encodes them: devices re-encode what a profile gave them.
 */
public final class SubjectName {
  /** Longest DER accepted; a device's name is a fraction of it. */
  public static final int MAX_DER_LENGTH = 4096;

  private static final Asn1Bounds BOUNDS = new Asn1Bounds(MAX_DER_LENGTH, 8, 512);
  private static final Set<ASN1ObjectIdentifier> IA5_TYPES =
      Set.of(BCStyle.EmailAddress, BCStyle.DC);
  private static final Set<ASN1ObjectIdentifier> PRINTABLE_TYPES =
      Set.of(BCStyle.C, BCStyle.SERIALNUMBER, BCStyle.DN_QUALIFIER, BCStyle.TELEPHONE_NUMBER);

  private final Der der;
  private final String text;
  private final List<List<String>> attributes;
  private final Optional<String> commonName;

  private SubjectName(X500Name name) throws UnreadableException {
    try {
      this.der = Der.of(name.getEncoded("DER"));
    } catch (IOException e) {
      throw new UnreadableException("the name cannot be encoded", e);
    }
    if (der.length() > MAX_DER_LENGTH) {
      throw new UnreadableException("the name is longer than " + MAX_DER_LENGTH + " bytes");
    }
    this.attributes = attributesOf(name);
    this.commonName = commonNameOf(name);
    this.text = textOf(name);
  }

  private static List<List<String>> attributesOf(X500Name name) {
    List<List<String>> all = new ArrayList<>();
    for (RDN rdn : name.getRDNs()) {
      List<String> one = new ArrayList<>();
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        String type = attribute.getType().getId();
        one.add(
            string(attribute)
                .map(text -> type + "=" + text)
                .orElseGet(() -> type + hex(attribute)));
      }
      one.sort(null);
      all.add(List.copyOf(one));
    }
    return List.copyOf(all);
  }

  private static Optional<String> commonNameOf(X500Name name) {
    RDN[] found = name.getRDNs(BCStyle.CN);
    if (found.length == 0) {
      return Optional.empty();
    }
    for (AttributeTypeAndValue attribute : found[0].getTypesAndValues()) {
      if (BCStyle.CN.equals(attribute.getType())) {
        return string(attribute);
      }
    }
    return Optional.empty();
  }

  // Bouncy Castle counts BIT STRING among the strings and gives UniversalString's hex for its text.
  private static Optional<String> string(AttributeTypeAndValue attribute) {
    ASN1Primitive value = attribute.getValue().toASN1Primitive();
    return value instanceof ASN1String string
            && !(value instanceof ASN1UniversalString || value instanceof ASN1BitString)
        ? Optional.of(string.getString())
        : Optional.empty();
  }

  /** {@code #} and the hex of what is no string, which no string is written like. */
  private static String hex(AttributeTypeAndValue attribute) {
    try {
      return "#" + Hex.encode(attribute.getValue().toASN1Primitive().getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalArgumentException("a value cannot be encoded", e);
    }
  }

  private static String textOf(X500Name name) {
    StringJoiner rdns = new StringJoiner(",");
    for (RDN rdn : name.getRDNs()) {
      StringJoiner attributes = new StringJoiner("+");
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        String value = string(attribute).map(WrittenName::escape).orElseGet(() -> hex(attribute));
        attributes.add(typeOf(attribute) + "=" + value);
      }
      rdns.add(attributes.toString());
    }
    return rdns.toString();
  }

  private static String typeOf(AttributeTypeAndValue attribute) {
    String name = BCStyle.INSTANCE.oidToDisplayName(attribute.getType());
    return name == null ? attribute.getType().getId() : name;
  }

  /** Encodes {@code name} in its order. */
  public static SubjectName of(WrittenName name) throws UnreadableException {
    return new SubjectName(
        new X500Name(
            BCStyle.INSTANCE, name.rdns().stream().map(SubjectName::encoded).toArray(RDN[]::new)));
  }

  private static RDN encoded(List<WrittenName.Attribute> rdn) {
    return new RDN(
        rdn.stream()
            .map(
                attribute -> {
                  ASN1ObjectIdentifier type = new ASN1ObjectIdentifier(attribute.oid());
                  return new AttributeTypeAndValue(type, encoded(type, attribute.value()));
                })
            .toArray(AttributeTypeAndValue[]::new));
  }

  // The string types of RFC 5280 appendix A, as long as the value fits them.
  private static ASN1Encodable encoded(ASN1ObjectIdentifier type, String value) {
    if (IA5_TYPES.contains(type) && DERIA5String.isIA5String(value)) {
      return new DERIA5String(value);
    }
    if (PRINTABLE_TYPES.contains(type) && DERPrintableString.isPrintableString(value)) {
      return new DERPrintableString(value);
    }
    return new DERUTF8String(value);
  }

  /**
   * Reads a name as it is written in profiles, {@code CN=phone,O=Example}: RFC 4514 escapes, but
   * encoded in the order written, as Microsoft and devices do.
   *
   * @throws UnreadableException if it is no name
   */
  public static SubjectName parse(String written) throws UnreadableException {
    return of(WrittenName.parse(written));
  }

  /**
   * @throws UnreadableException if {@code der} is no Name
   */
  public static SubjectName fromDer(byte[] der) throws UnreadableException {
    BOUNDS.check(der);
    try {
      return new SubjectName(X500Name.getInstance(BCStyle.INSTANCE, X500Name.getInstance(der)));
    } catch (RuntimeException e) {
      throw new UnreadableException("the name is not DER", e);
    }
  }

  public Der der() {
    return der;
  }

  /** As written in a profile, first attribute first. */
  public String text() {
    return text;
  }

  /** True for the empty sequence, which RFC 5280 allows when a SAN stands instead. */
  public boolean isEmpty() {
    return attributes.isEmpty();
  }

  /** The first commonName as it is, without escapes; or empty. */
  public Optional<String> commonName() {
    return commonName;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SubjectName that && attributes.equals(that.attributes);
  }

  @Override
  public int hashCode() {
    return attributes.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
