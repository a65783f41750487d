package org.scepter.pki;

import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Subject alternative names as the extension that a certificate carries. */
public final class SubjectAltNames {
  static final ASN1ObjectIdentifier USER_PRINCIPAL_NAME =
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
                  new org.bouncycastle.asn1.ASN1Encodable[] {
                    USER_PRINCIPAL_NAME,
                    new DERTaggedObject(true, 0, new DERUTF8String(name.value()))
                  }));
      case OTHER -> throw new IllegalArgumentException("an unknown kind of SAN is never issued");
    };
  }
}
