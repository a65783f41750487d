package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.Polled;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.endpoint.ScepSettings;

class CertPollTest {
  private static final ScepSettings SETTINGS =
      ScepSettings.from(new SettingsReader(key -> Optional.empty()));
  private static final Endpoint ENDPOINT = SETTINGS.endpoint("mscep").orElseThrow();

  @TempDir private static Path home;
  private static TestRa ra;
  private static TestRa.Party ca;
  private static final TestDevice DEVICE = new TestDevice();
  private static final TestDevice ANOTHER = new TestDevice();

  private final Behind behind = new Behind();
  private final PkiOperation operation =
      new PkiOperation(
          ra.before(behind), new Enrolling(behind, behind), behind, happening -> {}, () -> "");

  @BeforeAll
  static void makeKeys() {
    ra = new TestRa(home, SETTINGS);
    ca = TestRa.Party.of("CN=CA");
  }

  /** A registration point that keeps what waits, and a CA that issues what it is asked for. */
  private static final class Behind extends BehindNdes {
    private final List<CertificationRequest> issued = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private VerificationRequest waiting;
    private Der kept;
    private Verdict decision = new Pending(Duration.ofMinutes(1));
    private Sha256 polledBy;
    private boolean reachable = true;

    Behind() {
      super(ca.der());
    }

    @Override
    public Verdict verify(VerificationRequest request) {
      waiting = request;
      kept = request.message().orElseThrow();
      return new Pending(Duration.ofMinutes(1));
    }

    void approve() {
      decision = new Authorised(authorisation(waiting));
    }

    @Override
    public Polled poll(EndpointName endpoint, TransactionId transaction, Sha256 signerKey) {
      assertThat(endpoint).isEqualTo(ENDPOINT.name());
      assertThat(transaction).isEqualTo(new TransactionId("A1"));
      polledBy = signerKey;
      return new Polled(decision, Optional.ofNullable(kept));
    }

    @Override
    public Issuance issue(Authorised verdict, CertificationRequest request) {
      if (!reachable) {
        return new Unreachable("connection refused");
      }
      issued.add(request);
      return new Issued(DEVICE.self.der(), List.of(ca.der()));
    }

    @Override
    public Issuance notify(Outcome outcome) {
      outcomes.add(outcome);
      return outcome.issuance();
    }
  }

  @BeforeEach
  void ask() {
    byte[] request = DEVICE.message(ra.decryption.certificate(), "19", "the challenge");

    assertThat(reply(request, DEVICE).status()).isEqualTo("3");
  }

  private TestDevice.Reply reply(byte[] message, TestDevice device) {
    return device.new Reply(operation.answer(ENDPOINT, message), ra.signing.certificate());
  }

  private TestDevice.Reply poll() {
    return reply(DEVICE.poll(ra.decryption.certificate()), DEVICE);
  }

  @Test
  void what_nobody_has_decided_stays_pending() {
    assertThat(poll().status()).isEqualTo("3");
    assertThat(behind.polledBy).isEqualTo(behind.waiting.request().publicKey().digest());
    assertThat(behind.issued).isEmpty();
  }

  @Test
  void an_approved_request_is_reopened_issued_and_reported() {
    behind.approve();

    TestDevice.Reply reply = poll();

    assertThat(reply.status()).isEqualTo("0");
    assertThat(reply.certificates()).containsExactly(DEVICE.self.der(), ca.der());
    assertThat(behind.issued).containsExactly(behind.waiting.request());
    assertThat(behind.outcomes)
        .singleElement()
        .satisfies(outcome -> assertThat(outcome.message()).isEmpty());
  }

  @Test
  void after_issue_a_poll_gives_the_certificate_again() {
    behind.approve();

    assertThat(poll().certificates()).isEqualTo(poll().certificates());
  }

  @Test
  void a_refused_request_gets_its_reason() {
    behind.decision = new Refused(RefusalReason.ApprovalDenied, "by eve");

    TestDevice.Reply reply = poll();

    assertThat(reply.status()).isEqualTo("2");
    assertThat(reply.failInfoText()).isEqualTo("request denied by an operator");
  }

  @Test
  void a_poll_for_nothing_is_a_signed_failure() {
    behind.decision = new Refused(RefusalReason.PollUnknown, "");

    TestDevice.Reply reply = poll();

    assertThat(reply.failInfo()).contains("4");
    assertThat(reply.failInfoText()).isEqualTo("no such request or certificate");
  }

  @Test
  void a_ca_that_cannot_be_reached_keeps_the_device_polling() {
    behind.approve();
    behind.reachable = false;

    assertThat(poll().status()).isEqualTo("3");
    assertThat(behind.outcomes)
        .singleElement()
        .satisfies(outcome -> assertThat(outcome.message()).contains(behind.kept));

    behind.reachable = true;
    assertThat(poll().status()).isEqualTo("0");
  }

  @Test
  void a_kept_message_of_another_signer_is_not_issued() {
    behind.approve();
    behind.kept = Der.of(ANOTHER.message(ra.decryption.certificate(), "19", "the challenge"));

    assertThat(poll().failInfo()).contains("4");
    assertThat(behind.issued).isEmpty();
  }

  @Test
  void a_kept_message_with_another_request_is_not_issued() {
    behind.approve();
    behind.kept = Der.of(DEVICE.message(ra.decryption.certificate(), "19", "another challenge"));

    assertThat(poll().failInfo()).contains("4");
    assertThat(behind.issued).isEmpty();
  }

  @Test
  void an_authorisation_without_a_message_is_not_issued() {
    behind.approve();
    behind.kept = null;

    assertThat(poll().failInfo()).contains("4");
    assertThat(behind.issued).isEmpty();
  }

  @Test
  void a_kept_message_that_cannot_be_opened_any_more_is_not_issued() {
    behind.approve();
    behind.kept = Der.of(DEVICE.message(ca.certificate(), "19", "the challenge"));

    assertThat(poll().failInfo()).contains("4");
    assertThat(behind.issued).isEmpty();
  }
}
