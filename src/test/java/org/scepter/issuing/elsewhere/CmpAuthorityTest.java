package org.scepter.issuing.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.cmp.PKIMessage;
import org.bouncycastle.asn1.cmp.RevDetails;
import org.bouncycastle.asn1.cmp.RevReqContent;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.Refused;
import org.scepter.issuing.elsewhere.cmp.CmpAuthority;
import org.scepter.issuing.elsewhere.cmp.CmpOpening;
import org.scepter.issuing.elsewhere.cmp.CmpSettings;
import org.scepter.issuing.elsewhere.http.BoundedHttp;
import org.scepter.issuing.elsewhere.http.TlsContexts;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.pki.Der;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.testing.elsewhere.ForeignCa;
import org.scepter.testing.elsewhere.HttpDouble;
import org.scepter.testing.elsewhere.OpenSslCmp;
import org.scepter.testing.elsewhere.Trouble;

/** Against OpenSSL's CMP server, which is none of ours. */
class CmpAuthorityTest {
  private static final ForeignCa CA = new ForeignCa("Other");
  private static final String CMP = "scepter.issuing.cmp.";
  private static final String PREFIX = "scepter.issuing.elsewhere.";

  @TempDir private static Path directory;
  private static ScepterHome home;

  private final Map<String, String> settings = new HashMap<>();
  private final Requested phone = new Requested();
  private Der given;

  @BeforeAll
  static void files() throws Exception {
    Files.writeString(
        directory.resolve("scepter-home.properties"),
        "version=1\npublic.url=https://scep.example.test\n");
    write("secrets/keystore.password", "word\n".getBytes(StandardCharsets.UTF_8));
    write("elsewhere/cmp.secret", "correct horse".getBytes(StandardCharsets.UTF_8));
    write("elsewhere/root.pem", ForeignCa.pem(List.of(CA.root())));
    write("elsewhere/issuing.pem", ForeignCa.pem(List.of(CA.certificate())));
    OpenSslCmp.key(directory.resolve("elsewhere/issuing.key"), CA.key().getPrivate());
    CA.partTo(directory.resolve("elsewhere/ra.p12"), "ra", "word", Requested.CLIENT_AUTH);
    home = ScepterHome.open(directory);
  }

  private static void write(String file, byte[] content) {
    ForeignCa.write(directory.resolve(file), content);
  }

  @BeforeEach
  void settings() {
    CA.changing(template -> template.keyUsage = 0x80);
    settings.put("scepter.issuing.backend", "cmp");
    settings.put(PREFIX + "ca-file", "elsewhere/ca.pem");
    settings.put(PREFIX + "client-key", "elsewhere/ra.p12");
    settings.put(PREFIX + "request-timeout", "PT10S");
    settings.put(PREFIX + "templates", "ScepterDeviceSignature=phones");
  }

  private void mac(String kind, String secretFile) {
    settings.put(CMP + "protection", kind);
    settings.put(CMP + "reference", "scepter");
    settings.put(CMP + "secret-file", secretFile);
  }

  private OpenSslCmp openssl(String protection, String... options) {
    assumeTrue(OpenSslCmp.isThere(), "OpenSSL 3 is needed");
    X509Certificate made = CA.issue(phone.request().der().bytes());
    given = encoded(made);
    write("elsewhere/given.pem", ForeignCa.pem(List.of(made)));
    List<String> all = new ArrayList<>(List.of("-rsp_cert", path("given.pem")));
    if (protection.equals("signature")) {
      all.addAll(
          List.of(
              "-srv_cert",
              path("issuing.pem"),
              "-srv_key",
              path("issuing.key"),
              "-srv_trusted",
              path("root.pem")));
    } else {
      all.addAll(List.of("-srv_ref", "scepter", "-srv_secret", "pass:correct horse"));
    }
    all.addAll(List.of(options));
    OpenSslCmp started = new OpenSslCmp(directory, all);
    settings.put(PREFIX + "url", started.url().toString());
    return started;
  }

