package org.scepter.profile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo.Algorithm;
import org.scepter.pki.SubjectAltName.Kind;
import org.scepter.pki.TemplateName;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.pki.constraint.NameConstraints;
import org.scepter.platform.AllowList;
import org.scepter.platform.Caller;
import org.scepter.platform.JsonFields;
import org.scepter.platform.PersonRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;

class ScepProfileRulesTest {
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
  private static final NameBounds DNS_ALONE =
      new NameBounds(Set.of(Kind.DNS), NameConstraints.NONE);
  private static final ScepProfileRules RULES =
      new ScepProfileRules(
          new TemplatesAtHand(
              template("ScepterDevice", KeyUsageMask.GENERAL_PURPOSE, 2048, NameBounds.NONE),
              template("ScepterDeviceSignature", KeyUsageMask.SIGNATURE, 3072, NameBounds.NONE),
              template("Narrow", KeyUsageMask.GENERAL_PURPOSE, 2048, DNS_ALONE)),
          new Caller("eve", Set.of(PersonRole.ADMINISTRATOR)),
          Duration.ofHours(1));
  private static final String PLAIN =
      "{'name':'wifi','templateName':'ScepterDevice','trustedRootProfile':'root',"
          + "'subjectNameFormat':'CN={{DeviceName}},O=Example',"
          + "'keyUsage':['digitalSignature','keyEncipherment']}";

