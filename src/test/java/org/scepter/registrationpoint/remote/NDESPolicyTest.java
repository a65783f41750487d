package org.scepter.registrationpoint.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.Arrival;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.OutOfReachException;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.SignedAuthorisation;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.TransactionId;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.testing.InsideDouble;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

/** What the policy module makes of registration points that answer well, badly or not at all. */
class NDESPolicyTest {
  private static final String JSON = "application/json";
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final EndpointName ENDPOINT = new EndpointName("mscep");
  private static final TransactionId TRANSACTION = new TransactionId("0123abcd");
  private static final TemplateName TEMPLATE = new TemplateName("ScepterDevice");

  @TempDir private static Path directory;
  private static ScepterHome home;
  private static CertificationRequest request;

  @AutoClose private final InsideDouble inside = new InsideDouble(home);

  @BeforeAll
  static void make() throws Exception {
    home = InsideDouble.home(directory.resolve("home"));
    KeyPair key = TestKeys.rsa();
    request = CertificationRequest.read(Csr.of(key, "CN=phone-1,O=Example").der());
  }

  private NDESPolicy policy(URI... urls) {
    return policy(Clock.systemUTC(), urls);
  }

  private static NDESPolicy policy(Clock clock, URI... urls) {
    Map<String, String> settings =
        Map.of(
            RegistrationPoints.URLS,
            String.join(",", List.of(urls).stream().map(URI::toString).toList()),
            "scepter.inside.answer-timeout",
            "PT5S");
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    return new NDESPolicy(new RegistrationPoints(reader, home, PROVIDER, clock));
  }

  private static VerificationRequest question() {
    return new VerificationRequest(
        ENDPOINT,
        TRANSACTION,
        TEMPLATE,
        request,
        Optional.of(Der.of(new byte[] {0x30, 0})),
        Optional.empty(),
        Optional.empty(),
        Arrival.UNKNOWN);
  }

