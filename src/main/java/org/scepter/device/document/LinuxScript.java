package org.scepter.device.document;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectAltName;

/**
 * A POSIX shell script that makes key and request with strongSwan's {@code pki} and writes root,
 * key and certificate into a directory of its owner's.
 */
final class LinuxScript implements DocumentForm.Platform {
  private static final Set<SubjectAltName.Kind> KINDS =
      EnumSet.of(SubjectAltName.Kind.EMAIL, SubjectAltName.Kind.DNS, SubjectAltName.Kind.IP);

  private static final Set<String> TYPES = Set.of("CN", "O", "OU", "C", "L", "ST", "DC");

  @Override
  public Optional<String> objection(CertificateOrder order) {
    if (order.profile().keyType() != PublicKeyInfo.Algorithm.RSA) {
      return Optional.of("strongSwan's SCEP client enrols RSA keys");
    }
    if (Objections.hasOtherNames(order, KINDS)) {
      return Optional.of(
          "strongSwan's SCEP client asks for DNS names, e-mail and IP addresses alone");
    }
    // Its reader of names knows no escapes, and one attribute in each relative name.
    boolean special =
        order.hasMultiValuedName()
            || order.subject().stream()
                .flatMap(List::stream)
                .anyMatch(
                    each ->
                        !TYPES.contains(CertificateOrder.shortName(each))
                            || !each.value().matches("[A-Za-z0-9 ._@:()*?!&'-]+"));
    return special
        ? Optional.of("its subject is one that strongSwan's SCEP client cannot be told")
        : Optional.empty();
  }

  @Override
  public String write(String device, List<CertificateOrder> orders) {
    return """
        #!/bin/sh
        # Enrols %s. Needs strongSwan's pki (Debian: strongswan-pki and libstrongswan-standard-plugins).
        set -eu
        umask 077
        trap 'rm -f ./*.options' EXIT
        directory=${1:-.}
        mkdir -p "$directory"
        cd "$directory"
        """
            .formatted(device)
        + orders.stream().map(LinuxScript::request).collect(Collectors.joining());
  }

  private static String request(CertificateOrder order) {
    int seconds = order.profile().retryDelayMinutes() * 60;
    return """

        name=%1$s
        url=%2$s
        cat > "$name-root.pem" << 'END'
        -----BEGIN CERTIFICATE-----
        %3$s-----END CERTIFICATE-----
        END
        pki --scepca --url "$url" --caout "$name-ca.pem" --raout "$name-ra.pem" --outform pem --force
        # Whoever else answers has no certificate beneath the root.
        pki --verify --in "$name-ca-1.pem" --cacert "$name-root.pem"
        [ -s "$name.key" ] || pki --gen --type rsa --size %4$d --outform pem > "$name.key"
        # In a file, because everybody sees what programs are called with.
        echo "--password" %8$s > "$name.options"
        pki --scep --options "$name.options" --url "$url" --in "$name.key" --dn %5$s%6$s --digest %7$s \\
          --interval %9$d --maxpolltime %10$d \\
          --cacert-enc "$name-ra.pem" --cacert-sig "$name-ra-2.pem" --cacert "$name-ca-1.pem" --cacert "$name-root.pem" \\
          --outform pem > "$name.new"
        pki --verify --in "$name.new" --cacert "$name-root.pem" --cacert "$name-ca-1.pem"
        mv "$name.new" "$name.pem"
        echo "$name.pem is the certificate, $name.key its key, $name-root.pem the root."
        """
        .formatted(
            quoted(order.profile().name().replace(' ', '-')),
            quoted(order.plainUrl()),
            lines(order.root().certificate().base64()),
            order.profile().keySize(),
            quoted(subject(order)),
            altNames(order),
            order.profile().hash().text().replace("-", "").toLowerCase(Locale.ROOT),
            order.challenge().map(secret -> quoted(secret.reveal())).orElse("\"$CHALLENGE\""),
            seconds,
            seconds * Math.max(1, order.profile().retries()));
  }

  private static String altNames(CertificateOrder order) {
    return order.names().altNames().stream()
        .map(name -> " --san " + quoted(name.value()))
        .collect(Collectors.joining());
  }

  private static String subject(CertificateOrder order) {
    return order.subject().stream()
        .flatMap(List::stream)
        .map(each -> CertificateOrder.shortName(each) + "=" + each.value())
        .collect(Collectors.joining(", "));
  }

  /** One word of the shell's, whatever it holds. */
  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  private static String lines(String base64) {
    return base64.replaceAll("(.{1,64})", "$1\n");
  }
}