  private static PublishedTemplate template(
      String name, KeyUsageMask usage, int bits, NameBounds names) {
    boolean narrow = !names.equals(NameBounds.NONE);
    return new PublishedTemplate(
        new TemplateName(name),
        1,
        usage,
        List.of(CLIENT),
        Period.ofYears(2),
        narrow ? Optional.of(Period.ofDays(90)) : Optional.empty(),
        narrow ? 384 : 0,
        new KeyBounds(
            usage == KeyUsageMask.SIGNATURE
                ? Set.of(Algorithm.RSA, Algorithm.EC)
                : Set.of(Algorithm.RSA),
            bits,
            256),
        names,
        new AllowList(Set.of(narrow ? "phones" : "*")),
        narrow,
        false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Withdrawn | this one is not published",
        "Secret | you are not among its readers",
        "CEP Encryption | Scepter issues from this one to itself",
        "Nowhere | there is none of this name, but ScepterDevice, ScepterDeviceSignature, Narrow",
        "Gerät | must be ASCII"
      })
  void a_template_that_cannot_be_had_is_refused_with_the_reason(String name, String reason) {
    List<Problem.FieldFault> faults =
        validate(with("templateName", "'" + name + "'"))
            .fold(Problem::faults, profile -> List.of());
    assertThat(faults)
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.field()).isEqualTo("templateName");
              assertThat(fault.message()).contains(reason);
            });
  }

  private static final String NARROW =
      "{'name':'wifi','templateName':'Narrow','trustedRootProfile':'root','endpoint':'phones',"
          + "'subjectNameFormat':'CN={{DeviceName}},O=Example','hashAlgorithm':'SHA-384',"
          + "'subjectAltNames':['DNS:{{DeviceName}}.example.test'],"
          + "'keyUsage':['digitalSignature','keyEncipherment']}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "endpoint | 'mscep'",
        "hashAlgorithm | 'SHA-256'",
        "subjectAltNames[0] | ['EMAIL:{{EmailAddress}}']",
        "renewalThresholdPercent | 25",
        "subjectNameFormat | 'O=Example'"
      })
  void a_profile_fits_its_template(String fault, String value) {
    assertThat(faults(json(NARROW))).isEmpty();
    String field = fault.replace("[0]", "");
    JsonObject changed =
        Json.createObjectBuilder(json(NARROW))
            .add("allowSharedSubject", true)
            .add("subjectAltNames", Json.createArrayBuilder())
            .addAll(Json.createObjectBuilder(json("{'" + field + "':" + value + "}")))
            .build();
    assertThat(faults(changed)).containsExactly(fault);
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text.replace('\'', '"'))).readObject();
  }

  private static Result<ScepProfile> validate(JsonObject json) {
    return RULES.validate(new JsonFields(json), "root"::equals);
  }

  /** The plain profile with one field replaced. */
  private static JsonObject with(String field, String value) {
    return Json.createObjectBuilder(json(PLAIN))
        .addAll(Json.createObjectBuilder(json("{'" + field + "':" + value + "}")))
        .build();
  }

  private static List<String> faults(JsonObject json) {
    return validate(json)
        .fold(
            problem -> problem.faults().stream().map(Problem.FieldFault::field).toList(),
            profile -> List.of());
  }

  @Test
  void a_plain_profile_gets_the_defaults_and_survives_its_json() {
    ScepProfile profile = validate(json(PLAIN)).fold(problem -> null, made -> made);
    assertThat(profile.ndesUrls()).as("those of the servers at the time of asking").isEmpty();
    assertThat(profile.retries()).isEqualTo(3);
    assertThat(profile.retryDelayMinutes()).isEqualTo(1);
    assertThat(profile.renewal().thresholdPercent()).isEqualTo(20);
    assertThat(profile.keySize()).isEqualTo(2048);
    assertThat(profile.extendedKeyUsages()).containsExactly(CLIENT);
    assertThat(profile.hash()).isEqualTo(HashAlgorithm.SHA_256);
    assertThat(profile.validity()).isEqualTo(Period.ofYears(1));
    assertThat(profile.challengeLifetime()).isEqualTo(Duration.ofHours(1));
    JsonObject written = ScepProfileJson.write(profile);
    assertThat(ScepProfileJson.write(ScepProfileJson.read(written))).isEqualTo(written);
    assertThat(faults(written)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name | 'a/b'",
        "name | ''",
        "name | 7",
        "description | 'a\\u0007'",
        "endpoint | 'MSCEP'",
        "templateName | 'Unpublished'",
        "templateName | 'Gerät'",
        "trustedRootProfile | 'other'",
        "subjectNameFormat | 'CN={{Devicename}}'",
        "subjectNameFormat | 'CN={{DeviceName'",
        "subjectNameFormat | 'CN={DeviceName}'",
        "subjectNameFormat | 'CN={{DeviceName}},O=a\\u007cb'",
        "subjectNameFormat | 'CN={{DeviceName}};O=b'",
        "subjectNameFormat | 'O=Example'",
        "subjectNameFormat | 'CN={{OSName}}'",
        "subjectNameFormat | ''",
        "subjectNameFormat | '{{DeviceName}}'",
        "subjectNameFormat | 'CN={{DeviceName}},C=Germany'",
        "subjectNameFormat |"
            + " 'CN={{DeviceName}}-0123456789012345678901234567890123456789012345678901234567890'",
        "subjectAltNames[0] | ['DeviceName']",
        "keyUsage | []",
        "keyUsage | ['digitalSignature']",
        "keyUsage | ['digitalSignature','cRLSign']",
        "keyType | 'EC'",
        "keySize | 1024",
        "keySize | 2047",
        "keySize | 8192",
        "extendedKeyUsages | []",
        "extendedKeyUsages[0] | ['1.3.6.1.5.5.7.3.1']",
        "hashAlgorithm | 'SHA-1'",
        "hashAlgorithm | 'SHA-3'",
        "hashAlgorithm | 'MD5'",
        "validity | 'P3Y'",
        "validity | 'P731D'",
        "validity | 'P0D'",
        "validity | '-P1Y'",
        "validity | 'P-1Y'",
        "validity | 'P'",
        "validity | 'P2147483647Y'",
        "validity | 'one year'",
        "retries | -1",
        "retries | 31",
        "retryDelayMinutes | 0",
        "renewalThresholdPercent | 0",
        "renewalThresholdPercent | 100",
        "renewalGrace | 'P91D'",
        "renewalGrace | '-PT1S'",
        "revokeRenewedAfter | 'P1M'",
        "challengeLifetime | 'PT0.5S'",
        "challengeLifetime | 'P31D'",
        "challengeLifetime | 'P1M'",
        "allowSharedSubject | 'true'",
        "ndesUrls | []",
        "ndesUrls[0] | ['ftp://a/b']",
        "ndesUrls[0] | ['https://user@host/']",
        "ndesUrls[0] | ['https://a/b;https://c/']",
        "ndesUrls[0] | ['https://a/b?operation=x']",
        "ndesUrls[0] | ['/certsrv']",
        "challenge | 'secret'"
      })
  void a_fault_is_named_by_its_field(String field, String value) {
    assertThat(faults(with(field.replaceAll("\\[.*", ""), value))).contains(field).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "subjectAltNames |"
            + " ['UPN:{{UserPrincipalName}}','IP:{{IPAddress}}','EMAIL:{{EmailAddress}}']",
        "subjectAltNames | ['URI:https://example.test/{{DeviceId}}']",
        "subjectNameFormat |"
            + " 'CN={{AzureADDeviceId}}+SERIALNUMBER={{Device_Serial}},DC=example,DC=test'",
        "keySize | 4096",
        "hashAlgorithm | 'SHA-512'",
        "validity | 'P24M'",
        "validity | 'P730D'",
        "validity | 'P1D'",
        "renewalGrace | 'P90D'",
        "revokeRenewedAfter | 'PT0S'",
        "challengeLifetime | 'PT1S'",
        "challengeLifetime | 'P30D'",
        "ndesUrls | ['http://[2001:db8::1]:8080/scep/a','https://b.example.test']"
      })
  void accepted(String field, String value) {
    assertThat(faults(with(field, value))).isEmpty();
  }

  @Test
  void a_key_size_below_the_templates_is_refused() {
    JsonObject signature =
        Json.createObjectBuilder(with("templateName", "'ScepterDeviceSignature'"))
            .add("keyUsage", Json.createArrayBuilder().add("digitalSignature"))
            .build();
    assertThat(faults(signature)).containsExactly("keySize");
  }

  @ParameterizedTest
  @CsvSource({"256, ''", "384, ''", "521, ''", "2048, keySize", "255, keySize"})
  void an_ec_key_is_for_signatures_and_on_a_known_curve(int size, String fault) {
    JsonObject ec =
        Json.createObjectBuilder(with("templateName", "'ScepterDeviceSignature'"))
            .add("keyUsage", Json.createArrayBuilder().add("digitalSignature"))
            .add("keyType", "EC")
            .add("keySize", size)
            .build();
    assertThat(String.join(",", faults(ec))).isEqualTo(fault);
  }

  @Test
  void an_ec_key_goes_with_a_template_that_allows_it() {
    JsonObject signature =
        Json.createObjectBuilder(with("templateName", "'ScepterDeviceSignature'"))
            .add("keyUsage", Json.createArrayBuilder().add("digitalSignature"))
            .add("keyType", "EC")
            .build();
    JsonObject odd = Json.createObjectBuilder(signature).add("keySize", 2048).build();

    assertThat(faults(signature)).isEmpty();
    assertThat(faults(odd)).containsExactly("keySize");
  }

  @Test
  void a_shared_subject_needs_its_word() {
    JsonObject shared = with("subjectNameFormat", "'CN=Kiosk,O=Example'");
    assertThat(faults(shared)).containsExactly("subjectNameFormat");
    assertThat(faults(Json.createObjectBuilder(shared).add("allowSharedSubject", true).build()))
        .isEmpty();
    assertThat(
            faults(
                Json.createObjectBuilder(shared)
                    .add("subjectAltNames", Json.createArrayBuilder().add("DNS:{{DeviceName}}.x"))
                    .build()))
        .isEmpty();
  }

  @Test
  void all_faults_are_named_at_once() {
    assertThat(faults(json("{'keySize':1024,'retries':99,'colour':'red'}")))
        .contains(
            "name",
            "templateName",
            "trustedRootProfile",
            "subjectNameFormat",
            "keyUsage",
            "keySize",
            "retries",
            "colour");
  }

  @Test
  void weak_hashes_are_refused_with_the_reason() {
    assertThat(HashAlgorithm.refusal("SHA-1")).contains("can be forged");
    assertThat(HashAlgorithm.refusal("SHA-3")).contains("RFC 8894");
  }
}
