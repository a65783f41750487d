package org.scepter.device.document;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scepter.pki.Der;
import org.scepter.pki.Hex;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.WrittenName;
import org.scepter.profile.TrustedRoot;

/**
 * A configuration profile of Apple's (Device Management, Configuration Profile Reference), with the
 * payloads com.apple.security.root and com.apple.security.scep. Whoever is handed it again replaces
 * what is there: identifiers follow from the names of device and profiles.
 */
final class AppleConfiguration implements DocumentForm.Platform {
  private static final String DOCTYPE =
      "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
          + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">";
  private static final Set<SubjectAltName.Kind> KINDS =
      EnumSet.of(
          SubjectAltName.Kind.EMAIL,
          SubjectAltName.Kind.DNS,
          SubjectAltName.Kind.URI,
          SubjectAltName.Kind.UPN);
  // Others are written as dotted OIDs.
  private static final Set<String> SHORT_NAMES = Set.of("C", "L", "ST", "O", "OU", "CN");

  @Override
  public Optional<String> objection(CertificateOrder order) {
    if (Objections.hasOtherKey(order)) {
      return Optional.of("Apple's devices make RSA keys of 1024, 2048 or 4096 bits");
    }
    if (Objections.hasOtherNames(order, KINDS)
        || order.altNames(SubjectAltName.Kind.UPN).size() > 1) {
      return Optional.of(
          "Apple's SCEP payload names e-mail addresses, DNS names, URIs and one UPN alone");
    }
    return Objections.isBeyondXml(order)
        ? Optional.of("its names have characters that a configuration profile cannot hold")
        : Optional.empty();
  }

  @Override
  public String write(String device, List<CertificateOrder> orders) {
    String scope =
        orders.stream().map(each -> each.profile().name()).collect(Collectors.joining("/"));
    Xml xml = new Xml().doctype(DOCTYPE).open("plist", "version", "1.0").open("dict");
    xml.text("key", "PayloadContent").open("array");
    orders.stream()
        .map(CertificateOrder::root)
        .distinct()
        .forEach(root -> root(xml, device + "/" + scope, root));
    orders.forEach(order -> scep(xml, device, order));
    xml.close();
    payload(xml, "Configuration", "checkin", device + "/" + scope, "Certificates of " + device);
    flag(xml, "PayloadRemovalDisallowed", false);
    return xml.close().close().end();
  }

  private static void root(Xml xml, String owner, TrustedRoot root) {
    xml.open("dict");
    string(xml, "PayloadCertificateFileName", root.name().replace(' ', '-') + ".cer");
    data(xml, "PayloadContent", root.certificate());
    payload(xml, "com.apple.security.root", "root", owner + "/" + root.name(), root.name());
    xml.close();
  }

  private static void scep(Xml xml, String device, CertificateOrder order) {
    xml.open("dict").text("key", "PayloadContent").open("dict");
    string(xml, "URL", order.profile().ndesUrls().get(0));
    string(xml, "Name", order.profile().endpoint());
    subject(xml, order);
    altNames(xml, order);
    order.challenge().ifPresent(secret -> string(xml, "Challenge", secret.reveal()));
    string(xml, "Key Type", "RSA");
    integer(xml, "Keysize", order.profile().keySize());
    integer(xml, "Key Usage", usage(order));
    xml.text("key", "CAFingerprint")
        .text("data", base64(order.root().certificate().thumbprint().hex()));
    integer(xml, "Retries", order.profile().retries());
    integer(xml, "RetryDelay", order.profile().retryDelayMinutes() * 60);
    flag(xml, "KeyIsExtractable", false);
    flag(xml, "AllowAllAppsAccess", false);
    xml.close();
    String name = order.profile().name();
    payload(xml, "com.apple.security.scep", "scep", device + "/" + name, name);
    xml.close();
  }

  // 1 signs, 4 decrypts.
  private static int usage(CertificateOrder order) {
    return switch (order.profile().keyUsage()) {
      case SIGNATURE -> 1;
      case ENCRYPTION -> 4;
      case GENERAL_PURPOSE -> 5;
    };
  }

  private static void subject(Xml xml, CertificateOrder order) {
    xml.text("key", "Subject").open("array");
    for (List<WrittenName.Attribute> rdn : order.subject()) {
      xml.open("array");
      for (WrittenName.Attribute attribute : rdn) {
        String name = CertificateOrder.shortName(attribute);
        xml.open("array")
            .text("string", SHORT_NAMES.contains(name) ? name : attribute.oid())
            .text("string", attribute.value())
            .close();
      }
      xml.close();
    }
    xml.close();
  }

  private static void altNames(Xml xml, CertificateOrder order) {
    if (order.names().altNames().isEmpty()) {
      return;
    }
    xml.text("key", "SubjectAltName").open("dict");
    strings(xml, "rfc822Name", order.altNames(SubjectAltName.Kind.EMAIL));
    strings(xml, "dNSName", order.altNames(SubjectAltName.Kind.DNS));
    strings(xml, "uniformResourceIdentifier", order.altNames(SubjectAltName.Kind.URI));
    order.altNames(SubjectAltName.Kind.UPN).forEach(name -> string(xml, "ntPrincipalName", name));
    xml.close();
  }

  private static void strings(Xml xml, String key, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    xml.text("key", key).open("array");
    values.forEach(each -> xml.text("string", each));
    xml.close();
  }

  private static void payload(Xml xml, String type, String kind, String owner, String shown) {
    UUID uuid =
        UUID.nameUUIDFromBytes(
            Stream.of("scepter", kind, owner)
                .collect(Collectors.joining("/"))
                .getBytes(StandardCharsets.UTF_8));
    String identifier = uuid.toString().toUpperCase(Locale.ROOT);
    string(xml, "PayloadType", type);
    integer(xml, "PayloadVersion", 1);
    string(xml, "PayloadIdentifier", "org.scepter." + kind + "." + identifier);
    string(xml, "PayloadUUID", identifier);
    string(xml, "PayloadDisplayName", shown);
  }

  private static void string(Xml xml, String key, String value) {
    xml.text("key", key).text("string", value);
  }

  private static void integer(Xml xml, String key, int value) {
    xml.text("key", key).text("integer", Integer.toString(value));
  }

  private static void flag(Xml xml, String key, boolean value) {
    xml.text("key", key).empty(Boolean.toString(value));
  }

  private static void data(Xml xml, String key, Der value) {
    xml.text("key", key).text("data", value.base64());
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(Hex.decode(hex));
  }
}
