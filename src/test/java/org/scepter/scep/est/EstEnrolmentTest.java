package org.scepter.scep.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.OutOfReachException;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Der;
import org.scepter.platform.Happening;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.BehindNdes;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

class EstEnrolmentTest {
  private static final Map<String, String> WRITTEN =
      Map.of("scepter.scep.endpoint.mscep.est", "true", "scepter.scep.max-request-bytes", "4096");
  private static final ScepSettings SETTINGS =
      ScepSettings.from(new SettingsReader(key -> Optional.ofNullable(WRITTEN.get(key))));
  private static final KeyPair KEY = TestKeys.rsa();
  private static final Der CERTIFICATE = certificate();
  private static final Optional<ChallengePassword> PASSWORD =
      Optional.of(ChallengePassword.of("the challenge"));

  private final List<VerificationRequest> asked = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Happening> happenings = new ArrayList<>();
  private Function<VerificationRequest, Verdict> verdict =
      request -> new Authorised(BehindNdes.authorisation(request), false);
  private Supplier<Issuance> issuance = () -> new Issued(CERTIFICATE, List.of(CERTIFICATE));

  private static Der certificate() {
    try {
      return Der.of(Signer.selfSigned(KEY, "CN=phone-1").certificate().getEncoded());
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  private final class Behind extends BehindNdes {
    Behind() {
      super(CERTIFICATE);
    }

    @Override
    public Verdict verify(VerificationRequest request) {
      asked.add(request);
      return verdict.apply(request);
    }

    @Override
    public Issuance issue(Authorised given, CertificationRequest request) {
      return issuance.get();
    }

    @Override
    public Issuance notify(Outcome outcome) {
      outcomes.add(outcome);
      return outcome.issuance();
    }
  }

  private EstAnswer enrol(String label, Optional<ChallengePassword> password, InputStream body) {
    Behind behind = new Behind();
    return new EstEnrolment(
            SETTINGS.limits(), new Enrolling(behind, behind), happenings::add, () -> "192.0.2.7")
        .enrol(
            new EstLabels(SETTINGS).find(Optional.of(label)).orElseThrow(),
            "simpleenroll",
            password,
            body,
            -1);
  }

  private EstAnswer enrol(Optional<ChallengePassword> password, byte[] body) {
    return enrol("mscep", password, new ByteArrayInputStream(body));
  }

  private static Csr csr() {
    return Csr.of(KEY, "CN=phone-1");
  }

  private static byte[] text(Csr csr) {
    return Base64.getMimeEncoder().encode(csr.der());
  }

  private static String line(EstAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void a_challenge_by_basic_is_asked_about_as_if_it_stood_in_the_request() throws Exception {
    byte[] der = csr().der();

    EstAnswer answer = enrol(PASSWORD, Base64.getEncoder().encode(der));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo("application/pkcs7-mime; smime-type=certs-only");
    CMSSignedData bundle = new CMSSignedData(Base64.getDecoder().decode(answer.body()));
    assertThat(bundle.getCertificates().getMatches(null)).hasSize(1);
    assertThat(bundle.getSignerInfos().size()).isZero();
    VerificationRequest question = asked.get(0);
    assertThat(question.request().challengePassword()).isEqualTo(PASSWORD);
    assertThat(question.request().der()).isEqualTo(Der.of(der));
    assertThat(question.message()).isEmpty();
    assertThat(question.contentKey()).isEmpty();
    assertThat(question.template().value()).isEqualTo("ScepterDevice");
    assertThat(question.arrival().address()).contains("192.0.2.7");
    assertThat(question.transaction().value()).isEqualTo("est-" + Der.of(der).sha256().hex());
    assertThat(happenings).isEmpty();
  }

  @Test
  void a_challenge_in_the_request_does_as_well() {
    assertThat(enrol(Optional.empty(), text(csr().challenge("the challenge"))).status())
        .isEqualTo(200);
    assertThat(asked.get(0).request().challengePassword()).isEqualTo(PASSWORD);
  }

  @Test
  void a_templates_label_chooses_it_whatever_the_key_usage() {
    enrol(
        "ScepterDeviceSignature",
        PASSWORD,
        new ByteArrayInputStream(text(csr().keyUsage(Csr.GENERAL_PURPOSE))));

    assertThat(asked.get(0).template().value()).isEqualTo("ScepterDeviceSignature");
  }

  @Test
  void without_a_challenge_the_client_is_asked_for_it_and_nobody_else() {
    EstAnswer answer = enrol(Optional.empty(), text(csr()));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.asksForChallenge()).isTrue();
    assertThat(enrol(Optional.empty(), text(csr().challenge(""))).status()).isEqualTo(401);
    assertThat(asked).isEmpty();
    assertThat(happenings).isEmpty();
  }

  @Test
  void what_may_be_the_binding_to_a_connection_is_not_let_pass_unverified() {
    EstAnswer answer = enrol(PASSWORD, text(csr().challenge("dGxzLXVuaXF1ZQ==")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(line(answer)).contains("another challengePassword").doesNotContain("dGxz");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_refusal_shows_its_general_text_and_never_its_detail() {
    verdict = request -> new Refused(RefusalReason.SubjectNameMismatch, "expected CN=other");

    EstAnswer answer = enrol(PASSWORD, text(csr()));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(line(answer)).isEqualTo("Refused: subject not accepted.\n");
    // Who refused has reported it.
    assertThat(happenings).isEmpty();
  }

  @Test
  void a_refusal_that_may_pass_says_when_to_ask_again() {
    verdict = request -> new Refused(RefusalReason.TemporarilyUnavailable, "the directory is away");

    EstAnswer answer = enrol(PASSWORD, text(csr()));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.retryAfter()).isPresent();
  }

  @Test
  void who_waits_is_told_when_to_send_the_same_again_and_nothing_is_kept() {
    verdict = request -> new Pending(Duration.ofSeconds(77));
    EstAnswer waiting = enrol(PASSWORD, text(csr()));
    verdict = request -> new Authorised(BehindNdes.authorisation(request), false);
    issuance = () -> new Unreachable("no CA answers");
    EstAnswer away = enrol(PASSWORD, text(csr()));

    assertThat(waiting.status()).isEqualTo(202);
    assertThat(waiting.retryAfter()).contains(Duration.ofSeconds(77));
    assertThat(away.status()).isEqualTo(202);
    assertThat(away.retryAfter()).isPresent();
    assertThat(outcomes).singleElement().satisfies(it -> assertThat(it.message()).isEmpty());
    assertThat(asked)
        .extracting(VerificationRequest::transaction)
        .containsOnly(asked.get(0).transaction());
  }

  @Test
  void while_nobody_can_decide_the_same_request_is_welcome_later() {
    verdict =
        request -> {
          throw new OutOfReachException("no registration point answers");
        };

    EstAnswer answer = enrol(PASSWORD, text(csr()));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.retryAfter()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no base64!",
        "AAAA",
        "MAA=",
        "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n"
      })
  void what_is_no_request_is_refused_and_reported_here(String body) {
    EstAnswer answer = enrol(PASSWORD, body.getBytes(StandardCharsets.US_ASCII));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(asked).isEmpty();
    assertThat(happenings)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.action()).isEqualTo("est.enrol");
              assertThat(it.object()).isEqualTo("endpoint:mscep");
              assertThat(it.reason()).startsWith("Unreadable: ");
            });
  }

  @Test
  void a_key_that_signs_no_scep_message_here_is_refused_before_anything_is_done_with_it() {
    EstAnswer answer = enrol(PASSWORD, text(Csr.of(TestKeys.rsa(1024), "CN=phone-1")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(line(answer)).contains("a key of RSA with 1024 bits is not accepted");
    assertThat(asked).isEmpty();
  }

  @Test
  void der_instead_of_base64_is_refused() {
    assertThat(enrol(PASSWORD, csr().der()).status()).isEqualTo(400);
  }

  @Test
  void a_body_is_bounded_before_it_is_read() {
    InputStream endless =
        new InputStream() {
          private int given;

          @Override
          public int read() {
            return 'A';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            given += length;
            if (given > 20_000) {
              throw new AssertionError("reads on and on");
            }
            Arrays.fill(into, from, from + length, (byte) 'A');
            return length;
          }
        };

    assertThat(enrol("mscep", PASSWORD, endless).status()).isEqualTo(413);
    assertThat(happenings).hasSize(1);
  }

  @Test
  void a_body_that_breaks_off_is_refused() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            throw new IOException("reset");
          }
        };

    assertThat(enrol("mscep", PASSWORD, broken).status()).isEqualTo(400);
  }
}
