package org.scepter.issuing.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Pending;
import org.scepter.issuing.elsewhere.http.BoundedHttp;
import org.scepter.issuing.elsewhere.http.TlsContexts;
import org.scepter.issuing.elsewhere.wstep.WstepAuthority;
import org.scepter.issuing.elsewhere.wstep.WstepOpening;
import org.scepter.issuing.elsewhere.wstep.WstepSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.UnusableHomeException;
import org.scepter.testing.elsewhere.ForeignCa;
import org.scepter.testing.elsewhere.Trouble;
import org.scepter.testing.elsewhere.WstepDouble;

class WstepAuthorityTest {
  private static final ForeignCa CA = new ForeignCa("Other");
  private static final String WSTEP = "scepter.issuing.wstep.";
  private static final String PREFIX = "scepter.issuing.elsewhere.";
  private static final String PASSWORD = "a<b>&\"c";

  @TempDir private static Path directory;
  private static ScepterHome home;

  private final Map<String, String> settings = new HashMap<>();
  private final Requested phone = new Requested();
  private WstepDouble server;

  @BeforeAll
  static void files() throws Exception {
    Files.writeString(
        directory.resolve("scepter-home.properties"),
        "version=1\npublic.url=https://scep.example.test\n");
    write("secrets/keystore.password", "word\n".getBytes(StandardCharsets.UTF_8));
    write("elsewhere/account.password", PASSWORD.getBytes(StandardCharsets.UTF_8));
    write("elsewhere/root.pem", ForeignCa.pem(List.of(CA.root())));
    CA.partTo(directory.resolve("elsewhere/client.p12"), "client", "word", Requested.CLIENT_AUTH);
    CA.partTo(directory.resolve("elsewhere/agent.p12"), "agent", "word", "1.3.6.1.4.1.311.20.2.1");
    home = ScepterHome.open(directory);
  }

  private static void write(String file, byte[] content) {
    ForeignCa.write(directory.resolve(file), content);
  }

