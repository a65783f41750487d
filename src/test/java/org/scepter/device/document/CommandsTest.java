package org.scepter.device.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.device.document.OrderAtHand.ROOT;
import static org.scepter.device.document.OrderAtHand.SECRET;

import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.profile.ProfileAtHand;

/** What is typed, or run, on a device: Cisco IOS's commands and the script for Linux. */
class CommandsTest {
  private static String written(DocumentForm form, CertificateOrder order) {
    return new String(form.write("router-1", List.of(order)), StandardCharsets.UTF_8);
  }

  @Test
  void ios_is_told_of_the_root_and_then_of_the_request() {
    String commands =
        written(
            DocumentForm.CISCO_IOS,
            OrderAtHand.of("CN=router-1,OU=Field (north),O=Example", "DNS:router-1.example.test"));

    String root = "scepter-root-" + ROOT.certificate().thumbprint().hex().substring(0, 8);
    assertThat(commands)
        .startsWith("crypto pki trustpoint " + root + "\n enrollment terminal pem\n")
        .contains("-----BEGIN CERTIFICATE-----\n")
        .endsWith(
            """
            crypto key generate rsa general-keys label scepter-Wi-Fi--staff- modulus 2048
            crypto pki trustpoint scepter-Wi-Fi--staff-
             enrollment url http://scep.example.test/scep/mscep
             enrollment retry count 3
             enrollment retry period 2
             subject-name CN=router-1,OU=Field (north),O=Example
             subject-alt-name router-1.example.test
             fqdn none
             ip-address none
             serial-number none
             password %s
             rsakeypair scepter-Wi-Fi--staff-
             hash sha256
             chain-validation continue %s
             revocation-check none
             auto-enroll 80 regenerate
             exit
            crypto pki authenticate scepter-Wi-Fi--staff-
            crypto pki enroll scepter-Wi-Fi--staff-
            """
                .formatted(SECRET, root));
    assertThat(commands.lines()).allMatch(line -> line.length() < 254);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=what?",
        "CN=a!b",
        "CN=a\\,b",
        "CN=a\\\"b",
        "CN=ä",
        "CN=a\\+b",
        "CN=a|b",
        "CN=a+OU=b"
      })
  void what_a_command_line_cannot_take_is_no_order(String subject) {
    assertThat(DocumentForm.CISCO_IOS.objection(OrderAtHand.of(subject))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EMAIL:a@b", "IP:192.0.2.7", "DNS:a DNS:b", "UPN:a@b"})
  void ios_asks_for_one_dns_name_and_no_other(String names) {
    assertThat(DocumentForm.CISCO_IOS.objection(OrderAtHand.of("CN=a", names.split(" "))))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"URI:urn:a", "UPN:a@b"})
  void strongswan_has_no_word_for_some_names(String name) {
    assertThat(DocumentForm.SHELL.objection(OrderAtHand.of("CN=a", name))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=a\\,b",
        "CN=a/b",
        "CN=a\\\\b",
        "CN=ä",
        "CN=a\\=b",
        "CN=$(a)",
        "CN=a+OU=b",
        "1.2.3.4=a"
      })
  void strongswan_reads_no_escapes(String subject) {
    assertThat(DocumentForm.SHELL.objection(OrderAtHand.of(subject))).isPresent();
  }

  @Test
  void the_script_takes_values_as_words_and_keeps_the_secret_from_the_list_of_processes() {
    String script = written(DocumentForm.SHELL, OrderAtHand.of("CN=it's *me*", "DNS:a.example"));

    assertThat(script)
        .startsWith("#!/bin/sh\n")
        .contains("--dn 'CN=it'\\''s *me*' --san 'a.example'")
        .contains("echo \"--password\" '" + SECRET + "' > \"$name.options\"");
    assertThat(script.lines().filter(line -> line.contains(SECRET))).hasSize(1);
  }

  @Test
  void neither_enrols_ec_keys() {
    CertificateOrder order =
        OrderAtHand.of(
            ProfileAtHand.of(PublicKeyInfo.Algorithm.EC, 256, Period.ofYears(1)), "CN=a");

    assertThat(DocumentForm.CISCO_IOS.objection(order)).isPresent();
    assertThat(DocumentForm.SHELL.objection(order)).isPresent();
  }
}
