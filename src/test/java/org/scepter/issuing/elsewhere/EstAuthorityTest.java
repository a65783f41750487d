package org.scepter.issuing.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.issuing.elsewhere.est.EstAuthority;
import org.scepter.issuing.elsewhere.http.BoundedHttp;
import org.scepter.issuing.elsewhere.http.TlsContexts;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.testing.elsewhere.EstDouble;
import org.scepter.testing.elsewhere.ForeignCa;
import org.scepter.testing.elsewhere.HttpDouble;
import org.scepter.testing.elsewhere.Trouble;

class EstAuthorityTest {
  private static final ForeignCa CA = new ForeignCa("Other");
  private static final String PREFIX = "scepter.issuing.elsewhere.";
  private static final String RA = "1.3.6.1.5.5.7.3.28";

  @TempDir private static Path directory;
  private static ScepterHome home;
  private static EstDouble server;

  private final Map<String, String> settings = new HashMap<>();
  private final Requested phone = new Requested();

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(
        directory.resolve("scepter-home.properties"),
        "version=1\npublic.url=https://scep.example.test\n");
    ForeignCa.write(
        directory.resolve("secrets/keystore.password"), "word\n".getBytes(StandardCharsets.UTF_8));
    ForeignCa.write(directory.resolve("elsewhere/ca.pem"), ForeignCa.pem(CA.chain()));
    ForeignCa.write(
        directory.resolve("elsewhere/root.pem"), ForeignCa.pem(java.util.List.of(CA.root())));
    CA.partTo(directory.resolve("elsewhere/ra.p12"), "ra", "word", Requested.CLIENT_AUTH, RA);
    CA.partTo(directory.resolve("elsewhere/plain.p12"), "plain", "word", Requested.CLIENT_AUTH);
    home = ScepterHome.open(directory);
    server = new EstDouble(CA);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void settings() {
    CA.changing(template -> template.keyUsage = 0x80);
    settings.put("scepter.issuing.backend", "est");
    settings.put(PREFIX + "url", server.url().toString());
    settings.put(PREFIX + "ca-file", "elsewhere/ca.pem");
    settings.put(PREFIX + "trust-file", "elsewhere/root.pem");
    settings.put(PREFIX + "client-key", "elsewhere/ra.p12");
    settings.put(PREFIX + "request-timeout", "PT3S");
    settings.put(PREFIX + "templates", "ScepterDeviceSignature=vpn phones");
  }

  private EstAuthority authority() {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    ElsewhereSettings read = ElsewhereSettings.from(reader);
    assertThat(reader.faults()).isEmpty();
    TlsContexts tls = new TlsContexts(read.call(), home);
    return new EstAuthority(read, Passing.pinned(CA), new BoundedHttp(read.call(), tls), tls);
  }

  private OtherAnswer ask() {
    return authority().ask(phone.authorised(), phone.request(), "", any -> true);
  }

  @Test
  void the_devices_own_request_is_sent_under_the_templates_label_by_an_ra() {
    int before = server.asked().size();
    OtherAnswer answer = ask();

    assertThat(answer).isInstanceOf(OtherAnswer.Given.class);
    HttpDouble.Heard heard = server.asked().get(before);
    assertThat(heard.target().getRawPath()).isEqualTo("/.well-known/est/vpn%20phones/simpleenroll");
    assertThat(heard.type()).isEqualTo("application/pkcs10");
    assertThat(java.util.Base64.getMimeDecoder().decode(heard.body()))
        .isEqualTo(phone.request().der().bytes());
    assertThat(heard.client().orElseThrow().getSubjectX500Principal().getName()).isEqualTo("CN=ra");
    assertThat(server.asked()).hasSize(before + 1);
  }

  @Test
  void without_a_label_of_its_own_a_template_goes_to_the_default() {
    settings.remove(PREFIX + "templates");
    int before = server.asked().size();
    ask();
    assertThat(server.asked().get(before).target().getPath())
        .isEqualTo("/.well-known/est/simpleenroll");
  }

