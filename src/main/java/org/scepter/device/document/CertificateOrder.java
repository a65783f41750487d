package org.scepter.device.document;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.UnreadableException;
import org.scepter.pki.WrittenName;
import org.scepter.profile.Names;
import org.scepter.profile.ScepProfile;
import org.scepter.profile.TrustedRoot;

/**
 * One certificate that a device is to ask for.
 *
 * @param profile with the URLs that the device is told
 * @param names the device's own
 * @param challenge empty where it is only shown what it would get
 */
public record CertificateOrder(
    ScepProfile profile, TrustedRoot root, Names names, Optional<ChallengePassword> challenge) {
  public CertificateOrder {
    Objects.requireNonNull(profile);
    Objects.requireNonNull(root);
    Objects.requireNonNull(names);
    Objects.requireNonNull(challenge);
  }

  /** The subject's relative names in their order, with values as they are. */
  List<List<WrittenName.Attribute>> subject() {
    try {
      return WrittenName.parse(names.subject().text()).rdns();
    } catch (UnreadableException e) {
      throw new IllegalStateException("a subject's own text can be read", e);
    }
  }

  /** Whether some relative name of the subject has several attributes. */
  boolean hasMultiValuedName() {
    return subject().stream().anyMatch(rdn -> rdn.size() > 1);
  }

  /** The values of all SANs of a kind. */
  List<String> altNames(SubjectAltName.Kind kind) {
    return names.altNames().stream()
        .filter(each -> each.kind() == kind)
        .map(SubjectAltName::value)
        .toList();
  }

  /**
   * The first URL by plain HTTP, else the first: SCEP's messages are sealed (RFC 8894 §1.1), and a
   * client that trusts nothing yet gets no further by HTTPS.
   */
  String plainUrl() {
    List<String> urls = profile.ndesUrls();
    return urls.stream().filter(url -> url.startsWith("http:")).findFirst().orElse(urls.get(0));
  }

  /** An attribute type by its usual short name, or dotted. */
  static String shortName(WrittenName.Attribute attribute) {
    String name = BCStyle.INSTANCE.oidToDisplayName(new ASN1ObjectIdentifier(attribute.oid()));
    return name == null ? attribute.oid() : name;
  }
}
