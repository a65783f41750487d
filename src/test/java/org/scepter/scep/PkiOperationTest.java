package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.TransactionId;
import org.scepter.platform.Happening;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.testing.Logged;

class PkiOperationTest {
  private static final Map<String, String> WRITTEN =
      Map.of(
          "scepter.scep.endpoints", "mscep,plain,closed,punctual",
          "scepter.scep.endpoint.punctual.signing-time", "refuse",
          "scepter.scep.endpoint.punctual.signing-time-bias", "PT5M",
          "scepter.scep.endpoint.plain.cert-rep-content", "issued",
          "scepter.scep.endpoint.plain.allow-triple-des", "false",
          "scepter.scep.endpoint.closed.authority", "none");
  private static final ScepSettings SETTINGS =
      ScepSettings.from(new SettingsReader(key -> Optional.ofNullable(WRITTEN.get(key))));

  @TempDir private static Path home;
  private static TestRa ra;
  private static TestRa.Party ca;
  private static final TestDevice DEVICE = new TestDevice();

  private final List<Happening> happenings = new ArrayList<>();
  private final List<VerificationRequest> asked = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private boolean reported;
  private Function<Outcome, Issuance> told = Outcome::issuance;
  private Supplier<Issuance> issuance = () -> new Issued(DEVICE.self.der(), List.of(ca.der()));

  @BeforeAll
  static void makeKeys() {
    ra = new TestRa(home, SETTINGS);
    ca = TestRa.Party.of("CN=CA");
  }

  /** Authorises everything and issues what the test says. */
  private final class Behind extends BehindNdes {
    Behind() {
      super(ca.der());
    }

    @Override
    public Verdict verify(VerificationRequest request) {
      asked.add(request);
      return new Authorised(authorisation(request), reported);
    }

    @Override
    public Issuance notify(Outcome outcome) {
      outcomes.add(outcome);
      return told.apply(outcome);
    }

    @Override
    public Issuance issue(Authorised verdict, CertificationRequest request) {
      return issuance.get();
    }
  }

  private Answer answer(String endpoint, byte[] message) {
    Behind behind = new Behind();
    return new PkiOperation(
            ra.before(behind),
            new Enrolling(behind, behind),
            behind,
            happenings::add,
            () -> "192.0.2.7")
        .answer(SETTINGS.endpoint(endpoint).orElseThrow(), message);
  }

