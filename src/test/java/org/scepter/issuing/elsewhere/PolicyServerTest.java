package org.scepter.issuing.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.issuing.elsewhere.http.BoundedHttp;
import org.scepter.issuing.elsewhere.http.TlsContexts;
import org.scepter.issuing.elsewhere.wstep.WstepAuthority;
import org.scepter.issuing.elsewhere.wstep.WstepOpening;
import org.scepter.issuing.elsewhere.wstep.WstepSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.testing.SetClock;
import org.scepter.testing.elsewhere.ForeignCa;
import org.scepter.testing.elsewhere.PolicyDouble;
import org.scepter.testing.elsewhere.Trouble;
import org.scepter.testing.elsewhere.WstepDouble;

/** AD CS's policy service says where the template is enrolled for. */
class PolicyServerTest {
  private static final ForeignCa CA = new ForeignCa("Other");
  private static final String WSTEP = "scepter.issuing.wstep.";
  private static final String PREFIX = "scepter.issuing.elsewhere.";

  @TempDir private static Path directory;
  private static ScepterHome home;

  private final Map<String, String> settings = new HashMap<>();
  private final Requested phone = new Requested();
  private final SetClock clock = new SetClock(Instant.now());
  private PolicyDouble policy;
  private WstepDouble service;

  @BeforeAll
  static void files() throws Exception {
    Files.writeString(
        directory.resolve("scepter-home.properties"),
        "version=1\npublic.url=https://scep.example.test\n");
    write("secrets/keystore.password", "word\n".getBytes(StandardCharsets.UTF_8));
    write("elsewhere/account.password", "secret".getBytes(StandardCharsets.UTF_8));
    write("elsewhere/root.pem", ForeignCa.pem(List.of(CA.root())));
    write("elsewhere/other.pem", ForeignCa.pem(List.of(new ForeignCa("Another").root())));
    CA.partTo(directory.resolve("elsewhere/client.p12"), "client", "word", Requested.CLIENT_AUTH);
    home = ScepterHome.open(directory);
  }

  private static void write(String file, byte[] content) {
    ForeignCa.write(directory.resolve(file), content);
  }

  @BeforeEach
  void start() {
    CA.changing(template -> template.keyUsage = 0x80);
    policy = new PolicyDouble(CA);
    service = new WstepDouble(CA);
    policy.address("8", service.url().toString(), "1", false);
    settings.put("scepter.issuing.backend", "wstep");
    settings.put(WSTEP + "policy-url", policy.url().toString());
    settings.put(PREFIX + "ca-file", "elsewhere/ca.pem");
    settings.put(PREFIX + "trust-file", "elsewhere/root.pem");
    settings.put(PREFIX + "client-key", "elsewhere/client.p12");
    settings.put(PREFIX + "request-timeout", "PT3S");
    settings.put(PREFIX + "templates", "ScepterDeviceSignature=Phones & Co");
  }

  @AfterEach
  void stop() {
    policy.close();
    service.close();
  }

  private WstepAuthority authority() {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    ElsewhereSettings read = ElsewhereSettings.from(reader);
    WstepSettings wstep = WstepSettings.from(reader);
    assertThat(reader.faults()).isEmpty();
    TlsContexts tls = new TlsContexts(read.call(), home);
    return new WstepOpening(home, Passing.PROVIDER, clock)
        .open(read, wstep, Passing.pinned(CA), new BoundedHttp(read.call(), tls));
  }

  private OtherAnswer ask(WstepAuthority authority) {
    return authority.ask(phone.authorised(), phone.request(), "", any -> true);
  }

  @Test
  void the_request_goes_to_the_address_that_the_policy_has_for_its_template() {
    WstepAuthority authority = authority();

    assertThat(ask(authority)).isInstanceOf(OtherAnswer.Given.class);
    assertThat(ask(authority)).isInstanceOf(OtherAnswer.Given.class);

    assertThat(service.templates()).containsOnly("CertificateTemplate=Phones & Co");
    assertThat(policy.asked()).as("once an hour").hasSize(1);
    assertThat(policy.asked().get(0).type())
        .contains("application/soap+xml", "/IPolicy/GetPolicies");
    assertThat(policy.asked().get(0).client()).isPresent();
    clock.set(clock.instant().plus(Duration.ofHours(1)));
    assertThat(ask(authority)).isInstanceOf(OtherAnswer.Given.class);
    assertThat(policy.asked()).hasSize(2);
    assertThat(authority.faults()).isEmpty();
  }

  @Test
  void a_template_may_be_named_by_its_object_identifier() {
    settings.put(PREFIX + "templates", "ScepterDeviceSignature=1.3.6.1.4.1.311.21.8.9");

    assertThat(ask(authority())).isInstanceOf(OtherAnswer.Given.class);
  }

  @Test
  void with_a_user_name_another_address_is_chosen() {
    settings.remove(PREFIX + "client-key");
    settings.put(WSTEP + "user-name", "EXAMPLE\\scepter");
    settings.put(WSTEP + "password-file", "elsewhere/account.password");
    service.account("EXAMPLE\\scepter:secret");
    assertThat(ask(authority()))
        .isEqualTo(
            new OtherAnswer.Declined(
                "the policy service: template Phones & Co has no https address for user name and"
                    + " password; it has those for a client certificate"));

    policy.address("4", service.url().toString(), "", false);
    assertThat(ask(authority())).isInstanceOf(OtherAnswer.Given.class);
    assertThat(policy.asked()).last().satisfies(it -> assertThat(it.text()).contains(">secret<"));
  }

