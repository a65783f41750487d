package org.scepter.registrationpoint.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Der;
import org.scepter.pki.KeyUsageMask;
import org.scepter.platform.SettingsReader;

/** The page as those read it who take passwords from it by program. */
class MscepAdminPageTest {
  private static final String SECRET = "8CE317021F690069";
  private static final Optional<Der> CA = Optional.of(Der.of(new byte[] {0x30, 0}));

  private final Map<String, String> written =
      new HashMap<>(Map.of("scepter.scep.endpoint.mscep.authority", "password"));

  private PasswordEndpoint endpoint() {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(written.get(key)));
    PasswordEndpoint endpoint = PasswordSettings.from(reader).first().orElseThrow();
    assertThat(reader.faults()).isEmpty();
    return endpoint;
  }

  private static String decoded(byte[] page) {
    return new String(page, StandardCharsets.UTF_16LE);
  }

  private String page() {
    return decoded(MscepAdminPage.password(endpoint(), ChallengePassword.of(SECRET), CA));
  }

  private static String first(String regex, String text) {
    Matcher matcher = Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  @Test
  void the_bytes_are_utf_16le_without_a_byte_order_mark() {
    byte[] page = MscepAdminPage.password(endpoint(), ChallengePassword.of(SECRET), CA);

    assertThat(page).startsWith('<', 0).doesNotContain(0xff);
  }

  @Test
  void fleet_finds_the_password() {
    assertThat(first("The enrollment challenge password is: <B> (\\S*)", page())).isEqualTo(SECRET);
  }

  @Test
  void psCertificateEnrollment_finds_the_password() {
    assertThat(first("([A-F0-9]{16})", page())).isEqualTo(SECRET);
  }

  @Test
  void a_reader_of_the_first_hex_run_after_the_label_finds_the_password() {
    assertThat(first("(?s)challenge password.*?([0-9A-Fa-f]{8,64})", page())).isEqualTo(SECRET);
  }

  @Test
  void the_thumbprint_is_md5_in_groups_of_eight() {
    assertThat(page())
        .containsPattern(
            "The thumbprint \\(hash value\\) for the CA certificate is:"
                + " <B> [0-9A-F]{8}( [0-9A-F]{8}){3} </B>")
        .contains("60 minutes");
  }

  @Test
  void without_a_known_ca_there_is_a_password_and_no_thumbprint() {
    String page =
        decoded(
            MscepAdminPage.password(endpoint(), ChallengePassword.of(SECRET), Optional.empty()));

    assertThat(page).contains(SECRET).doesNotContain("thumbprint");
  }

  @Test
  void the_single_password_does_not_say_that_it_expires() {
    written.put("scepter.scep.endpoint.mscep.use-single-password", "true");

    assertThat(page()).contains(SECRET).contains("any number").doesNotContain("60 minutes");
  }

  @Test
  void the_pages_without_a_password_say_why_and_hold_nothing_that_looks_like_one() {
    for (String page :
        List.of(decoded(MscepAdminPage.full(endpoint())), decoded(MscepAdminPage.noPermission()))) {
      assertThat(page).doesNotContainPattern("(?i)[A-F0-9]{8}").doesNotContain("password is:");
    }
    assertThat(decoded(MscepAdminPage.full(endpoint()))).contains("The password cache is full.");
    assertThat(decoded(MscepAdminPage.noPermission()))
        .contains("You do not have sufficient permission to enroll with SCEP.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none | PAGE",
        "'' | PAGE",
        "endpoint=x | PAGE",
        "operation=NDESGenerateChallenge&keyUsage=160&params= | GENERATE_CHALLENGE",
        "OPERATION=ndesgeneratechallenge | GENERATE_CHALLENGE",
        "operation=NDESGetCACertThumbprint | CA_THUMBPRINT",
        "operation=GetCACert | UNKNOWN",
      })
  void a_query_names_its_operation(String raw, AdminQuery.Operation operation) {
    assertThat(AdminQuery.read(raw).map(AdminQuery::operation)).contains(operation);
  }

  @ParameterizedTest
  @CsvSource({"operation=%zz", "a=1&a=2", "operation=PAGE&OPERATION=x"})
  void a_query_that_can_be_read_in_two_ways_is_read_in_none(String raw) {
    assertThat(AdminQuery.read(raw)).isEmpty();
    assertThat(AdminQuery.read("a=" + "x".repeat(9000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"160", "0xA0", "0xa0"})
  void key_usage_is_a_number(String text) {
    assertThat(
            AdminQuery.read("keyUsage=" + text)
                .flatMap(AdminQuery::scope)
                .flatMap(OneTimePassword.Scope::keyUsage))
        .contains(KeyUsageMask.GENERAL_PURPOSE);
  }

  @ParameterizedTest
  @CsvSource({"keyUsage=1", "keyUsage=x", "params=hello"})
  void nonsense_about_the_request_is_refused(String raw) {
    assertThat(AdminQuery.read(raw).flatMap(AdminQuery::scope)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "password-length | 4",
        "password-length | 65",
        "password-max | 0",
        "password-validity | 0",
        "enforce-password | 1",
        "allowed-subjects | CN",
        "allowed-alt-names | x",
        "certificate-validity | P0D",
        "general-purpose-template | \u00dc",
      })
  void a_wrong_setting_is_a_fault_that_names_its_key(String key, String value) {
    written.put("scepter.scep.endpoint.mscep." + key, value);
    SettingsReader reader = new SettingsReader(each -> Optional.ofNullable(written.get(each)));

    PasswordSettings.from(reader);

    assertThat(reader.faults())
        .anyMatch(fault -> fault.startsWith("scepter.scep.endpoint.mscep." + key + ": "));
  }
}
