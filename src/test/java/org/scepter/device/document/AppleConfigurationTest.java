package org.scepter.device.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.device.document.OrderAtHand.PROFILE;
import static org.scepter.device.document.OrderAtHand.ROOT;
import static org.scepter.device.document.OrderAtHand.SECRET;

import com.dd.plist.NSArray;
import com.dd.plist.NSData;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.NSString;
import com.dd.plist.PropertyListParser;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.Hex;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectAltName;
import org.scepter.profile.ProfileAtHand;

class AppleConfigurationTest {
  // The keys of com.apple.security.scep's PayloadContent in Apple's device-management repository.
  private static final Set<String> PUBLISHED =
      Set.of(
          "URL",
          "Name",
          "Subject",
          "Challenge",
          "Keysize",
          "Key Type",
          "Key Usage",
          "CAFingerprint",
          "Retries",
          "RetryDelay",
          "SubjectAltName",
          "KeyIsExtractable",
          "AllowAllAppsAccess");

  private static NSDictionary read(CertificateOrder order) {
    try {
      return (NSDictionary)
          PropertyListParser.parse(DocumentForm.APPLE.write("phone-1", List.of(order)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<NSObject> items(NSObject array) {
    return Arrays.asList(((NSArray) array).getArray());
  }

  private static NSDictionary payload(NSDictionary profile, String type) {
    return items(profile.get("PayloadContent")).stream()
        .map(NSDictionary.class::cast)
        .filter(each -> text(each, "PayloadType").equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static NSDictionary scep(CertificateOrder order) {
    return (NSDictionary) payload(read(order), "com.apple.security.scep").get("PayloadContent");
  }

  private static String text(NSDictionary dictionary, String key) {
    return ((NSString) dictionary.get(key)).getContent();
  }

  private static int number(NSDictionary dictionary, String key) {
    return ((NSNumber) dictionary.get(key)).intValue();
  }

  /** {@code [[type, value]]} for each relative name. */
  private static List<List<List<String>>> subject(NSDictionary scep) {
    return items(scep.get("Subject")).stream()
        .map(
            rdn ->
                items(rdn).stream()
                    .map(
                        pair ->
                            items(pair).stream()
                                .map(each -> ((NSString) each).getContent())
                                .toList())
                    .toList())
        .toList();
  }

  @Test
  void the_scep_payload_has_apples_keys_and_no_others() {
    NSDictionary scep =
        scep(
            OrderAtHand.of(
                "C=DE,O=Example,CN=phone-1+OU=Field,1.2.3.4=x",
                "EMAIL:a@example.test",
                "DNS:phone-1.example.test",
                "DNS:phone-1.example.org",
                "URI:urn:phone:1",
                "UPN:a@ad.example.test"));

    assertThat(scep.allKeys()).containsExactlyInAnyOrderElementsOf(PUBLISHED);
    assertThat(text(scep, "URL")).isEqualTo("https://scep.example.test/scep/mscep");
    assertThat(text(scep, "Challenge")).isEqualTo(SECRET);
    assertThat(text(scep, "Key Type")).isEqualTo("RSA");
    assertThat(number(scep, "Keysize")).isEqualTo(2048);
    assertThat(number(scep, "Key Usage")).isEqualTo(5);
    assertThat(number(scep, "Retries")).isEqualTo(3);
    assertThat(number(scep, "RetryDelay")).as("seconds").isEqualTo(120);
    assertThat(((NSData) scep.get("CAFingerprint")).bytes())
        .isEqualTo(Hex.decode(ROOT.certificate().thumbprint().hex()));
    assertThat(subject(scep))
        .containsExactly(
            List.of(List.of("C", "DE")),
            List.of(List.of("O", "Example")),
            List.of(List.of("OU", "Field"), List.of("CN", "phone-1")),
            List.of(List.of("1.2.3.4", "x")));
    NSDictionary names = (NSDictionary) scep.get("SubjectAltName");
    assertThat(names.allKeys())
        .containsExactlyInAnyOrder(
            "rfc822Name", "dNSName", "uniformResourceIdentifier", "ntPrincipalName");
    assertThat(items(names.get("dNSName")))
        .containsExactly(new NSString("phone-1.example.test"), new NSString("phone-1.example.org"));
    assertThat(text(names, "ntPrincipalName")).isEqualTo("a@ad.example.test");
  }

  @Test
  void the_root_comes_with_it() {
    NSDictionary profile = read(OrderAtHand.of("CN=phone-1"));

    NSDictionary root = payload(profile, "com.apple.security.root");
    assertThat(((NSData) root.get("PayloadContent")).bytes()).isEqualTo(ROOT.certificate().bytes());
    assertThat(text(profile, "PayloadType")).isEqualTo("Configuration");
    assertThat(number(profile, "PayloadVersion")).isEqualTo(1);
  }

  @Test
  void the_same_again_replaces_what_is_there_and_another_devices_does_not() throws Exception {
    List<CertificateOrder> order = List.of(OrderAtHand.of("CN=phone-1"));
    byte[] first = DocumentForm.APPLE.write("phone-1", order);

    assertThat(DocumentForm.APPLE.write("phone-1", order)).isEqualTo(first);
    NSDictionary other =
        (NSDictionary) PropertyListParser.parse(DocumentForm.APPLE.write("phone-2", order));
    assertThat(text(other, "PayloadUUID"))
        .isNotEqualTo(text((NSDictionary) PropertyListParser.parse(first), "PayloadUUID"));
  }

  @Test
  void without_a_challenge_there_is_none() {
    CertificateOrder order = OrderAtHand.of("CN=phone-1");
    CertificateOrder shown =
        new CertificateOrder(order.profile(), order.root(), order.names(), Optional.empty());

    assertThat(scep(shown).allKeys()).doesNotContain("Challenge", "SubjectAltName");
  }

  @RepeatedTest(200)
  void each_value_comes_through_whatever_it_holds(RepetitionInfo repetition) {
    CertificateOrder order = OrderAtHand.hostile(new Random(repetition.getCurrentRepetition()));
    assertThat(DocumentForm.APPLE.objection(order)).isEmpty();

    NSDictionary scep = scep(order);

    assertThat(subject(scep).stream().map(rdn -> rdn.get(0).get(1)))
        .containsExactlyElementsOf(
            order.subject().stream().map(rdn -> rdn.get(0).value()).toList());
    assertThat(text((NSDictionary) scep.get("SubjectAltName"), "ntPrincipalName"))
        .isEqualTo(order.altNames(SubjectAltName.Kind.UPN).get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"IP:192.0.2.7", "UPN:a@b;UPN:c@d", "DNS:a\ufffe"})
  void what_the_payload_cannot_say_is_no_order(String names) {
    assertThat(DocumentForm.APPLE.objection(OrderAtHand.of("CN=phone-1", names.split(";"))))
        .isPresent();
  }

  @Test
  void keys_are_rsa_of_three_sizes() {
    assertThat(
            DocumentForm.APPLE.objection(
                OrderAtHand.of(
                    ProfileAtHand.of(PublicKeyInfo.Algorithm.EC, 256, Period.ofYears(1)),
                    "CN=phone-1")))
        .hasValueSatisfying(reason -> assertThat(reason).contains("RSA"));
    assertThat(
            DocumentForm.APPLE.objection(
                OrderAtHand.of(
                    ProfileAtHand.of(PublicKeyInfo.Algorithm.RSA, 3072, Period.ofYears(1)),
                    "CN=phone-1")))
        .isPresent();
    assertThat(DocumentForm.APPLE.objection(OrderAtHand.of(PROFILE, "CN=phone-1"))).isEmpty();
  }
}
