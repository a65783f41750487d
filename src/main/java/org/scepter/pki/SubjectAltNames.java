package org.scepter.pki;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Subject alternative names as the extension that a certificate or a request carries. */
public final class SubjectAltNames {
  private static final ASN1ObjectIdentifier USER_PRINCIPAL_NAME =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3");

  private SubjectAltNames() {}

  /**
   * @param names at least one, none of kind OTHER
   * @throws IllegalArgumentException if a value does not fit its kind
   */
  public static GeneralNames encode(List<SubjectAltName> names) {
    return new GeneralNames(
        names.stream().map(SubjectAltNames::encode).toArray(GeneralName[]::new));
  }

  private static GeneralName encode(SubjectAltName name) {
    return switch (name.kind()) {
      case EMAIL -> new GeneralName(GeneralName.rfc822Name, name.value());
      case DNS -> new GeneralName(GeneralName.dNSName, name.value());
      case URI -> new GeneralName(GeneralName.uniformResourceIdentifier, name.value());
      case IP -> new GeneralName(GeneralName.iPAddress, name.value());
      case UPN ->
          new GeneralName(
              GeneralName.otherName,
              new DERSequence(
                  new ASN1Encodable[] {
                    USER_PRINCIPAL_NAME,
                    new DERTaggedObject(true, 0, new DERUTF8String(name.value()))
                  }));
      case OTHER -> throw new IllegalArgumentException("an unknown kind of SAN is never issued");
    };
  }

  /** In their order; any kind that cannot be named, as OTHER. */
  static List<SubjectAltName> decode(GeneralNames names) throws IOException {
    List<SubjectAltName> all = new ArrayList<>();
    for (GeneralName name : names.getNames()) {
      all.add(decode(name));
    }
    return all;
  }

  private static SubjectAltName decode(GeneralName name) throws IOException {
    return switch (name.getTagNo()) {
      case GeneralName.rfc822Name -> text(SubjectAltName.Kind.EMAIL, name);
      case GeneralName.dNSName -> text(SubjectAltName.Kind.DNS, name);
      case GeneralName.uniformResourceIdentifier -> text(SubjectAltName.Kind.URI, name);
      case GeneralName.iPAddress ->
          new SubjectAltName(
              SubjectAltName.Kind.IP,
              IpText.of(ASN1OctetString.getInstance(name.getName()).getOctets()));
      case GeneralName.otherName -> otherName(name);
      default -> opaque(name);
    };
  }

  private static SubjectAltName text(SubjectAltName.Kind kind, GeneralName name) {
    return new SubjectAltName(kind, ((ASN1String) name.getName()).getString());
  }

  private static SubjectAltName otherName(GeneralName name) throws IOException {
    ASN1Sequence parts = ASN1Sequence.getInstance(name.getName());
    if (USER_PRINCIPAL_NAME.equals(parts.getObjectAt(0))) {
      ASN1TaggedObject value = ASN1TaggedObject.getInstance(parts.getObjectAt(1));
      if (value.getExplicitBaseObject() instanceof ASN1String text) {
        return new SubjectAltName(SubjectAltName.Kind.UPN, text.getString());
      }
    }
    return opaque(name);
  }

  private static SubjectAltName opaque(GeneralName name) throws IOException {
    return new SubjectAltName(SubjectAltName.Kind.OTHER, Hex.encode(name.getEncoded("DER")));
  }
}
