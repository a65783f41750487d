package org.scepter.device.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.scepter.device.document.WindowsNode.Format;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.WrittenName;
import org.scepter.profile.ScepProfile;
import org.scepter.profile.TrustedRoot;

/**
 * The nodes of the configuration service providers RootCATrustedCertificates and
 * ClientCertificateInstall (Microsoft Learn, Windows client management).
 */
final class WindowsNodes {
  private static final String ROOTS = "./Device/Vendor/MSFT/RootCATrustedCertificates/Root/";
  private static final String REQUESTS = "./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/";
  private static final int MAX_RETRIES = 30;
  // TPMs make no longer RSA keys than these.
  private static final int TPM_BITS = 2048;
  private static final int TPM_IF_THERE = 2;
  private static final int SOFTWARE = 3;
  // X509AltNameType of Windows' certificate enrolment API.
  private static final Map<SubjectAltName.Kind, Integer> NAME_TYPES =
      new EnumMap<>(
          Map.of(
              SubjectAltName.Kind.EMAIL, 2,
              SubjectAltName.Kind.DNS, 3,
              SubjectAltName.Kind.URI, 7,
              SubjectAltName.Kind.IP, 8,
              SubjectAltName.Kind.UPN, 11));

  private WindowsNodes() {}

  static Optional<String> objection(CertificateOrder order) {
    if (Objections.hasOtherKey(order)) {
      return Optional.of("Windows' SCEP client makes RSA keys of 1024, 2048 or 4096 bits");
    }
    if (Objections.hasOtherNames(order, NAME_TYPES.keySet())) {
      return Optional.of("Windows' SCEP client has no word for one of its names");
    }
    // The list of names has ';' between them and '+' after the kind, and no escape.
    if (order.names().altNames().stream().anyMatch(name -> name.value().matches(".*[;+].*"))) {
      return Optional.of("Windows' SCEP client takes no alternative name with ; or +");
    }
    return Objections.isBeyondXml(order)
        ? Optional.of("its names have characters that SyncML cannot hold")
        : Optional.empty();
  }

  /** The roots and each request's parameters, to be set. */
  static List<WindowsNode> added(List<CertificateOrder> orders) {
    List<WindowsNode> nodes = new ArrayList<>();
    orders.stream()
        .map(CertificateOrder::root)
        .distinct()
        .map(WindowsNodes::root)
        .forEach(nodes::add);
    orders.forEach(order -> request(nodes, order));
    return nodes;
  }

  /** What begins each request, to be executed when all are set. */
  static List<WindowsNode> executed(List<CertificateOrder> orders) {
    return orders.stream()
        .map(order -> new WindowsNode(install(order) + "Enroll", Format.EXEC, ""))
        .toList();
  }

  private static WindowsNode root(TrustedRoot root) {
    String thumbprint = root.certificate().thumbprint().hex().toUpperCase(Locale.ROOT);
    return new WindowsNode(
        ROOTS + thumbprint + "/EncodedCertificate", Format.B64, root.certificate().base64());
  }

  // Any text that is the same for the same profile, without what a URI has to escape.
  private static String install(CertificateOrder order) {
    String name = "scepter/" + order.profile().name();
    return REQUESTS + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + "/Install/";
  }

  private static void request(List<WindowsNode> nodes, CertificateOrder order) {
    ScepProfile profile = order.profile();
    String at = install(order);
    nodes.add(text(at + "ServerURL", String.join(";", profile.ndesUrls())));
    order
        .challenge()
        .ifPresent(
            secret ->
                nodes.add(
                    text(
                        at + "Challenge",
                        Base64.getEncoder()
                            .encodeToString(secret.reveal().getBytes(StandardCharsets.UTF_8)))));
    if (!profile.extendedKeyUsages().isEmpty()) {
      nodes.add(text(at + "EKUMapping", String.join("+", profile.extendedKeyUsages())));
    }
    nodes.add(number(at + "KeyUsage", profile.keyUsage().bits()));
    nodes.add(text(at + "SubjectName", subject(order)));
    nodes.add(number(at + "KeyProtection", profile.keySize() > TPM_BITS ? SOFTWARE : TPM_IF_THERE));
    nodes.add(number(at + "RetryDelay", profile.retryDelayMinutes()));
    nodes.add(number(at + "RetryCount", Math.min(profile.retries(), MAX_RETRIES)));
    nodes.add(number(at + "KeyLength", profile.keySize()));
    nodes.add(text(at + "HashAlgorithm", "SHA-2"));
    nodes.add(
        text(
            at + "CAThumbprint",
            order.root().certificate().thumbprint().hex().toUpperCase(Locale.ROOT)));
    if (!order.names().altNames().isEmpty()) {
      nodes.add(text(at + "SubjectAlternativeNames", altNames(order)));
    }
    ValidPeriod validity = ValidPeriod.of(profile.validity());
    nodes.add(text(at + "ValidPeriod", validity.unit()));
    nodes.add(number(at + "ValidPeriodUnits", validity.number()));
  }

  /** X509AltNameType of a SAN to which there is no objection. */
  static int nameType(SubjectAltName name) {
    return NAME_TYPES.get(name.kind());
  }

  private static String altNames(CertificateOrder order) {
    return order.names().altNames().stream()
        .map(name -> nameType(name) + "+" + name.value())
        .collect(Collectors.joining(";"));
  }

  /** As CertStrToName reads it: special characters in quotes, quotes doubled. */
  static String subject(CertificateOrder order) {
    return order.subject().stream()
        .map(rdn -> rdn.stream().map(WindowsNodes::attribute).collect(Collectors.joining("+")))
        .collect(Collectors.joining(","));
  }

  private static String attribute(WrittenName.Attribute attribute) {
    String value = attribute.value();
    boolean quoted = value.matches("(?s).*[,+=\"\\n<>#;].*") || !value.strip().equals(value);
    return type(attribute) + "=" + (quoted ? "\"" + value.replace("\"", "\"\"") + "\"" : value);
  }

  // CertStrToName's keys are X.500's but for these.
  private static String type(WrittenName.Attribute attribute) {
    String name = CertificateOrder.shortName(attribute);
    return switch (name) {
      case "CN", "O", "OU", "C", "L", "DC", "T", "E", "SERIALNUMBER" -> name;
      case "ST" -> "S";
      case "GIVENNAME" -> "G";
      case "SURNAME" -> "SN";
      default -> "OID." + attribute.oid();
    };
  }

  private static WindowsNode text(String uri, String value) {
    return new WindowsNode(uri, Format.CHR, value);
  }

  private static WindowsNode number(String uri, int value) {
    return new WindowsNode(uri, Format.INT, Integer.toString(value));
  }
}