  @Test
  void the_lowest_priority_that_is_usable_is_chosen() {
    policy.addresses = "";
    policy.address("8", "https://localhost:1/renewals", "0", true);
    policy.address("8", "http://ca.example.test/plain", "1", false);
    policy.address("8", "https://me:secret@ca.example.test/", "2", false);
    policy.address("8", "not an address", "3", false);
    policy.address("2", "https://localhost:1/kerberos", "4", false);
    policy.address("8", "https://localhost:1/unknown", "", false);
    policy.address("8", "https://localhost:1/later", "9", false);
    policy.address("8", service.url().toString(), "8", false);

    assertThat(ask(authority())).isInstanceOf(OtherAnswer.Given.class);
  }

  static Stream<Arguments> noPlaces() {
    return Stream.of(
        no("is not among those that it offers: Machine, Tablets", it -> it.template = "Tablets"),
        no("no permission Enroll", it -> it.mayEnrol = false),
        no("no permission to enrol at the CA", it -> it.mayEnrolAtTheCa = false),
        no("is issued by no CA", it -> it.issuer = "8"),
        no(
            "by other CAs than the one in ca-file",
            it -> it.certificate = new ForeignCa("Other").certificate()),
        no("it has none at all", it -> it.addresses = ""));
  }

  private static Arguments no(String told, Consumer<PolicyDouble> change) {
    return Arguments.of(told, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("noPlaces")
  void why_there_is_no_place_is_told(String told, Consumer<PolicyDouble> change) {
    change.accept(policy);
    WstepAuthority authority = authority();

    assertThat(ask(authority))
        .isInstanceOfSatisfying(
            OtherAnswer.Declined.class, no -> assertThat(no.detail()).contains(told));
    assertThat(authority.faults()).singleElement().asString().contains(told);
    assertThat(service.asked()).as("nobody else is asked").isEmpty();
  }

  @Test
  void what_was_mended_counts_after_a_minute() {
    policy.mayEnrol = false;
    WstepAuthority authority = authority();
    assertThat(ask(authority)).isInstanceOf(OtherAnswer.Declined.class);
    policy.mayEnrol = true;
    assertThat(ask(authority)).as("at once").isInstanceOf(OtherAnswer.Declined.class);
    assertThat(policy.asked()).hasSize(1);
    clock.set(clock.instant().plus(Duration.ofMinutes(1)));
    assertThat(ask(authority)).isInstanceOf(OtherAnswer.Given.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"HUGE", "STATUS_401", "STATUS_500", "STATUS_503", "HTML", "GARBAGE", "REDIRECT"})
  void while_the_policy_cannot_be_read_nothing_is_asked_for(Trouble trouble) {
    WstepAuthority authority = authority();
    policy.trouble(trouble, trouble);

    assertThat(ask(authority)).isInstanceOf(OtherAnswer.NotAsked.class);
    assertThat(service.asked()).isEmpty();
    assertThat(authority.faults()).singleElement().asString().contains("the policy service at");
    assertThat(ask(authority)).isInstanceOf(OtherAnswer.Given.class);
  }

  @Test
  void what_was_known_serves_for_a_day_while_it_is_away() {
    WstepAuthority authority = authority();
    ask(authority);
    policy.close();
    clock.set(clock.instant().plus(Duration.ofHours(23)));
    assertThat(ask(authority)).isInstanceOf(OtherAnswer.Given.class);
    assertThat(authority.faults()).singleElement().asString().contains("the policy service at");
    assertThat(ask(authority)).as("after a check").isInstanceOf(OtherAnswer.Given.class);
    clock.set(clock.instant().plus(Duration.ofHours(1)));
    assertThat(ask(authority)).isInstanceOf(OtherAnswer.NotAsked.class);
  }

  @Test
  void what_waits_at_the_ca_is_not_over_because_the_policy_offers_its_template_no_more() {
    policy.template = "Tablets";
    WstepAuthority authority = authority();

    assertThat(authority.askAgain(phone.authorised(), phone.request(), "7", any -> true))
        .isInstanceOf(OtherAnswer.NotAsked.class);
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void a_document_type_is_not_read() {
    policy.before = "<!DOCTYPE s [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
    assertThat(ask(authority())).isInstanceOf(OtherAnswer.NotAsked.class);
  }

  @Test
  void a_server_that_is_not_the_trusted_one_is_told_nothing() {
    settings.put(PREFIX + "trust-file", "elsewhere/other.pem");
    assertThat(ask(authority())).isInstanceOf(OtherAnswer.NotAsked.class);
    assertThat(policy.asked()).isEmpty();
  }

  @Test
  void an_address_by_hand_needs_no_policy_and_both_are_one_too_many() {
    settings.put(PREFIX + "url", service.url().toString());
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    ElsewhereSettings.from(reader);
    WstepSettings.from(reader);
    assertThat(reader.faults()).singleElement().asString().contains("policy-url", "beside");

    settings.remove(WSTEP + "policy-url");
    assertThat(ask(authority())).isInstanceOf(OtherAnswer.Given.class);
    assertThat(policy.asked()).isEmpty();

    settings.remove(PREFIX + "url");
    SettingsReader neither = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    ElsewhereSettings.from(neither);
    assertThat(neither.faults()).singleElement().asString().contains(PREFIX + "url");
  }
}