  @Test
  void a_client_that_is_no_ra_is_declined_for_the_challenge_and_its_fault_is_told() {
    settings.put(PREFIX + "client-key", "elsewhere/plain.p12");
    assertThat(ask())
        .isInstanceOfSatisfying(
            OtherAnswer.Declined.class,
            no ->
                assertThat(no.detail())
                    .isEqualTo("the CA says no, status 400: tls-unique does not fit"));
    assertThat(authority().faults()).singleElement().asString().contains("id-kp-cmcRA");
  }

  @Test
  void a_ca_that_is_well_has_no_faults() {
    assertThat(authority().faults()).isEmpty();
  }

  @Test
  void a_ca_that_is_another_one_than_pinned_is_told() {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    ElsewhereSettings read = ElsewhereSettings.from(reader);
    TlsContexts tls = new TlsContexts(read.call(), home);
    EstAuthority other =
        new EstAuthority(
            read, Passing.pinned(new ForeignCa("Third")), new BoundedHttp(read.call(), tls), tls);
    assertThat(other.faults()).singleElement().asString().contains("ca-file out of date");
  }

  @ParameterizedTest
  @CsvSource({
    "STATUS_400, Declined",
    "STATUS_401, Declined",
    "STATUS_404, Declined",
    "REDIRECT, Declined",
    "STATUS_503, NotAsked",
    "STATUS_500, Unclear",
    "WAITING, Waiting",
    "ISSUED_AND_CUT, Unclear",
    "SILENCE, Unclear",
    "DRIP, Unclear",
    "HUGE, Unclear",
    "HTML, Unclear",
    "GARBAGE, Unclear"
  })
  void trouble_is_told_apart_by_whether_a_certificate_may_have_been_issued(
      Trouble trouble, String kind) {
    int before = server.asked().size();
    server.trouble(trouble);
    assertThat(ask().getClass().getSimpleName()).isEqualTo(kind);
    assertThat(server.asked()).hasSize(before + 1);
  }

  @Test
  void what_waits_is_asked_after_by_the_same_request() {
    server.trouble(Trouble.WAITING);
    int before = server.asked().size();
    EstAuthority authority = authority();
    assertThat(authority.ask(phone.authorised(), phone.request(), "", any -> true))
        .isEqualTo(new OtherAnswer.Waiting(Duration.ofSeconds(1), ""));
    assertThat(authority.askAgain(phone.authorised(), phone.request(), "", any -> true))
        .isInstanceOf(OtherAnswer.Given.class);
    assertThat(server.asked().get(before).body()).isEqualTo(server.asked().get(before + 1).body());
  }

  @Test
  void nobody_at_the_address_was_not_asked() {
    settings.put(PREFIX + "url", "https://localhost:1");
    assertThat(ask()).isInstanceOf(OtherAnswer.NotAsked.class);
    assertThat(authority().faults()).singleElement().asString().contains("cannot be reached");
  }

  @Test
  void a_server_that_is_not_trusted_gets_nothing() {
    int before = server.asked().size();
    settings.remove(PREFIX + "trust-file");
    assertThat(ask()).isInstanceOf(OtherAnswer.NotAsked.class);
    settings.put(PREFIX + "pin", "00".repeat(32));
    assertThat(ask()).isInstanceOf(OtherAnswer.NotAsked.class);
    assertThat(server.asked()).hasSize(before);
  }

  @Test
  void a_key_that_others_can_read_is_not_used() throws Exception {
    Path open = directory.resolve("elsewhere/open.p12");
    Files.copy(directory.resolve("elsewhere/ra.p12"), open);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    settings.put(PREFIX + "client-key", "elsewhere/open.p12");
    assertThat(ask())
        .isInstanceOfSatisfying(
            OtherAnswer.NotAsked.class, no -> assertThat(no.detail()).contains("chmod 600"));
  }

  @Test
  void from_enrolment_to_certificate_nothing_is_issued_twice_whatever_happens() {
    for (Trouble trouble : Trouble.values()) {
      if (trouble == Trouble.SILENCE || trouble == Trouble.DRIP) {
        continue;
      }
      Requested device = new Requested();
      Passing passing = new Passing(CA, authority());
      int before = server.issued().size();
      server.trouble(trouble);
      for (int i = 0; i < 4; i++) {
        passing.issue(device);
        passing.later(Duration.ofHours(1));
      }
      assertThat(server.issued()).as(trouble.name()).hasSizeLessThanOrEqualTo(before + 1);
    }
  }
}
