package org.scepter.issuing.template;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.issuing.Heard;
import org.scepter.pki.TemplateName;
import org.scepter.platform.Caller;
import org.scepter.platform.Happening;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Page;
import org.scepter.platform.PersonRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Reporter;
import org.scepter.platform.Result;

class TemplateBookTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC);
  private static final String PLAIN =
      "{'name':'WiFi','purpose':'signature','keyTypes':['RSA','EC'],'endpoints':['mscep'],"
          + "'subjectAltNameKinds':['DNS'],'permittedNames':['DNS:example.org']}";
  private static final Caller ADMINISTRATOR = caller("admin", PersonRole.ADMINISTRATOR);

  private final TemplatesInMemory records = new TemplatesInMemory(ReadyTemplates.all());
  private final Heard heard = new Heard();
  private final ChangesHeard changes = new ChangesHeard();
  private final Reporter reporter = new Reporter(heard);
  private final TemplateBook book =
      new TemplateBook(records, new TemplateFile(records, reporter), reporter, changes, CLOCK);

  private static Caller caller(String name, PersonRole... roles) {
    return new Caller(name, Set.of(roles));
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text.replace('\'', '"'))).readObject();
  }

  private static Result<JsonFields> body(JsonObject json) {
    return Result.of(new JsonFields(json));
  }

  /** The plain template with one field replaced, or removed by null. */
  private static JsonObject with(String field, String value) {
    var changed = Json.createObjectBuilder(json(PLAIN));
    JsonValue given = json("{'it':" + value + "}").get("it");
    return (given == JsonValue.NULL ? changed.remove(field) : changed.add(field, given)).build();
  }

  private static Template done(Result<Template> result) {
    return result.fold(
        problem -> {
          throw new AssertionError(problem.toString());
        },
        template -> template);
  }

  private static Problem refused(Result<?> result) {
    return result.fold(
        problem -> problem,
        done -> {
          throw new AssertionError(done.toString());
        });
  }

  private static List<String> fields(Result<?> result) {
    return refused(result).faults().stream().map(Problem.FieldFault::field).toList();
  }

  private Template make() {
    return done(book.create(body(json(PLAIN))));
  }

  @Test
  void a_new_template_is_version_1_and_not_published_and_survives_its_json() {
    Template made = make();
    assertThat(made.version()).isEqualTo(1);
    assertThat(made.published()).isFalse();
    assertThat(made.terms().subject()).isEqualTo(SubjectSource.RECORD);
    assertThat(made.terms().readers()).isEqualTo(Readers.ADMINISTRATORS);
    assertThat(TemplateJson.read(made.name(), 1, false, TemplateJson.terms(made.terms())))
        .isEqualTo(made);
    assertThat(heard.all())
        .singleElement()
        .isEqualTo(Happening.done("template.create", "template:WiFi", ""));
  }

  @Test
  void every_ready_template_survives_its_json() {
    for (Template ready : ReadyTemplates.all()) {
      assertThat(TemplateJson.read(ready.name(), 1, false, TemplateJson.terms(ready.terms())))
          .isEqualTo(ready);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name | 'Gerät'",
        "name | ''",
        "name | 'export'",
        "description | 'a\\u0007'",
        "holder | 'registration-authority'",
        "purpose | null",
        "purpose | 'signing'",
        "keyUsage | ['keyEncipherment']",
        "subject | 'built'",
        "keyTypes | []",
        "keyTypes | ['DSA']",
        "minimumRsaBits | 512",
        "minimumRsaBits | 'many'",
        "minimumEcBits | 224",
        "extendedKeyUsages | []",
        "extendedKeyUsages[0] | ['clientAuth']",
        "extendedKeyUsages[0] | ['2.5.29.37.0']",
        "extendedKeyUsages[0] | ['1.3.6.1.4.1.311.20.2.1']",
        "extendedKeyUsages[1] | ['1.3.6.1.5.5.7.3.2','1.3.6.1.5.5.7.3.9']",
        "maximumValidity | 'P11Y'",
        "maximumValidity | 'P0D'",
        "maximumValidity | 'P999999999D'",
        "renewalPeriod | 'P2Y'",
        "renewalPeriod | 'soon'",
        "hashAlgorithm | 'SHA-1'",
        "subjectAltNameKinds | null",
        "subjectAltNameKinds[0] | ['OTHER']",
        "permittedNames[0] | ['example.org']",
        "excludedNames[1] | ['DNS:example.org','IP:192.0.2.1/24']",
        "endpoints | null",
        "endpoints[0] | ['MSCEP']",
        "readers[0] | ['admin']",
        "readers[0] | ['role:boss']",
        "approval | 'yes'",
        "colour | 'red'"
      })
  void each_faulty_field_is_named(String fault, String value) {
    assertThat(fields(book.create(body(with(fault.replaceAll("\\[.*", ""), value)))))
        .containsExactly(fault);
    assertThat(records.find(new TemplateName("WiFi"))).isEmpty();
  }

  @Test
  void keys_that_encipher_are_rsa() {
    assertThat(fields(book.create(body(with("purpose", "'encryption'")))))
        .containsExactly("keyTypes");
  }

  @Test
  void a_name_is_given_once() {
    make();
    assertThat(refused(book.create(body(json(PLAIN)))).title()).isEqualTo("Name taken");
  }

  private static JsonObject shown(Template template, String field, String value) {
    return Json.createObjectBuilder(TemplateJson.write(template))
        .add(field, json("{'it':" + value + "}").get("it"))
        .build();
  }

  @Test
  void a_change_is_a_new_version_and_the_earlier_one_stays_on_record() {
    Template first = make();
    Template second = done(book.change("WiFi", body(shown(first, "maximumValidity", "'P90D'"))));
    assertThat(second.version()).isEqualTo(2);
    assertThat(book.find("WiFi", Optional.empty(), ADMINISTRATOR)).contains(second);
    assertThat(book.find("WiFi", Optional.of(1), ADMINISTRATOR)).contains(first);
    assertThat(changes.all()).hasSize(2);
  }

  @Test
  void a_change_that_changes_nothing_makes_no_version() {
    Template first = make();
    assertThat(done(book.change("WiFi", body(TemplateJson.write(first))))).isEqualTo(first);
  }

  @Test
  void of_two_changes_of_one_version_the_second_is_refused() {
    Template first = make();
    done(book.change("WiFi", body(shown(first, "maximumValidity", "'P90D'"))));
    Result<Template> late = book.change("WiFi", body(shown(first, "maximumValidity", "'P91D'")));
    assertThat(refused(late).title()).isEqualTo("Changed meanwhile");
    assertThat(refused(late).status()).isEqualTo(409);
  }

  @Test
  void a_change_names_its_version_and_neither_renames_nor_publishes() {
    Template first = make();
    JsonObject unnamed =
        Json.createObjectBuilder(TemplateJson.write(first)).remove("version").build();
    assertThat(fields(book.change("WiFi", body(unnamed)))).containsExactly("version");
    assertThat(fields(book.change("WiFi", body(shown(first, "name", "'LAN'")))))
        .containsExactly("name");
    assertThat(fields(book.change("WiFi", body(shown(first, "published", "true")))))
        .containsExactly("published");
  }

  @Test
  void publishing_and_withdrawing_make_no_version() {
    make();
    assertThat(done(book.publish("WiFi", true)).published()).isTrue();
    assertThat(records.now().issuable(new TemplateName("WiFi"))).isPresent();
    assertThat(done(book.publish("WiFi", false)).version()).isEqualTo(1);
    assertThat(records.now().issuable(new TemplateName("WiFi"))).isEmpty();
    assertThat(refused(book.publish("Nowhere", true)).status()).isEqualTo(404);
    assertThat(refused(book.publish("../x", true)).status()).isEqualTo(404);
  }

  @Test
  void scepters_own_templates_are_not_changed_by_people() {
    for (String own : List.of("CEP Encryption", "Exchange Enrollment Agent (Offline request)")) {
      assertThat(refused(book.publish(own, true)).title()).isEqualTo("Fixed");
      assertThat(refused(book.change(own, body(json(PLAIN)))).title()).isEqualTo("Fixed");
    }
    assertThat(records.now().issuable()).isEmpty();
  }

  @Test
  void who_may_not_read_a_template_does_not_see_it() {
    done(book.create(body(with("readers", "['user:eve','role:auditor']"))));
    Caller operator = caller("oscar", PersonRole.OPERATOR);
    assertThat(book.find("WiFi", Optional.empty(), operator)).isEmpty();
    assertThat(names(operator)).doesNotContain("WiFi");
    assertThat(names(caller("eve", PersonRole.OPERATOR))).containsExactly("WiFi");
    assertThat(names(ADMINISTRATOR)).contains("WiFi", "CEP Encryption");
  }

  private List<String> names(Caller caller) {
    return book.list(new Page("", 200), caller).items().stream()
        .map(template -> template.name().value())
        .toList();
  }

  @Test
  void what_is_exported_can_be_taken_elsewhere_and_here_again() {
    make();
    done(book.publish("WiFi", true));
    JsonObject file = book.export();
    assertThat(taken(book, file).unchanged())
        .containsExactly("ScepterNetworkDevice", "ScepterUser", "WiFi");
    TemplatesInMemory elsewhere = new TemplatesInMemory(ReadyTemplates.all());
    TemplateBook other =
        new TemplateBook(
            elsewhere, new TemplateFile(elsewhere, reporter), reporter, changes, CLOCK);
    assertThat(taken(other, file).created()).containsExactly("WiFi");
    assertThat(other.export()).isEqualTo(file);
  }

  private TemplateFile.Taken taken(TemplateBook by, JsonObject file) {
    return by.take(body(file))
        .fold(
            problem -> {
              throw new AssertionError(problem.toString());
            },
            taken -> taken);
  }

  @Test
  void a_file_with_faults_changes_nothing_and_each_fault_is_named() {
    JsonObject file =
        json(
            "{'format':'scepter-templates-1','templates':["
                + PLAIN
                + ",{'name':'Gerät','purpose':'signature','endpoints':[],'subjectAltNameKinds':[]},"
                + PLAIN
                + ",{'name':'CEP Encryption','purpose':'encryption','endpoints':['*'],"
                + "'subjectAltNameKinds':[]}]}");
    assertThat(fields(book.take(body(file))))
        .containsExactlyInAnyOrder("templates[1].name", "templates[2].name", "templates[3].name");
    assertThat(records.find(new TemplateName("WiFi"))).isEmpty();
    assertThat(fields(book.take(body(json("{'templates':7}")))))
        .containsExactlyInAnyOrder("format", "templates");
  }

  @Test
  void a_file_changes_what_differs() {
    Template first = make();
    JsonObject file =
        Json.createObjectBuilder()
            .add("format", "scepter-templates-1")
            .add(
                "templates",
                Json.createArrayBuilder()
                    .add(shown(first, "published", "true"))
                    .add(shown(first, "name", "'LAN'")))
            .build();
    TemplateFile.Taken taken = taken(book, file);
    assertThat(taken.created()).containsExactly("LAN");
    assertThat(taken.changed()).containsExactly("WiFi");
    assertThat(records.find(first.name()).orElseThrow().published()).isTrue();
    assertThat(records.find(first.name()).orElseThrow().version()).isEqualTo(1);
  }
}
