package org.scepter.pki;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * Microsoft's strong mapping (KB5014754): an account's SID, either in extension
 * 1.3.6.1.4.1.311.25.2 or in a SAN URI {@code tag:microsoft.com,2022-09-14:sid:<SID>}. A request
 * that carries one claims to be that account.
 */
public final class SecurityIdentifier {
  /** What a SAN URI that names an account begins with; its SID follows. */
  public static final String TAG = "tag:microsoft.com,2022-09-14:sid:";

  private static final String FORM = "S-1(-[0-9]{1,20}){1,15}";
  private static final ASN1ObjectIdentifier EXTENSION =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2");
  private static final ASN1ObjectIdentifier OBJECT_SID =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2.1");

  private SecurityIdentifier() {}

  /** Whether a text is a SID as it is issued. */
  public static boolean isOne(String sid) {
    return sid.matches(FORM);
  }

  /** The account that a SAN names; empty if it names none. */
  public static Optional<String> namedBy(SubjectAltName name) {
    return name.kind() == SubjectAltName.Kind.URI && isTag(name.value())
        ? Optional.of(name.value().substring(TAG.length()))
        : Optional.empty();
  }

  /**
   * @throws UnreadableException if the request names two different accounts
   */
  static Optional<String> find(Optional<Extensions> extensions, List<SubjectAltName> names)
      throws UnreadableException {
    TreeSet<String> found = new TreeSet<>();
    for (SubjectAltName name : names) {
      namedBy(name).ifPresent(found::add);
    }
    if (extensions.isPresent() && extensions.get().getExtension(EXTENSION) != null) {
      found.add(inExtension(extensions.get()));
    }
    if (found.size() > 1) {
      throw new UnreadableException("the PKCS#10 names two different SIDs");
    }
    return found.stream().findFirst();
  }

  // A URI's scheme counts in any case (RFC 3986 §3.1); who maps the rest may be as lenient.
  private static boolean isTag(String uri) {
    return uri.regionMatches(true, 0, TAG, 0, TAG.length());
  }

  private static String inExtension(Extensions extensions) throws UnreadableException {
    GeneralNames names =
        GeneralNames.getInstance(CertificationRequestReader.parsed(extensions, EXTENSION));
    for (GeneralName name : names.getNames()) {
      if (name.getTagNo() == GeneralName.otherName) {
        ASN1Sequence parts = ASN1Sequence.getInstance(name.getName());
        if (OBJECT_SID.equals(parts.getObjectAt(0))) {
          ASN1Encodable value =
              ASN1TaggedObject.getInstance(parts.getObjectAt(1)).getExplicitBaseObject();
          return new String(
              ASN1OctetString.getInstance(value).getOctets(), StandardCharsets.US_ASCII);
        }
      }
    }
    throw new UnreadableException("the PKCS#10's SID extension cannot be read");
  }
}