  private static Authorisation authorisation(String transaction) {
    try {
      Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
      return new Authorisation(
          new EnrolmentId("0123456789abcdef0123456789abcdef"),
          Optional.empty(),
          ENDPOINT,
          new TransactionId(transaction),
          request.der().sha256(),
          request.publicKey().digest(),
          TEMPLATE,
          1,
          SubjectName.parse("CN=phone-1,O=Example"),
          List.of(),
          Optional.empty(),
          KeyUsageMask.GENERAL_PURPOSE,
          List.of("1.3.6.1.5.5.7.3.2"),
          Period.ofYears(1),
          "vpn",
          Optional.empty(),
          Optional.empty(),
          now,
          now.plus(Duration.ofMinutes(10)));
    } catch (org.scepter.pki.UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  private static String signed(String key, Authorisation given) {
    KeyEntry signer = home.key(key);
    return SignedAuthorisation.sign(
            given, signer.certificate(), KeyHolder.of(signer.privateKey(), PROVIDER), PROVIDER)
        .base64();
  }

  private static HttpHandler saying(int status, String json) {
    return exchange -> InsideDouble.answer(exchange, status, JSON, json);
  }

  private static HttpHandler authorising(String base64) {
    return saying(
        201,
        Json.createObjectBuilder()
            .add("verdict", "authorised")
            .add("authorisation", base64)
            .build()
            .toString());
  }

  @Test
  void what_the_registration_point_signed_is_authorised_and_goes_on_as_it_was_signed() {
    Authorisation given = authorisation("0123abcd");
    String base64 = signed("crp/authorisation.p12", given);

    Authorised verdict =
        (Authorised) policy(inside.serving(authorising(base64))).verify(question());

    assertThat(verdict.authorisation()).isEqualTo(given);
    assertThat(verdict.signed().map(SignedAuthorisation::base64)).contains(base64);
  }

  @Test
  void a_question_holds_what_the_registration_point_has_to_know() {
    AtomicReference<String> heard = new AtomicReference<>();
    URI url =
        inside.serving(
            exchange -> {
              heard.set(
                  path(exchange)
                      + " "
                      + new String(
                          exchange.getRequestBody().readAllBytes(),
                          java.nio.charset.StandardCharsets.UTF_8));
              saying(201, "{\"verdict\": \"pending\", \"retryAfterSeconds\": 7}").handle(exchange);
            });

    assertThat(policy(url).verify(question())).isEqualTo(new Pending(Duration.ofSeconds(7)));
    assertThat(heard.get())
        .startsWith("/CMCertificateRegistration/Certificate/VerifyRequest ")
        .contains("\"transactionId\":\"0123abcd\"", request.der().base64());
  }

  @Test
  void a_question_by_est_has_its_challenge_beside_the_request() throws Exception {
    AtomicReference<String> heard = new AtomicReference<>();
    URI url =
        inside.serving(
            exchange -> {
              heard.set(
                  new String(
                      exchange.getRequestBody().readAllBytes(),
                      java.nio.charset.StandardCharsets.UTF_8));
              saying(201, "{\"verdict\": \"pending\", \"retryAfterSeconds\": 7}").handle(exchange);
            });
    VerificationRequest question =
        new VerificationRequest(
            ENDPOINT,
            TRANSACTION,
            TEMPLATE,
            request.presenting(ChallengePassword.of("the challenge")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Arrival.UNKNOWN);

    policy(url).verify(question);

    assertThat(heard.get())
        .contains("\"challenge\":\"the challenge\"", request.der().base64())
        .doesNotContain("\"message\"");
  }

  private static String path(HttpExchange exchange) {
    return exchange.getRequestURI().getPath();
  }

  @Test
  void a_refusal_keeps_its_reason_and_an_unknown_one_refuses_too() {
    URI known =
        inside.serving(
            saying(
                201,
                "{\"verdict\": \"refused\", \"reason\": \"ChallengeExpired\", \"detail\": \"d\"}"));
    URI unknown =
        inside.serving(saying(201, "{\"verdict\": \"refused\", \"reason\": \"OfTheFuture\"}"));

    assertThat(policy(known).verify(question()))
        .isEqualTo(new Refused(RefusalReason.ChallengeExpired, "d"));
    assertThat(((Refused) policy(unknown).verify(question())).reason())
        .isEqualTo(RefusalReason.NotSupported);
  }

  @Test
  void an_authorisation_that_no_pinned_registration_point_signed_is_believed_by_nobody() {
    String foreign = signed("ra/signing.p12", authorisation("0123abcd"));
    String elsewhere = signed("crp/authorisation.p12", authorisation("another"));

    for (String base64 : List.of(foreign, elsewhere, "AAAA", "no base64", "A".repeat(20_000))) {
      NDESPolicy policy = policy(inside.serving(authorising(base64)));
      assertThatThrownBy(() -> policy.verify(question())).isInstanceOf(OutOfReachException.class);
    }
  }

  @Test
  void without_a_pin_no_authorisation_passes() throws IOException {
    Path pin = home.resolve("certmgr.box/crp.cer");
    byte[] content = Files.readAllBytes(pin);
    String base64 = signed("crp/authorisation.p12", authorisation("0123abcd"));
    Files.delete(pin);
    try {
      NDESPolicy policy = policy(inside.serving(authorising(base64)));
      assertThatThrownBy(() -> policy.verify(question()))
          .isInstanceOf(OutOfReachException.class)
          .hasMessageContaining("no pinned registration point signed the authorisation");
    } finally {
      Files.write(pin, content);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"verdict\": 1}",
        "{\"verdict\": \"authorised\"}",
        "{\"verdict\": \"authorised\", \"authorisation\": 5}",
        "{\"verdict\": \"refused\"}",
        "{\"verdict\": \"pending\"}",
        "{\"verdict\": \"perhaps\"}"
      })
  void an_answer_that_is_none_counts_as_none(String json) {
    NDESPolicy policy = policy(inside.serving(saying(201, json)));

    assertThatThrownBy(() -> policy.verify(question())).isInstanceOf(OutOfReachException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "200, application/json",
    "201, text/html",
    "302, text/html",
    "400, text/html",
    "403, application/problem+json",
    "404, text/plain",
    "500, application/problem+json",
    "503, text/html"
  })
  void another_status_or_media_type_counts_as_none(int status, String type) {
    NDESPolicy policy =
        policy(
            inside.serving(
                exchange ->
                    InsideDouble.answer(exchange, status, type, "{\"verdict\": \"pending\"}")));

    assertThatThrownBy(() -> policy.verify(question())).isInstanceOf(OutOfReachException.class);
  }

  @Test
  void a_question_that_is_never_taken_is_a_refusal_and_no_reason_to_come_again() {
    URI url =
        inside.serving(
            exchange -> InsideDouble.answer(exchange, 413, "application/problem+json", "{}"));

    assertThat(((Refused) policy(url).verify(question())).reason())
        .isEqualTo(RefusalReason.NotSupported);
  }

  @Test
  void a_notice_ends_with_what_the_device_is_told() {
    Issued issued = new Issued(Der.of(new byte[] {0x30, 0}), List.of());
    Outcome outcome =
        new Outcome(
            new EnrolmentId("0123456789abcdef0123456789abcdef"),
            ENDPOINT,
            TRANSACTION,
            issued,
            Optional.empty(),
            Optional.empty());
    URI taken = inside.serving(exchange -> InsideDouble.answer(exchange, 204, JSON, ""));
    URI unknown =
        inside.serving(
            exchange -> InsideDouble.answer(exchange, 404, "application/problem+json", "{}"));
    URI later = inside.serving(saying(200, "{\"verdict\": \"pending\", \"retryAfterSeconds\": 9}"));

    assertThat(policy(taken).notify(outcome)).isEqualTo(issued);
    assertThat(policy(unknown).notify(outcome)).isEqualTo(issued);
    assertThat(policy(later).notify(outcome)).isEqualTo(new Pending(Duration.ofSeconds(9)));
    assertThatThrownBy(() -> policy(URI.create("https://localhost:1")).notify(outcome))
        .isInstanceOf(OutOfReachException.class);
  }
}