  private static Der encoded(X509Certificate certificate) {
    try {
      return Der.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String path(String file) {
    return directory.resolve("elsewhere").resolve(file).toString();
  }

  private CmpAuthority authority() {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    ElsewhereSettings read = ElsewhereSettings.from(reader);
    CmpSettings cmp = CmpSettings.from(reader);
    assertThat(reader.faults()).isEmpty();
    TlsContexts tls = new TlsContexts(read.call(), home);
    return new CmpOpening(home, Passing.PROVIDER, new SecureRandom(), Clock.systemUTC())
        .open(read, cmp, Passing.pinned(CA), new BoundedHttp(read.call(), tls), tls);
  }

  private OtherAnswer ask(CmpAuthority authority) {
    return authority.ask(
        phone.authorised(), phone.request(), authority.reference(phone.authorised()), any -> true);
  }

  @ParameterizedTest
  @CsvSource({"signature, true", "signature, false", "pbm, true", "pbm, false"})
  void openssl_gives_a_certificate_with_and_without_confirmation(
      String protection, boolean isImplicit) throws Exception {
    if (protection.equals("pbm")) {
      mac("pbm", "elsewhere/cmp.secret");
    }
    try (OpenSslCmp server =
        isImplicit ? openssl(protection, "-grant_implicitconf") : openssl(protection)) {
      CmpAuthority authority = authority();
      assertThat(authority.faults()).isEmpty();
      assertThat(ask(authority)).as(server::said).isInstanceOf(OtherAnswer.Given.class);
    }
  }

  @Test
  void what_waits_is_polled_for_in_its_transaction() {
    try (OpenSslCmp server = openssl("signature", "-poll_count", "2", "-check_after", "7")) {
      Passing passing = new Passing(CA, authority());
      assertThat(passing.issue(phone)).as(server::said).isInstanceOf(Pending.class);
      passing.later(Duration.ofHours(1));
      assertThat(passing.issue(phone))
          .as(server::said)
          .isEqualTo(new Pending(Duration.ofSeconds(7)));
      passing.later(Duration.ofHours(1));
      assertThat(passing.issue(phone)).as(server::said).isInstanceOf(Issued.class);
    }
  }

  @Test
  void what_differs_is_rejected_and_the_ca_told_to_revoke_it() {
    CA.changing(template -> template.keyUsage = 0xA0);
    try (OpenSslCmp server = openssl("signature", "-grant_implicitconf")) {
      Passing passing = new Passing(CA, authority());
      assertThat(passing.issue(phone)).as(server::said).isInstanceOf(Refused.class);
      assertThat(passing.heard.all())
          .last()
          .satisfies(
              told -> {
                assertThat(told.action()).isEqualTo("certificate.revoke");
                assertThat(told.reason()).as(server::said).isEqualTo("the CA has revoked it");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"signature", "pbm"})
  void openssl_revokes_what_it_gave_and_nothing_else(String protection) {
    if (protection.equals("pbm")) {
      mac("pbm", "elsewhere/cmp.secret");
    }
    try (OpenSslCmp server = openssl(protection, "-grant_implicitconf")) {
      CmpAuthority authority = authority();
      assertThat(authority.revokes()).isTrue();
      assertThat(authority.revoke(given, RevocationReason.KEY_COMPROMISE))
          .as(server::said)
          .isEqualTo(RevocationAnswer.revoked("the CA has revoked it"));
      Der other = encoded(CA.issue(new Requested().request().der().bytes()));
      assertThat(authority.revoke(other, RevocationReason.SUPERSEDED).kind())
          .as(server::said)
          .isEqualTo(RevocationAnswer.Kind.REFUSED);
    }
  }

  // Bits of PKIFailureInfo: 10 is certRevoked, 23 notAuthorized, 24 systemUnavail.
  @ParameterizedTest
  @CsvSource({
    "2, 10, REVOKED",
    "2, 24, UNHEARD",
    "2, 23, REFUSED",
    "1, 0, REVOKED",
    "3, 0, UNHEARD",
    "4, 0, UNHEARD",
    "5, 0, REVOKED",
  })
  void what_the_ca_says_of_a_revocation_is_told_apart(
      int status, int failure, RevocationAnswer.Kind kind) {
    try (OpenSslCmp server =
        status == 2
            ? openssl("signature", "-pkistatus", "2", "-failure", Integer.toString(failure))
            : openssl("signature", "-pkistatus", Integer.toString(status))) {
      RevocationAnswer answer = authority().revoke(given, RevocationReason.SUPERSEDED);
      assertThat(answer.kind()).as(() -> answer + "\n" + server.said()).isEqualTo(kind);
    }
  }

  @ParameterizedTest
  @EnumSource(RevocationReason.class)
  void each_reason_is_the_crls_own(RevocationReason reason) {
    Der issued = encoded(CA.issue(phone.request().der().bytes()));
    try (HttpDouble server = new HttpDouble(heard -> HttpDouble.text(503, "text/plain", "later"))) {
      settings.put(PREFIX + "url", server.url() + "/pkix");
      assertThat(authority().revoke(issued, reason).kind())
          .isEqualTo(RevocationAnswer.Kind.UNHEARD);
      RevDetails details =
          RevReqContent.getInstance(
                  PKIMessage.getInstance(server.posts().get(0).body()).getBody().getContent())
              .toRevDetailsArray()[0];
      assertThat(
              CRLReason.getInstance(
                      details.getCrlEntryDetails().getExtensionParsedValue(Extension.reasonCode))
                  .getValue()
                  .intValue())
          .isEqualTo(reason.code());
      assertThat(details.getCertDetails().getIssuer().toString()).isEqualTo("CN=Issuing,O=Other");
    }
  }

  @Test
  void nobody_at_the_address_was_not_heard_of_a_revocation() {
    settings.put(PREFIX + "url", "http://localhost:1/pkix");
    Der issued = encoded(CA.issue(phone.request().der().bytes()));
    assertThat(authority().revoke(issued, RevocationReason.UNSPECIFIED).kind())
        .isEqualTo(RevocationAnswer.Kind.UNHEARD);
  }

  @Test
  void a_no_is_declined_with_its_words() {
    try (OpenSslCmp server =
        openssl(
            "signature", "-pkistatus", "2", "-failure", "3", "-statusstring", "no such phone")) {
      assertThat(ask(authority()))
          .as(server::said)
          .isEqualTo(new OtherAnswer.Declined("the CA says no: no such phone"));
    }
  }

  @Test
  void an_error_that_the_ca_has_protected_is_a_no_too() {
    try (OpenSslCmp server = openssl("signature", "-send_error", "-statusstring", "not today")) {
      assertThat(ask(authority())).as(server::said).isInstanceOf(OtherAnswer.Declined.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-send_unprotected", "-send_unprot_err -send_error"})
  void what_nothing_protects_is_not_believed_without_tls(String options) {
    try (OpenSslCmp server = openssl("signature", options.split(" "))) {
      assertThat(ask(authority())).as(server::said).isInstanceOf(OtherAnswer.Unclear.class);
    }
  }

  @Test
  void a_wrong_secret_is_no_certificate_on_either_side() {
    write("elsewhere/wrong.secret", "wrong horse".getBytes(StandardCharsets.UTF_8));
    mac("pbm", "elsewhere/wrong.secret");
    try (OpenSslCmp server = openssl("pbm")) {
      CmpAuthority authority = authority();
      assertThat(ask(authority)).as(server::said).isInstanceOf(OtherAnswer.Unclear.class);
      assertThat(authority.faults()).hasSize(1);
    }
  }

  @Test
  void an_answer_by_another_cas_key_is_not_believed() {
    ForeignCa other = new ForeignCa("Other");
    try (OpenSslCmp server = openssl("signature", "-grant_implicitconf")) {
      SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
      ElsewhereSettings read = ElsewhereSettings.from(reader);
      TlsContexts tls = new TlsContexts(read.call(), home);
      CmpAuthority authority =
          new CmpOpening(home, Passing.PROVIDER, new SecureRandom(), Clock.systemUTC())
              .open(
                  read,
                  CmpSettings.from(reader),
                  Passing.pinned(other),
                  new BoundedHttp(read.call(), tls),
                  tls);
      assertThat(ask(authority)).as(server::said).isInstanceOf(OtherAnswer.Unclear.class);
    }
  }

  @Test
  void nobody_at_the_address_was_not_asked() {
    settings.put(PREFIX + "url", "http://localhost:1/pkix");
    assertThat(ask(authority())).isInstanceOf(OtherAnswer.NotAsked.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ISSUED_AND_CUT",
        "HUGE",
        "STATUS_400",
        "STATUS_500",
        "STATUS_503",
        "HTML",
        "GARBAGE",
        "REDIRECT"
      })
  void whatever_anyone_on_the_way_could_say_without_tls_is_unclear(Trouble trouble) {
    try (HttpDouble server =
        new HttpDouble(heard -> HttpDouble.text(200, "application/pkixcmp", "AAAA"))) {
      settings.put(PREFIX + "url", server.url() + "/pkix");
      server.trouble(trouble);
      assertThat(ask(authority())).isInstanceOf(OtherAnswer.Unclear.class);
      assertThat(server.posts()).hasSize(1);
    }
  }

  @Test
  void settings_that_protect_nothing_are_faults() {
    settings.put(CMP + "protection", "pbmac1");
    settings.remove(PREFIX + "client-key");
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    CmpSettings.from(reader);
    assertThat(reader.faults()).hasSize(2);
    settings.put(CMP + "protection", "signature");
    SettingsReader another = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    CmpSettings.from(another);
    assertThat(another.faults()).singleElement().asString().contains("client-key");
  }
}
