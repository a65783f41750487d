package org.scepter.device.document;

import java.util.Set;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectAltName;

/** Reasons that several platforms have. */
final class Objections {
  private Objections() {}

  /** Whether a key is none of RSA with 1024, 2048 or 4096 bits. */
  static boolean hasOtherKey(CertificateOrder order) {
    return order.profile().keyType() != PublicKeyInfo.Algorithm.RSA
        || !Set.of(1024, 2048, 4096).contains(order.profile().keySize());
  }

  /** Whether there is a SAN of another kind than these. */
  static boolean hasOtherNames(CertificateOrder order, Set<SubjectAltName.Kind> kinds) {
    return order.names().altNames().stream().anyMatch(name -> !kinds.contains(name.kind()));
  }

  /** Whether something of the subject or a SAN can't be in an XML 1.0 document at all. */
  static boolean isBeyondXml(CertificateOrder order) {
    return !Xml.holds(order.names().subject().text())
        || order.names().altNames().stream().anyMatch(name -> !Xml.holds(name.value()));
  }
}