  private TestDevice.Reply reply(String endpoint, String messageType) {
    Answer answer =
        answer(endpoint, DEVICE.message(ra.decryption.certificate(), messageType, "the challenge"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo("application/x-pki-message");
    return DEVICE.new Reply(answer, ra.signing.certificate());
  }

  @Test
  void an_issued_certificate_comes_back_first_and_the_ca_behind_it() {
    TestDevice.Reply reply = reply("mscep", "19");

    assertThat(reply.status()).isEqualTo("0");
    assertThat(reply.recipientNonce()).isEqualTo(new byte[16]);
    assertThat(reply.certificates()).containsExactly(DEVICE.self.der(), ca.der());
    assertThat(happenings).isEmpty();
    VerificationRequest request = asked.get(0);
    assertThat(request.transaction()).isEqualTo(new TransactionId("A1"));
    assertThat(request.request().challengePassword().orElseThrow().reveal())
        .isEqualTo("the challenge");
  }

  @Test
  void the_ca_certificate_can_be_left_out() {
    assertThat(reply("plain", "19").certificates()).containsExactly(DEVICE.self.der());
  }

  @Test
  void a_refusal_shows_its_general_text_and_never_its_detail() {
    issuance = () -> new Refused(RefusalReason.ChallengeAlreadyUsed, "bound to another key");

    TestDevice.Reply reply = reply("mscep", "19");

    assertThat(reply.status()).isEqualTo("2");
    assertThat(reply.failInfo()).contains("2");
    assertThat(reply.failInfoText()).isEqualTo("challenge not accepted");
    assertThat(reply.hresult()).isEqualTo(0x80070056);
    // Who refused has reported it.
    assertThat(happenings).isEmpty();
  }

  @Test
  void what_has_to_wait_is_pending() {
    issuance = () -> new Pending(Duration.ofMinutes(1));

    assertThat(reply("mscep", "19").status()).isEqualTo("3");
  }

  @Test
  void an_unreachable_ca_makes_the_device_wait_and_the_registration_point_keep_its_message() {
    issuance = () -> new Unreachable("connection refused");

    assertThat(reply("mscep", "19").status()).isEqualTo("3");
    assertThat(outcomes)
        .singleElement()
        .satisfies(
            outcome -> assertThat(outcome.message()).isPresent().isEqualTo(asked.get(0).message()));
  }

  @Test
  void the_outcome_of_an_issued_certificate_needs_no_message() {
    assertThat(reply("mscep", "19").status()).isEqualTo("0");
    assertThat(outcomes)
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.message()).isEmpty();
              assertThat(outcome.request()).isEmpty();
            });
  }

  @Test
  void what_is_reported_further_brings_the_request_and_the_message() {
    reported = true;

    assertThat(reply("mscep", "19").status()).isEqualTo("0");
    assertThat(outcomes)
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.message()).isPresent().isEqualTo(asked.get(0).message());
              assertThat(outcome.request()).contains(asked.get(0).request());
            });
  }

  @Test
  void a_certificate_is_held_back_until_it_may_be_handed_out() {
    reported = true;
    told = outcome -> new Pending(Duration.ofMinutes(1));

    TestDevice.Reply reply = reply("mscep", "19");

    assertThat(reply.status()).isEqualTo("3");
    assertThat(reply.failInfo()).isEmpty();
  }

  @Test
  void a_certificate_that_nobody_outside_will_have_is_refused() {
    reported = true;
    told = outcome -> new Refused(RefusalReason.ScepProfileNoLongerTargetedToTheClient, "gone");

    assertThat(reply("mscep", "19").status()).isEqualTo("2");
  }

  @Test
  void a_fault_of_ours_is_a_signed_failure_with_a_reference() {
    issuance =
        () -> {
          throw new IllegalStateException("the database is gone, password=hunter2");
        };

    TestDevice.Reply reply = reply("mscep", "19");

    assertThat(reply.status()).isEqualTo("2");
    assertThat(reply.failInfo()).contains("2");
    assertThat(reply.failInfoText()).matches("internal fault, reference [0-9a-f-]{36}");
  }

  @Test
  void an_answer_that_cannot_be_sealed_is_a_signed_failure_too() {
    issuance = () -> null;

    assertThat(reply("mscep", "19").failInfoText()).startsWith("internal fault");
  }

  private TestDevice.Reply signedAt(String endpoint, Duration ahead) {
    TestDevice device = new TestDevice();
    device.signingTime = Optional.of(Instant.now().plus(ahead));
    return device
    .new Reply(
        answer(endpoint, device.message(ra.decryption.certificate(), "19", "the challenge")),
        ra.signing.certificate());
  }

  @ParameterizedTest
  @CsvSource({"PT2H, PT1H59M, ahead of ours", "-PT2H, PT2H, behind ours"})
  void a_wrong_clock_is_served_and_told_in_the_log(Duration ahead, String begins, String where) {
    issuance = () -> new Pending(Duration.ofMinutes(1));
    try (Logged log = new Logged("scepter.NDES")) {
      assertThat(signedAt("mscep", ahead).status()).isEqualTo("3");

      assertThat(asked)
          .singleElement()
          .satisfies(
              question -> {
                assertThat(question.arrival().address()).contains("192.0.2.7");
                assertThat(question.arrival().clockAhead().orElseThrow().isNegative())
                    .isEqualTo(ahead.isNegative());
              });

      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.startsWith("WARNING PKIOperation at mscep transaction A1 ")
                      && line.contains(" signed by a clock that is " + begins)
                      && line.endsWith(where));
    }
  }

  @Test
  void a_clock_that_is_nearly_right_is_worth_no_line() {
    issuance = () -> new Pending(Duration.ofMinutes(1));
    try (Logged log = new Logged("scepter.NDES")) {
      signedAt("mscep", Duration.ofMinutes(-4));

      assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("clock"));
    }
  }

  @Test
  void an_endpoint_that_is_told_so_answers_a_wrong_clock_with_bad_time() {
    try (Logged log = new Logged("scepter.NDES")) {
      TestDevice.Reply reply = signedAt("punctual", Duration.ofMinutes(-6));

      assertThat(reply.status()).isEqualTo("2");
      assertThat(reply.failInfo()).contains("3");
      assertThat(reply.hresult()).isEqualTo(0x80090324);
      assertThat(asked).isEmpty();
      assertThat(log.lines()).anyMatch(line -> line.contains("the signingTime differs by PT-6M"));
    }
    assertThat(signedAt("punctual", Duration.ofMinutes(-4)).status()).isEqualTo("0");
  }

  @Test
  void an_endpoint_without_authority_issues_nothing() {
    TestDevice.Reply reply = reply("closed", "19");

    assertThat(reply.status()).isEqualTo("2");
    assertThat(asked).isEmpty();
    assertThat(happenings)
        .singleElement()
        .satisfies(
            happening -> {
              assertThat(happening.outcome()).isEqualTo(Happening.Outcome.REFUSED);
              assertThat(happening.object()).isEqualTo("endpoint:closed");
              assertThat(happening.transaction()).isEqualTo("A1");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"18", "3", "0", "99", "x"})
  void a_message_type_that_is_none_is_refused_before_anybody_is_asked(String messageType) {
    TestDevice.Reply reply = reply("mscep", messageType);

    assertThat(reply.status()).isEqualTo("2");
    assertThat(reply.hresult()).isEqualTo(0x80070032);
    assertThat(asked).isEmpty();
    assertThat(happenings).hasSize(1);
  }

  @Test
  void a_renewal_goes_to_the_registration_point_with_the_means_to_verify_it() {
    TestDevice.Reply reply = reply("mscep", "17");

    assertThat(reply.status()).isEqualTo("0");
    assertThat(asked)
        .singleElement()
        .satisfies(request -> assertThat(request.contentKey()).isPresent());
  }

  @Test
  void a_first_enrolment_gives_no_content_key_away() {
    assertThat(reply("mscep", "19").status()).isEqualTo("0");
    assertThat(asked)
        .singleElement()
        .satisfies(request -> assertThat(request.contentKey()).isEmpty());
  }

  @Test
  void the_question_names_the_ca_that_certified_the_keys_of_the_envelope() {
    assertThat(reply("mscep", "19").status()).isEqualTo("0");
    assertThat(asked)
        .singleElement()
        .satisfies(request -> assertThat(request.issuingCa()).contains(ca.der().thumbprint()));
  }

  @Test
  void a_message_for_another_recipient_is_refused_before_anybody_is_asked() {
    Answer answer = answer("mscep", DEVICE.message(ca.certificate(), "19", "the challenge"));

    TestDevice.Reply reply = DEVICE.new Reply(answer, ra.signing.certificate());
    assertThat(reply.failInfo()).contains("1");
    assertThat(reply.hresult()).isEqualTo(0x80090005);
    assertThat(asked).isEmpty();
  }

  @Test
  void bytes_that_are_no_message_get_a_line_of_text() {
    Answer answer = answer("mscep", "not a message".getBytes(StandardCharsets.US_ASCII));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.mediaType()).startsWith("text/plain");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .startsWith("Not a SCEP message: ")
        .hasSizeLessThan(200);
    assertThat(happenings).hasSize(1);
  }

  @Test
  void an_audit_trail_that_fails_does_not_keep_the_answer_back() {
    Behind behind = new Behind();
    PkiOperation operation =
        new PkiOperation(
            ra.before(behind),
            new Enrolling(behind, behind),
            behind,
            happening -> {
              throw new IllegalStateException("no space left");
            },
            () -> "");

    assertThat(operation.answer(SETTINGS.endpoint("mscep").orElseThrow(), new byte[] {1}).status())
        .isEqualTo(400);
  }
}
