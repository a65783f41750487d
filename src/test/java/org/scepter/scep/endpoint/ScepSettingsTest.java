package org.scepter.scep.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.TemplateName;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.protocol.PkiMessageLimits;

class ScepSettingsTest {
  private final Map<String, String> written = new HashMap<>();
  private final SettingsReader reader =
      new SettingsReader(key -> Optional.ofNullable(written.get(key)));

  @Test
  void without_settings_there_is_one_endpoint_that_asks_the_registration_point() {
    ScepSettings settings = ScepSettings.from(reader);

    assertThat(reader.faults()).isEmpty();
    assertThat(settings.endpoints()).containsOnlyKeys(new EndpointName("mscep"));
    assertThat(settings.defaultEndpoint()).isEqualTo(new EndpointName("mscep"));
    assertThat(settings.cgiBinEndpoint()).isEqualTo(new EndpointName("mscep"));
    assertThat(settings.maxMessageBytes()).isEqualTo(262_144);
    Endpoint endpoint = settings.endpoint("mscep").orElseThrow();
    assertThat(endpoint.authority()).isEqualTo(EndpointAuthority.ISSUED_CHALLENGE);
    assertThat(endpoint.templates().generalPurpose()).isEqualTo(new TemplateName("ScepterDevice"));
    assertThat(endpoint.templates().signature())
        .isEqualTo(new TemplateName("ScepterDeviceSignature"));
    assertThat(endpoint.templates().encryption())
        .isEqualTo(new TemplateName("ScepterDeviceEncryption"));
  }

  @Test
  void endpoints_have_their_own_settings() {
    written.put("scepter.scep.endpoints", "mscep, legacy");
    written.put("scepter.scep.default-endpoint", "legacy");
    written.put("scepter.scep.endpoint.legacy.authority", "none");
    written.put("scepter.scep.endpoint.legacy.signature-template", "Old Signature");
    written.put("scepter.scep.endpoint.mscep.allow-sha1-digest", "false");
    written.put("scepter.scep.endpoint.mscep.cert-rep-content", "issued");

    ScepSettings settings = ScepSettings.from(reader);

    assertThat(reader.faults()).isEmpty();
    assertThat(settings.defaultEndpoint()).isEqualTo(new EndpointName("legacy"));
    Endpoint legacy = settings.endpoint("legacy").orElseThrow();
    assertThat(legacy.authority()).isEqualTo(EndpointAuthority.NONE);
    assertThat(legacy.templates().signature()).isEqualTo(new TemplateName("Old Signature"));
    assertThat(legacy.dialect().allowSha1Digest()).isTrue();
    assertThat(legacy.dialect().certRepContent()).isEqualTo(CertRepContent.ISSUED_AND_CA);
    Endpoint mscep = settings.endpoint("mscep").orElseThrow();
    assertThat(mscep.dialect().allowSha1Digest()).isFalse();
    assertThat(mscep.dialect().certRepContent()).isEqualTo(CertRepContent.ISSUED);
  }

