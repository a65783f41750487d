package org.scepter.registrationpoint.outside;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.Notifications.Reception;
import org.scepter.registrationpoint.authority.AuthorityKind;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

class OutsideReportsTest {
  private static final Der CERTIFICATE = Der.of(new byte[] {0x30, 0});
  private static final Issued ISSUED = new Issued(CERTIFICATE, List.of());
  private static final Refused GONE =
      new Refused(RefusalReason.ScepProfileNoLongerTargetedToTheClient, "gone");

  private final List<String> log = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private final ReportedRequests requests = new Requests();
  private final OutsideReports reports = new OutsideReports(ledger, requests, ca());
  private OutsideAnswer answer = OutsideAnswer.Agreed.AS_ASKED;
  private boolean awaited = true;

  private final class Ledger extends OutsideLedger {
    private Optional<OutsideNotices.Taken> kept = Optional.empty();

    @Override
    public Optional<OutsideNotices.Taken> find(Outcome outcome) {
      return kept;
    }

    @Override
    public void agreed(Outcome outcome) {
      kept = Optional.of(new OutsideNotices.Taken(Optional.empty()));
      log.add("agreed");
    }

    @Override
    public void refused(Outcome outcome, Refused why) {
      kept = Optional.of(new OutsideNotices.Taken(Optional.of(why)));
      log.add("refused");
    }

    @Override
    public void withheld(Outcome outcome, String detail) {
      log.add("withheld");
    }

    @Override
    public void untold(Outcome outcome, String detail) {
      log.add("untold");
    }
  }

  /** Believes what is sent along. */
  private static final class Requests extends ReportedRequests {
    @Override
    public Optional<Report> of(Outcome outcome) {
      return outcome
          .request()
          .map(request -> new Report(outcome.endpoint(), outcome.transaction(), request));
    }
  }

  private final class Authority implements OutsideAuthority {
    @Override
    public AuthorityKind kind() {
      return AuthorityKind.INTUNE;
    }

    @Override
    public OutsideAnswer judge(Report report) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public boolean isAwaited() {
      return awaited;
    }

    @Override
    public OutsideAnswer issued(Report report, Der certificate) {
      log.add("told");
      return answer;
    }

    @Override
    public void failed(Report report, Refused why) {
      log.add("failed " + why.reason());
    }
  }

  private final class Ca implements IssuedCertificates {
    @Override
    public Optional<Der> of(EnrolmentId id) {
      return Optional.empty();
    }

    @Override
    public Optional<Standing> standing(Der certificate) {
      return Optional.empty();
    }

    @Override
    public boolean supersede(Der certificate, Instant at) {
      return false;
    }

    @Override
    public boolean withdraw(Der certificate) {
      log.add("withdrawn");
      return true;
    }

    @Override
    public Revoked revoke(SerialNumber serial, Set<EndpointName> endpoints) {
      return Revoked.UNKNOWN;
    }
  }

  @SuppressWarnings("unchecked")
  private Instance<IssuedCertificates> ca() {
    return (Instance<IssuedCertificates>)
        Proxy.newProxyInstance(
            Instance.class.getClassLoader(),
            new Class<?>[] {Instance.class},
            (proxy, method, values) -> Stream.of(new Ca()));
  }

  private static Outcome outcome(Issuance issuance, boolean withRequest) {
    return new Outcome(
        new EnrolmentId("0".repeat(32)),
        new EndpointName("mscep"),
        new TransactionId("T1"),
        issuance,
        Optional.empty(),
        withRequest ? Optional.of(request()) : Optional.empty());
  }

  private static CertificationRequest request() {
    try {
      return CertificationRequest.read(Csr.of(TestKeys.rsa(), "CN=a").challenge("x").der());
    } catch (UnreadableException e) {
      throw new IllegalStateException(e);
    }
  }

  private Issuance tell(Issuance issuance) {
    return reports.tell(new Authority(), outcome(issuance, true), Reception.RECORDED);
  }

  @Test
  void a_certificate_that_was_taken_note_of_is_delivered_and_told_once() {
    assertThat(tell(ISSUED)).isEqualTo(ISSUED);
    assertThat(tell(ISSUED)).isEqualTo(ISSUED);
    assertThat(log).containsExactly("told", "agreed");
  }

  @Test
  void without_an_answer_the_device_waits() {
    answer = new OutsideAnswer.Silent("away");

    assertThat(tell(ISSUED)).isInstanceOf(Pending.class);
    assertThat(log).containsExactly("told", "withheld");
  }

  @Test
  void what_is_refused_is_revoked_and_stays_refused() {
    answer = new OutsideAnswer.Denied(GONE);

    assertThat(tell(ISSUED)).isEqualTo(GONE);
    assertThat(tell(ISSUED)).isEqualTo(GONE);
    assertThat(log).containsExactly("told", "refused", "withdrawn");
  }

  @Test
  void where_nobody_waits_for_it_a_certificate_is_delivered_all_the_same() {
    awaited = false;
    answer = new OutsideAnswer.Silent("away");
    assertThat(tell(ISSUED)).isEqualTo(ISSUED);

    answer = new OutsideAnswer.Denied(GONE);
    assertThat(tell(ISSUED)).isEqualTo(ISSUED);
    assertThat(log).containsExactly("told", "untold", "told", "untold");
  }

  @Test
  void without_the_request_nothing_can_be_told_and_nothing_is_delivered() {
    assertThat(reports.tell(new Authority(), outcome(ISSUED, false), Reception.RECORDED))
        .isInstanceOf(Pending.class);
    assertThat(log).containsExactly("withheld");
  }

  @ParameterizedTest
  @EnumSource(
      value = Reception.class,
      names = {"UNKNOWN", "MISFIT"})
  void a_certificate_that_is_not_the_authorised_one_is_not_delivered(Reception reception) {
    assertThat(reports.tell(new Authority(), outcome(ISSUED, true), reception))
        .isInstanceOfSatisfying(
            Refused.class,
            why -> assertThat(why.reason()).isEqualTo(RefusalReason.RefusedByIssuingAuthority));
    assertThat(log).containsExactly("failed RefusedByIssuingAuthority");
  }

  @Test
  void a_refusal_of_the_ca_is_told_and_passed_on() {
    Refused refused = new Refused(RefusalReason.RefusedByIssuingAuthority, "no");

    assertThat(tell(refused)).isEqualTo(refused);
    assertThat(log).containsExactly("failed RefusedByIssuingAuthority");
  }

  @Test
  void what_has_not_ended_is_told_to_nobody() {
    Pending pending = new Pending(Duration.ofMinutes(1));
    Unreachable unreachable = new Unreachable("away");

    assertThat(tell(pending)).isEqualTo(pending);
    assertThat(tell(unreachable)).isEqualTo(unreachable);
    assertThat(log).isEmpty();
  }
}
