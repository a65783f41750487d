package org.scepter.device.document;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scepter.pki.Der;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.WrittenName;

/**
 * Commands for the configuration mode of Cisco IOS and IOS XE (Cisco IOS Security Command
 * Reference): a trustpoint that holds the root, pasted in, and one beneath it for each certificate.
 */
final class CiscoCommands implements DocumentForm.Platform {
  private static final int MAX_MODULUS = 4096;
  private static final int LINE = 64;

  @Override
  public Optional<String> objection(CertificateOrder order) {
    if (order.profile().keyType() != PublicKeyInfo.Algorithm.RSA
        || order.profile().keySize() > MAX_MODULUS) {
      return Optional.of("Cisco IOS enrols RSA keys of at most 4096 bits");
    }
    boolean others =
        order.names().altNames().stream().anyMatch(name -> name.kind() != SubjectAltName.Kind.DNS);
    if (others || order.names().altNames().size() > 1) {
      return Optional.of("Cisco IOS asks for one DNS name as alternative name and no other");
    }
    // The command line has no escape: '?' asks for help, '!' begins a comment.
    boolean special =
        Stream.concat(
                order.subject().stream().flatMap(List::stream).map(WrittenName.Attribute::value),
                order.altNames(SubjectAltName.Kind.DNS).stream())
            .anyMatch(value -> !value.matches("[A-Za-z0-9 ._@:/()*'-]+"));
    return special || order.hasMultiValuedName()
        ? Optional.of("its names have characters that Cisco IOS's command line cannot take")
        : Optional.empty();
  }

  @Override
  public String write(String device, List<CertificateOrder> orders) {
    return Stream.concat(
            orders.stream()
                .map(CertificateOrder::root)
                .distinct()
                .map(root -> root(root.certificate())),
            orders.stream().map(CiscoCommands::request))
        .collect(Collectors.joining());
  }

  private static String rootName(Der root) {
    return "scepter-root-" + root.thumbprint().hex().substring(0, 8);
  }

  private static String root(Der root) {
    return """
        crypto pki trustpoint %1$s
         enrollment terminal pem
         revocation-check none
         exit
        crypto pki authenticate %1$s
        -----BEGIN CERTIFICATE-----
        %2$s-----END CERTIFICATE-----
        quit
        """
        .formatted(rootName(root), lines(root.base64()));
  }

  private static String lines(String base64) {
    return base64.replaceAll("(.{1," + LINE + "})", "$1\n");
  }

  private static String request(CertificateOrder order) {
    String name = order.profile().name().replaceAll("[^A-Za-z0-9_-]", "-");
    String certificate =
        order.altNames(SubjectAltName.Kind.DNS).stream()
            .map(dns -> " subject-alt-name " + dns + "\n")
            .collect(Collectors.joining());
    String password =
        order.challenge().map(secret -> " password " + secret.reveal() + "\n").orElse("");
    // Without the lines that say none IOS writes them into the subject, or asks.
    return """
        crypto key generate rsa general-keys label %1$s modulus %2$d
        crypto pki trustpoint %1$s
         enrollment url %3$s
         enrollment retry count %4$d
         enrollment retry period %5$d
         subject-name %6$s
        %7$s fqdn none
         ip-address none
         serial-number none
        %8$s rsakeypair %1$s
         hash %9$s
         chain-validation continue %10$s
         revocation-check none
         auto-enroll %11$d regenerate
         exit
        crypto pki authenticate %1$s
        crypto pki enroll %1$s
        """
        .formatted(
            "scepter-" + name,
            order.profile().keySize(),
            order.plainUrl(),
            Math.max(1, Math.min(100, order.profile().retries())),
            Math.min(60, order.profile().retryDelayMinutes()),
            subject(order),
            certificate,
            password,
            order.profile().hash().text().replace("-", "").toLowerCase(Locale.ROOT),
            rootName(order.root().certificate()),
            100 - order.profile().renewal().thresholdPercent());
  }

  private static String subject(CertificateOrder order) {
    return order.subject().stream()
        .map(
            rdn ->
                rdn.stream()
                    .map(each -> CertificateOrder.shortName(each) + "=" + each.value())
                    .collect(Collectors.joining("+")))
        .collect(Collectors.joining(","));
  }
}