  @Test
  void est_is_off_until_an_endpoint_says_so() {
    assertThat(ScepSettings.from(reader).hasEst()).isFalse();

    written.put("scepter.scep.endpoints", "mscep, machines");
    written.put("scepter.scep.endpoint.machines.est", "true");
    written.put("scepter.scep.est-endpoint", "machines");
    ScepSettings settings = ScepSettings.from(reader);

    assertThat(reader.faults()).isEmpty();
    assertThat(settings.hasEst()).isTrue();
    assertThat(settings.estEndpoint()).isEqualTo(new EndpointName("machines"));
    assertThat(settings.endpoint("machines").orElseThrow().est()).isTrue();
    assertThat(settings.endpoint("mscep").orElseThrow().est()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "issued-challenge, true",
    "password, true",
    "webhook, true",
    "intune, false",
    "none, false"
  })
  void est_is_for_authorities_that_take_a_challenge_wherever_it_stands(
      String authority, boolean isTaken) {
    written.put("scepter.scep.endpoint.mscep.authority", authority);
    written.put("scepter.scep.endpoint.mscep.est", "true");

    ScepSettings.from(reader);

    assertThat(reader.faults().stream().filter(each -> each.contains("mscep.est")).toList())
        .hasSize(isTaken ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scepter.scep.endpoints | mscep,mscep",
        "scepter.scep.endpoints | mscep,Not_A_Name",
        "scepter.scep.endpoints | ,",
        "scepter.scep.default-endpoint | elsewhere",
        "scepter.scep.default-endpoint | No Name",
        "scepter.scep.cgi-bin-endpoint | elsewhere",
        "scepter.scep.est-endpoint | elsewhere",
        "scepter.scep.endpoint.mscep.est | on",
        "scepter.scep.endpoint.mscep.authority | anyone",
        "scepter.scep.endpoint.mscep.signature-template | Ünicode",
        "scepter.scep.endpoint.mscep.allow-triple-des | yes",
        "scepter.scep.endpoint.mscep.compatibility | netscape",
        "scepter.scep.endpoint.mscep.cert-rep-content | everything",
        "scepter.scep.endpoint.mscep.advertisement | nothing",
        "scepter.scep.endpoint.mscep.allow-sha1-digest | 1",
        "scepter.scep.max-message-bytes | 100",
        "scepter.scep.max-depth | 5",
        "scepter.scep.max-elements | 0",
        "scepter.scep.max-certificates | 1000",
        "scepter.scep.max-recipients | 0",
        "scepter.scep.max-attributes | many",
        "scepter.scep.min-rsa-bits | 512",
        "scepter.scep.max-rsa-bits | 16384",
        "scepter.scep.max-exponent-bits | 128",
        "scepter.scep.max-transaction-id | 1024",
        "scepter.scep.min-nonce | 1",
        "scepter.scep.max-nonce | 128",
        "scepter.scep.max-name-bytes | 65536",
        "scepter.scep.max-name-parts | 100",
        "scepter.scep.max-request-bytes | 65537",
        "scepter.scep.max-request-attributes | 33",
        "scepter.scep.max-alt-names | 0",
        "scepter.scep.max-purposes | 33",
        "scepter.scep.endpoint.mscep.signing-time-bias | an hour",
        "scepter.scep.endpoint.mscep.signing-time | ignore",
        "scepter.scep.max-message-bytes | 100000000"
      })
  void a_wrong_value_is_a_fault_that_names_its_key(String key, String value) {
    written.put(key, value);

    ScepSettings.from(reader);

    assertThat(reader.faults()).anySatisfy(fault -> assertThat(fault).startsWith(key + ": "));
  }

  @Test
  void limits_set_as_wide_as_may_be_are_those_of_whoever_reads_after_ndes() {
    Map.of(
            "max-message-bytes", 1_048_576,
            "max-depth", 64,
            "max-elements", 65_536,
            "max-certificates", 256,
            "max-recipients", 64,
            "max-attributes", 256,
            "min-rsa-bits", 1024,
            "max-exponent-bits", 64)
        .forEach((name, value) -> written.put("scepter.scep." + name, value.toString()));

    assertThat(ScepSettings.from(reader).limits()).isEqualTo(PkiMessageLimits.widest());
    assertThat(reader.faults()).isEmpty();
  }

  @Test
  void all_faults_are_listed_at_once() {
    written.put("scepter.scep.endpoint.mscep.authority", "anyone");
    written.put("scepter.scep.endpoint.mscep.encryption-template", "*");
    written.put("scepter.scep.max-message-bytes", "many");

    ScepSettings.from(reader);

    assertThat(reader.faults()).hasSize(3);
  }

  @Test
  void an_unknown_or_impossible_endpoint_is_not_found() {
    ScepSettings settings = ScepSettings.from(reader);

    assertThat(settings.endpoint("other")).isEmpty();
    assertThat(settings.endpoint("../mscep")).isEmpty();
  }
}
