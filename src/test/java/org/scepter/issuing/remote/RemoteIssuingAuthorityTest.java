package org.scepter.issuing.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.OutOfReachException;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.SignedAuthorisation;
import org.scepter.enrolment.Unreachable;
import org.scepter.issuing.est.AuthorityDocument;
import org.scepter.issuing.est.CertsOnly;
import org.scepter.issuing.signing.CertificatePlan;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.PublishedAt;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.InsideDouble;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

/** What a node in front makes of what a CA inside gives it. */
class RemoteIssuingAuthorityTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PKCS7 = "application/pkcs7-mime; smime-type=certs-only";
  private static final String PROBLEM = "application/problem+json";

  @TempDir private static Path directory;
  private static ScepterHome home;
  private static ScepterHome stranger;
  private static CertificationRequest request;

  private final AtomicReference<HttpHandler> est = new AtomicReference<>();
  @AutoClose private final InsideDouble inside = new InsideDouble(home);
  private CertificateAuthorities authorities;
  private RemoteIssuingAuthority authority;

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  @BeforeAll
  static void makeHomes() throws Exception {
    home = InsideDouble.home(directory.resolve("home"));
    stranger = InsideDouble.home(directory.resolve("stranger"));
    request = CertificationRequest.read(Csr.of(TestKeys.rsa(), "CN=any").der());
  }

  @BeforeEach
  void open() throws IOException {
    Files.deleteIfExists(home.resolve("ndes/authority.json"));
    URI url =
        inside.serving(
            exchange -> {
              if (exchange.getRequestURI().getPath().equals("/node/ca/generations")) {
                InsideDouble.answer(exchange, 200, "application/json", document());
              } else {
                est.get().handle(exchange);
              }
            });
    authorities = authorities(url);
    authorities.check();
    authority = new RemoteIssuingAuthority(authorities, PROVIDER, Clock.systemUTC());
  }

  private static CertificateAuthorities authorities(URI url) {
    Map<String, String> settings =
        Map.of(CertificateAuthorities.URLS, url.toString(), "scepter.inside.failures", "100");
    return new CertificateAuthorities(
        new SettingsReader(key -> Optional.ofNullable(settings.get(key))), home, Clock.systemUTC());
  }

  private static String document() {
    KeyEntry ca = home.key("ca/issuing.p12");
    List<Der> chain = ca.chain().stream().map(RemoteIssuingAuthorityTest::der).toList();
    return new AuthorityDocument(
            List.of(
                new CaGeneration(
                    1, chain, Instant.EPOCH, ca.certificate().getNotAfter().toInstant())),
            Optional.empty())
        .json()
        .toString();
  }

  private static Der der(X509Certificate certificate) {
    try {
      return Der.of(certificate.getEncoded());
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void what_a_template_wants_is_asked_under_its_label() {
    est.set(
        exchange ->
            InsideDouble.answer(
                exchange,
                exchange.getRequestURI().getRawPath().equals("/.well-known/est/Old%20One/csrattrs")
                    ? 200
                    : 404,
                "application/csrattrs",
                "MAA="));

    assertThat(authority.requestAttributes(new TemplateName("Old One")))
        .contains(Der.of(new byte[] {0x30, 0}));
  }

  @ParameterizedTest
  @CsvSource({
    "204, application/csrattrs, '', false",
    "404, application/problem+json, {}, false",
    "404, text/html, no, true",
    "200, application/csrattrs, '!', true",
    "500, application/problem+json, {}, true"
  })
  void a_ca_that_says_nothing_of_a_template_differs_from_one_that_does_not_answer(
      int status, String type, String body, boolean isAway) {
    est.set(exchange -> InsideDouble.answer(exchange, status, type, body));
    TemplateName template = new TemplateName("ScepterDevice");

    if (isAway) {
      assertThatThrownBy(() -> authority.requestAttributes(template))
          .isInstanceOf(OutOfReachException.class);
    } else {
      assertThat(authority.requestAttributes(template)).isEmpty();
    }
  }

  private static Authorised authorised() {
    return authorised("ScepterDevice");
  }

  private static Authorised authorised(String template) {
    try {
      Authorisation given =
          new Authorisation(
              EnrolmentId.random(RANDOM),
              Optional.empty(),
              new EndpointName("mscep"),
              new TransactionId("0123abcd"),
              request.der().sha256(),
              request.publicKey().digest(),
              new TemplateName(template),
              1,
              SubjectName.parse("CN=phone-1,O=Example"),
              List.of(SubjectAltName.parse("DNS:phone-1.example.test")),
              Optional.empty(),
              KeyUsageMask.GENERAL_PURPOSE,
              List.of("1.3.6.1.5.5.7.3.2"),
              Period.ofYears(1),
              "vpn",
              Optional.empty(),
              Optional.empty(),
              now(),
              now().plus(Duration.ofMinutes(10)));
      KeyEntry crp = home.key("crp/authorisation.p12");
      return new Authorised(
          given,
          false,
          Optional.of(
              SignedAuthorisation.sign(
                  given, crp.certificate(), KeyHolder.of(crp.privateKey(), PROVIDER), PROVIDER)));
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  /** What a CA would sign for the request, with one thing as a test wants it. */
  private static Der certificate(
      ScepterHome by, String subject, Der key, Period lifetime, String purpose) {
    try {
      Issuer issuer =
          Issuer.of(
              by.key("ca/issuing.p12"),
              PublishedAt.below(URI.create(by.publicHttpUrl()), "issuing"),
              KeyHolders.by(PROVIDER));
      return issuer.sign(
          issuer.toBeSigned(
              new CertificatePlan(
                  SerialNumber.random(RANDOM),
                  SubjectName.parse(subject),
                  key,
                  now().minus(Duration.ofMinutes(10)),
                  now().atZone(java.time.ZoneOffset.UTC).plus(lifetime).toInstant(),
                  CertificatePlan.Constraint.END_ENTITY,
                  KeyUsageMask.GENERAL_PURPOSE.bits(),
                  List.of(purpose),
                  List.of(SubjectAltName.parse("DNS:phone-1.example.test")),
                  Optional.empty())));
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  private static Der right() {
    return certificate(
        home,
        "CN=phone-1,O=Example",
        request.publicKey().spki(),
        Period.ofYears(1),
        "1.3.6.1.5.5.7.3.2");
  }

  private Issuance given(Der... certificates) {
    String bundle = CertsOnly.of(List.of(certificates)).base64();
    est.set(exchange -> InsideDouble.answer(exchange, 200, PKCS7, bundle));
    return authority.issue(authorised(), request);
  }

  @Test
  void what_was_authorised_is_handed_on_with_the_chain_of_who_signed_it() {
    Der certificate = right();

    Issued issued = (Issued) given(certificate);

    assertThat(issued.certificate()).isEqualTo(certificate);
    assertThat(issued.chain()).hasSize(2);
  }

  @Test
  void anything_else_is_held_back_and_the_request_is_not_refused() {
    Der key = request.publicKey().spki();
    Der otherKey = Der.of(TestKeys.rsa().getPublic().getEncoded());
    String subject = "CN=phone-1,O=Example";
    String purpose = "1.3.6.1.5.5.7.3.2";
    Period year = Period.ofYears(1);

    assertThat(given(certificate(stranger, subject, key, year, purpose)))
        .as("another CA")
        .isInstanceOf(Unreachable.class);
    assertThat(given(certificate(home, "CN=administrator", key, year, purpose)))
        .as("another subject")
        .isInstanceOf(Unreachable.class);
    assertThat(given(certificate(home, subject, otherKey, year, purpose)))
        .as("another key")
        .isInstanceOf(Unreachable.class);
    assertThat(given(certificate(home, subject, key, Period.ofYears(3), purpose)))
        .as("a longer life")
        .isInstanceOf(Unreachable.class);
    assertThat(given(certificate(home, subject, key, year, "1.3.6.1.5.5.7.3.1")))
        .as("another purpose")
        .isInstanceOf(Unreachable.class);
    assertThat(given(right(), right())).as("two").isInstanceOf(Unreachable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "200, application/pkcs7-mime, no base64",
    "200, application/pkcs7-mime, MAA=",
    "200, text/html, <html>",
    "201, application/json, {}",
    "403, application/problem+json, {}",
    "403, text/html, <html>",
    "404, text/html, <html>",
    "500, application/problem+json, {}",
    "503, application/problem+json, {}"
  })
  void an_answer_that_is_none_leaves_it_open_what_was_issued(int status, String type, String body) {
    est.set(exchange -> InsideDouble.answer(exchange, status, type, body));

    assertThat(authority.issue(authorised(), request)).isInstanceOf(Unreachable.class);
  }

  @Test
  void a_ca_may_refuse_or_want_time() {
    est.set(
        exchange ->
            InsideDouble.answer(
                exchange, 422, PROBLEM, "{\"title\": \"KeyTypeMismatch\", \"detail\": \"no\"}"));
    assertThat(authority.issue(authorised(), request))
        .isEqualTo(new Refused(RefusalReason.KeyTypeMismatch, "no"));

    est.set(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "17");
          InsideDouble.answer(exchange, 202, "text/plain", "");
        });
    assertThat(authority.issue(authorised(), request))
        .isEqualTo(new Pending(Duration.ofSeconds(17)));
  }

  @Test
  void a_templates_name_may_have_blanks() {
    AtomicReference<String> asked = new AtomicReference<>();
    est.set(
        exchange -> {
          asked.set(exchange.getRequestURI().getPath());
          InsideDouble.answer(exchange, 200, PKCS7, CertsOnly.of(List.of(right())).base64());
        });

    assertThat(authority.issue(authorised("Phones (VPN) 1.0"), request)).isInstanceOf(Issued.class);
    assertThat(asked).hasValue("/.well-known/est/Phones (VPN) 1.0/simpleenroll");
  }

  @Test
  void an_authorisation_that_the_ca_does_not_accept_is_no_refusal_of_the_request() {
    est.set(
        exchange ->
            InsideDouble.answer(
                exchange,
                403,
                PROBLEM,
                "{\"title\": \"AuthorisationNotAccepted\", \"detail\": \"it has expired\"}"));

    assertThat(authority.issue(authorised(), request))
        .isInstanceOfSatisfying(
            Unreachable.class, it -> assertThat(it.detail()).contains("it has expired"));
  }

  @Test
  void the_chain_is_known_after_a_restart_while_the_inside_is_away() {
    RemoteIssuingAuthority restarted =
        new RemoteIssuingAuthority(
            authorities(URI.create("https://localhost:1")), PROVIDER, Clock.systemUTC());

    assertThat(restarted.generations()).isEqualTo(authority.generations());
    assertThat(restarted.chain()).hasSize(2);
    assertThat(restarted.nextAuthority()).isEmpty();
  }

  @Test
  void a_damaged_file_is_as_good_as_none() throws IOException {
    Files.writeString(home.resolve("ndes/authority.json"), "{\"generations\": [");
    RemoteIssuingAuthority restarted =
        new RemoteIssuingAuthority(
            authorities(URI.create("https://localhost:1")), PROVIDER, Clock.systemUTC());

    assertThatThrownBy(restarted::generations).isInstanceOf(OutOfReachException.class);
  }

  @Test
  void another_certificate_than_was_asked_for_is_none() throws Exception {
    Der found = right();
    X509Certificate certificate = X509.certificate(found);
    SubjectName issuer = SubjectName.fromDer(certificate.getIssuerX500Principal().getEncoded());
    est.set(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/pkix-cert");
          exchange.sendResponseHeaders(200, found.length());
          exchange.getResponseBody().write(found.bytes());
          exchange.close();
        });
    EndpointName endpoint = new EndpointName("mscep");

    assertThat(
            authority.certificate(
                endpoint, issuer, new SerialNumber(certificate.getSerialNumber())))
        .contains(found);
    assertThatThrownBy(() -> authority.certificate(endpoint, issuer, SerialNumber.random(RANDOM)))
        .isInstanceOf(OutOfReachException.class)
        .hasMessageContaining("another certificate");
  }
}
