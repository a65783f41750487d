package org.scepter.scep.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.Der;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.protocol.Capability;
import org.scepter.scep.protocol.algorithms.SigningTimeRule;

/** One test for each quirk, named after the client that has it. */
class CompatibilityTest {
  private final Map<String, String> written = new HashMap<>();

  private Dialect dialect(String compatibility) {
    written.put("scepter.scep.endpoint.mscep.compatibility", compatibility);
    return dialect();
  }

  private Dialect dialect() {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(written.get(key)));
    ScepSettings settings = ScepSettings.from(reader);
    assertThat(reader.faults()).isEmpty();
    return settings.endpoints().get(new EndpointName("mscep")).dialect();
  }

  private void set(String setting, String value) {
    written.put("scepter.scep.endpoint.mscep." + setting, value);
  }

  private static String shown(Dialect dialect) {
    return Capability.text(dialect.capabilities(false)).strip().replace('\n', ' ');
  }

  @Test
  void without_a_profile_an_endpoint_takes_what_the_rfc_allows_and_nothing_it_forbids() {
    Dialect dialect = dialect();

    assertThat(dialect).isEqualTo(dialect("default"));
    assertThat(dialect.allowSha1Digest()).isTrue();
    assertThat(dialect.allowTripleDes()).isTrue();
    assertThat(dialect.allowMd5Digest()).isFalse();
    assertThat(dialect.allowSingleDes()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "apple", "windows", "android", "juniper"})
  void what_the_rfc_forbids_is_for_profiles_of_old_devices_alone(String profile) {
    assertThat(dialect(profile).allowMd5Digest()).isFalse();
    assertThat(dialect(profile).allowSingleDes()).isFalse();
  }

  @Test
  void cisco_ios_signs_with_md5_and_encrypts_with_single_des() {
    assertThat(dialect("cisco-ios").allowMd5Digest()).isTrue();
    assertThat(dialect("cisco-ios").allowSingleDes()).isTrue();
  }

  @Test
  void cisco_ios_has_one_ca_in_a_trustpoint_and_gets_no_root_behind_it() {
    assertThat(dialect("cisco-ios").includeRoot()).isFalse();
    assertThat(dialect("android").includeRoot()).isTrue();
  }

  @Test
  void cisco_needs_the_ca_certificate_in_the_answer_and_juniper_refuses_it() {
    assertThat(dialect("cisco-ios").certRepContent()).isEqualTo(CertRepContent.ISSUED_AND_CA);
    assertThat(dialect("juniper").certRepContent()).isEqualTo(CertRepContent.ISSUED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows", "android"})
  void windows_and_android_install_the_chain_with_the_certificate(String profile) {
    assertThat(dialect(profile).certRepContent()).isEqualTo(CertRepContent.ISSUED_AND_CHAIN);
  }

  @ParameterizedTest
  @CsvSource({"ISSUED, 0", "ISSUED_AND_CA, 1", "ISSUED_AND_CHAIN, 2"})
  void what_stands_behind_the_issued_certificate(CertRepContent content, int certificates) {
    Der ca = Der.of("ca".getBytes(StandardCharsets.US_ASCII));
    Der root = Der.of("root".getBytes(StandardCharsets.US_ASCII));

    assertThat(content.behind(List.of(ca, root)))
        .isEqualTo(List.of(ca, root).subList(0, certificates));
    assertThat(content.behind(List.of())).isEmpty();
  }

  @Test
  void apple_sees_modern_algorithms_and_no_sha_1() {
    assertThat(shown(dialect("apple")))
        .isEqualTo("POSTPKIOperation Renewal SHA-512 SHA-384 SHA-256 DES3 AES SCEPStandard");
  }

  @Test
  void a_legacy_printer_sees_what_ndes_2008_showed() {
    assertThat(shown(dialect("legacy-printer"))).isEqualTo("Renewal SHA-512 SHA-256 SHA-1 DES3");
    assertThat(dialect("legacy-printer").allowPost()).isTrue();
  }

  @Test
  void an_endpoint_without_post_does_not_advertise_it() {
    set("allow-post", "false");

    assertThat(shown(dialect())).isEqualTo("Renewal SHA-512 SHA-384 SHA-256 SHA-1 DES3 AES");
  }

  @Test
  void a_weak_algorithm_that_is_not_taken_is_not_advertised() {
    set("allow-sha1-digest", "false");
    set("allow-triple-des", "false");

    assertThat(shown(dialect("legacy-printer"))).isEqualTo("Renewal SHA-512 SHA-256");
  }

  @Test
  void a_wrong_clock_is_refused_only_where_that_is_set() {
    assertThat(dialect().signingTime().refuse()).isFalse();

    set("signing-time-bias", "PT5M");
    set("signing-time", "refuse");

    assertThat(dialect().signingTime()).isEqualTo(new SigningTimeRule(Duration.ofMinutes(5), true));
    assertThat(dialect().messagePolicy().signingTime()).isEqualTo(dialect().signingTime());
  }

  @Test
  void a_single_setting_counts_more_than_the_profile() {
    set("cert-rep-content", "issued");
    set("include-root", "true");
    set("allow-md5-digest", "false");
    set("advertisement", "mscep-2008");

    assertThat(dialect("cisco-ios"))
        .isEqualTo(
            new Dialect(
                true,
                false,
                true,
                true,
                true,
                CertRepContent.ISSUED,
                true,
                Advertisement.MSCEP_2008,
                SigningTimeRule.note()));
  }
}
