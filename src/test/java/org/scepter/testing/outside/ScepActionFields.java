package org.scepter.testing.outside;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.scepter.testing.outside.IntuneSimulator.Expected;

/** What Intune looks for in its SCEP actions. */
final class ScepActionFields {
  private static final Set<String> REQUEST =
      Set.of("transactionId", "certificateRequest", "callerInfo");

  private ScepActionFields() {}

  /** The names of all fields of an action. */
  static Set<String> of(String path) {
    Set<String> fields = new TreeSet<>(REQUEST);
    if (path.equals(IntuneSimulator.SUCCEEDED)) {
      fields.addAll(
          List.of(
              "certificateThumbprint",
              "certificateSerialNumber",
              "certificateExpirationDateUtc",
              "issuingCertificateAuthority",
              "caConfiguration",
              "certificateAuthority"));
    }
    if (path.equals(IntuneSimulator.FAILED)) {
      fields.addAll(List.of("hResult", "errorDescription"));
    }
    return fields;
  }

  /** What Intune would say to a request, given the challenges that it gave out. */
  static String code(String base64, Map<String, Expected> challenges) {
    PKCS10CertificationRequest request;
    try {
      request = new PKCS10CertificationRequest(Base64.getDecoder().decode(base64));
    } catch (IOException | IllegalArgumentException e) {
      return "CertificateRequestDecodingFailed";
    }
    Attribute[] attributes =
        request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_challengePassword);
    if (attributes.length == 0) {
      return "ChallengePasswordMissing";
    }
    ASN1Encodable value = attributes[0].getAttrValues().getObjectAt(0);
    Expected expected = challenges.get(((ASN1String) value.toASN1Primitive()).getString());
    if (expected == null) {
      return "ChallengeDecryptionError";
    }
    if (!request.getSubject().equals(new X500Name(expected.subject()))) {
      return request.getSubject().getRDNs().length == 0
          ? "SubjectNameMissing"
          : "SubjectNameMismatch";
    }
    Set<String> names = altNames(request);
    if (!names.equals(new TreeSet<>(expected.altNames()))) {
      return names.isEmpty() ? "SubjectAltNameMissing" : "SubjectAltNameMismatch";
    }
    return "Success";
  }

  // Intune does not look at SIDs that a user wrote, so neither does this.
  private static Set<String> altNames(PKCS10CertificationRequest request) {
    Set<String> names = new TreeSet<>();
    Extensions extensions = request.getRequestedExtensions();
    if (extensions != null && extensions.getExtension(Extension.subjectAlternativeName) != null) {
      for (GeneralName name :
          GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName).getNames()) {
        if (name.getTagNo() == GeneralName.dNSName) {
          names.add("DNS:" + name.getName());
        }
      }
    }
    return names;
  }
}
