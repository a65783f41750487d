package org.scepter.pki.constraint;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.scepter.pki.Hex;
import org.scepter.pki.SubjectName;

/**
 * A distinguished name as names are compared (RFC 5280 §7.1): without regard to case, string type
 * and the number of blanks.
 *
 * @param rdns the relative names, first one first, each as its sorted attributes
 */
record DirectoryName(List<List<String>> rdns) {
  DirectoryName {
    rdns = rdns.stream().map(List::copyOf).toList();
  }

  static DirectoryName of(SubjectName name) {
    List<List<String>> rdns = new ArrayList<>();
    for (RDN rdn : parsed(name).getRDNs()) {
      List<String> attributes = new ArrayList<>();
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        attributes.add(attribute.getType().getId() + "=" + compared(attribute));
      }
      attributes.sort(null);
      rdns.add(attributes);
    }
    return new DirectoryName(rdns);
  }

  /** The values of emailAddress, which a constraint on rfc822Name binds as well. */
  static List<String> mailboxes(SubjectName name) {
    List<String> all = new ArrayList<>();
    for (RDN rdn : parsed(name).getRDNs()) {
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        if (BCStyle.EmailAddress.equals(attribute.getType())) {
          all.add(attribute.getValue().toString());
        }
      }
    }
    return all;
  }

  private static X500Name parsed(SubjectName name) {
    return X500Name.getInstance(name.der().bytes());
  }

  private static String compared(AttributeTypeAndValue attribute) {
    ASN1Primitive value = attribute.getValue().toASN1Primitive();
    if (value instanceof ASN1String string
        && !(value instanceof ASN1UniversalString || value instanceof ASN1BitString)) {
      return Normalizer.normalize(string.getString(), Normalizer.Form.NFKC)
          .toUpperCase(Locale.ROOT)
          .toLowerCase(Locale.ROOT)
          .strip()
          .replaceAll("\\s+", " ");
    }
    try {
      return "#" + Hex.encode(value.getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException("a value that was read encodes", e);
    }
  }

  /** Whether it begins with {@code tree}. */
  boolean isWithin(DirectoryName tree) {
    return rdns.size() >= tree.rdns.size() && rdns.subList(0, tree.rdns.size()).equals(tree.rdns);
  }
}