  @BeforeEach
  void start() {
    CA.changing(template -> template.keyUsage = 0x80);
    server = new WstepDouble(CA);
    settings.put("scepter.issuing.backend", "wstep");
    settings.put(PREFIX + "url", server.url().toString());
    settings.put(PREFIX + "ca-file", "elsewhere/ca.pem");
    settings.put(PREFIX + "trust-file", "elsewhere/root.pem");
    settings.put(PREFIX + "client-key", "elsewhere/client.p12");
    settings.put(PREFIX + "request-timeout", "PT3S");
    settings.put(PREFIX + "templates", "ScepterDeviceSignature=Phones & Co");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private WstepAuthority authority() {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    ElsewhereSettings read = ElsewhereSettings.from(reader);
    WstepSettings wstep = WstepSettings.from(reader);
    assertThat(reader.faults()).isEmpty();
    TlsContexts tls = new TlsContexts(read.call(), home);
    return new WstepOpening(home, Passing.PROVIDER, Clock.systemUTC())
        .open(read, wstep, Passing.pinned(CA), new BoundedHttp(read.call(), tls));
  }

  private OtherAnswer ask() {
    return authority().ask(phone.authorised(), phone.request(), "", any -> true);
  }

  @Test
  void the_devices_own_request_is_sent_with_its_template_under_a_client_certificate()
      throws Exception {
    OtherAnswer answer = ask();

    assertThat(answer).isInstanceOf(OtherAnswer.Given.class);
    assertThat(((OtherAnswer.Given) answer).certificate().bytes())
        .isEqualTo(server.issued().get(0).getEncoded());
    assertThat(server.templates()).containsExactly("CertificateTemplate=Phones & Co");
    assertThat(server.asked()).hasSize(1);
    assertThat(server.asked().get(0).type()).contains("application/soap+xml", "/RST/wstep");
    assertThat(server.asked().get(0).text())
        .contains("#PKCS10", phone.request().der().base64())
        .doesNotContain("UsernameToken");
    assertThat(authority().faults()).isEmpty();
  }

  @Test
  void a_user_name_with_its_password_does_as_well() {
    settings.remove(PREFIX + "client-key");
    settings.put(WSTEP + "user-name", "EXAMPLE\\scepter");
    settings.put(WSTEP + "password-file", "elsewhere/account.password");
    server.account("EXAMPLE\\scepter:" + PASSWORD);

    assertThat(ask()).isInstanceOf(OtherAnswer.Given.class);
    assertThat(server.asked().get(0).client()).isEmpty();
    server.account("EXAMPLE\\scepter:another");
    assertThat(ask()).isInstanceOf(OtherAnswer.Declined.class);
    assertThat(authority().faults()).singleElement().asString().contains("FailedAuthentication");
  }

  @Test
  void an_enrolment_agent_signs_around_the_request() throws Exception {
    settings.put(WSTEP + "agent-key", "elsewhere/agent.p12");

    assertThat(ask()).isInstanceOf(OtherAnswer.Given.class);
    assertThat(server.agents())
        .singleElement()
        .satisfies(
            agent -> assertThat(agent.getSubjectX500Principal().getName()).isEqualTo("CN=agent"));
    assertThat(server.issued().get(0).getPublicKey()).isEqualTo(phone.key.getPublic());
  }

  @Test
  void what_a_manager_has_to_agree_to_is_asked_after_by_its_number() {
    Passing passing = new Passing(CA, authority());
    server.pending(true);
    assertThat(passing.issue(phone)).isInstanceOf(Pending.class);
    passing.later(Duration.ofHours(1));
    assertThat(passing.issue(phone)).isInstanceOf(Pending.class);
    server.pending(false);
    passing.later(Duration.ofHours(1));
    assertThat(passing.issue(phone)).isInstanceOf(Issued.class);

    assertThat(server.templates()).hasSize(1);
    assertThat(server.issued()).hasSize(1);
    assertThat(server.asked()).hasSize(3);
    assertThat(server.asked().get(2).text()).contains("QueryTokenStatus", ">100<");
  }

  @Test
  void the_cas_no_is_declined_with_its_number() {
    settings.put(PREFIX + "templates", "ScepterDeviceSignature=Unknown");
    assertThat(ask())
        .isEqualTo(
            new OtherAnswer.Declined("the CA says no: Receiver unknown template (0x80094800)"));
  }

  @ParameterizedTest
  @CsvSource({
    "STATUS_400, Declined",
    "STATUS_401, Declined",
    "STATUS_404, Declined",
    "REDIRECT, Declined",
    "STATUS_503, NotAsked",
    "STATUS_500, Unclear",
    "ISSUED_AND_CUT, Unclear",
    "SILENCE, Unclear",
    "HUGE, Unclear",
    "HTML, Unclear",
    "GARBAGE, Unclear"
  })
  void trouble_is_told_apart_by_whether_a_certificate_may_have_been_issued(
      Trouble trouble, String kind) {
    server.trouble(trouble);
    assertThat(ask().getClass().getSimpleName()).isEqualTo(kind);
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>",
        "<a/>",
        "",
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"/>",
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header><r:RelatesTo"
            + " xmlns:r=\"http://www.w3.org/2005/08/addressing\">urn:another</r:RelatesTo>"
            + "</s:Header></s:Envelope>",
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><s:Fault><s:Code>"
            + "<s:Value>s:Receiver</s:Value></s:Code></s:Fault></s:Body></s:Envelope>"
      })
  void what_is_no_answer_of_the_services_is_unclear(String body) {
    server.answering(Optional.of(body));
    assertThat(ask()).isInstanceOf(OtherAnswer.Unclear.class);
  }

  @Test
  void what_is_nested_too_deeply_is_not_read() {
    server.answering(Optional.of("<a>".repeat(5000) + "</a>".repeat(5000)));
    assertThat(ask()).isInstanceOf(OtherAnswer.Unclear.class);
  }

  @Test
  void who_asks_has_to_be_set_and_passwords_are_their_owners_alone() throws Exception {
    settings.remove(PREFIX + "client-key");
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    WstepSettings.from(reader);
    assertThat(reader.faults()).singleElement().asString().contains("client-key is needed");

    Path open = directory.resolve("elsewhere/open.password");
    Files.writeString(open, "open");
    Files.setPosixFilePermissions(
        open, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    settings.put(WSTEP + "user-name", "scepter");
    settings.put(WSTEP + "password-file", "elsewhere/open.password");
    assertThatThrownBy(this::authority)
        .isInstanceOf(UnusableHomeException.class)
        .hasMessageContaining("chmod 600");
  }
}
