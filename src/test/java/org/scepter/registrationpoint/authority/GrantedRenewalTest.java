package org.scepter.registrationpoint.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.Asker;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.EnrolmentLedger;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.ExpectedPhone;
import org.scepter.registrationpoint.RegistrationPoint;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.VerdictReport;
import org.scepter.registrationpoint.approval.KeptMessage;
import org.scepter.registrationpoint.store.RenewalStore;
import org.scepter.testing.OneBean;

/** A renewal that waited for the CA: what became of its certificate meanwhile counts. */
class GrantedRenewalTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final EndpointName ENDPOINT = new EndpointName("mscep");
  private static final EnrolmentId OLD = new EnrolmentId("0".repeat(32));
  private static final Der CERTIFICATE = Der.of(new byte[] {0x30, 0});

  private static RenewalStore renewals(boolean isRenewal) {
    return new RenewalStore(null, null) {
      @Override
      public Optional<Renewal> renewalOf(ChallengeId id) {
        return isRenewal
            ? Optional.of(
                new Renewal(
                    id,
                    OLD,
                    SerialNumber.parse("1f"),
                    new Sha256("a".repeat(64)),
                    Optional.empty()))
            : Optional.empty();
      }
    };
  }

  /** The CA's book with the old certificate; without it where {@code revokedAt} says "gone". */
  private record Book(String revokedAt) implements IssuedCertificates {
    @Override
    public Optional<Der> of(EnrolmentId id) {
      return Optional.of(CERTIFICATE).filter(any -> id.equals(OLD) && !revokedAt.equals("gone"));
    }

    @Override
    public Optional<Standing> standing(Der certificate) {
      Optional<Instant> at =
          revokedAt.equals("never")
              ? Optional.empty()
              : Optional.of(NOW.plus(Duration.parse(revokedAt)));
      return Optional.of(new Standing(OLD, ENDPOINT, at))
          .filter(any -> certificate.equals(CERTIFICATE));
    }

    @Override
    public boolean supersede(Der certificate, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean withdraw(Der certificate) {
      throw new AssertionError("nobody withdraws");
    }

    @Override
    public Revoked revoke(SerialNumber serial, Set<EndpointName> endpoints) {
      throw new AssertionError("nobody revokes");
    }
  }

  private static ChallengeView granted(ChallengeState state) {
    return new ChallengeView(
        new ChallengeId("1".repeat(32)),
        state,
        ExpectedPhone.usual(),
        NOW.minusSeconds(60),
        NOW.plusSeconds(60),
        NOW.minusSeconds(60),
        Optional.of(new ChallengeView.Binding(new Sha256("b".repeat(64)), NOW.minusSeconds(60))),
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "true,  BOUND,    never,  nothing",
    "true,  BOUND,    PT1S,   nothing",
    "true,  BOUND,    PT0S,   RenewalCertificateRevoked",
    "true,  BOUND,    PT-1S,  RenewalCertificateRevoked",
    "true,  BOUND,    gone,   RenewalCertificateUnknown",
    "true,  CONSUMED, PT-1S,  nothing",
    "false, BOUND,    PT-1S,  nothing",
  })
  void it_goes_on_unless_its_certificate_was_revoked_meanwhile(
      boolean isRenewal, ChallengeState state, String revokedAt, String told) {
    RenewalAuthority authority =
        new RenewalAuthority(
            renewals(isRenewal), new OneBean<>(new Book(revokedAt)), null, null, null);

    assertThat(
            authority
                .obstacle(granted(state), NOW)
                .map(Refused::reason)
                .map(Enum::name)
                .orElse("nothing"))
        .isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({"true, 1f", "false, none"})
  void it_names_the_certificate_that_it_renews(boolean isRenewal, String told) {
    RenewalAuthority authority =
        new RenewalAuthority(
            renewals(isRenewal), new OneBean<>(new Book("never")), null, null, null);

    assertThat(
            authority
                .renewedSerial(granted(ChallengeState.BOUND))
                .map(SerialNumber::hex)
                .orElse("none"))
        .isEqualTo(told);
  }

  @Test
  void a_poll_brings_nothing_to_a_certificate_that_was_revoked_meanwhile() throws Exception {
    RegistrationPointSettings settings =
        RegistrationPointSettings.from(new SettingsReader(key -> Optional.empty()));
    Authorities authorities =
        new Authorities(
            new IssuedChallengeAuthority(null, null, settings, null, null),
            null,
            new RenewalAuthority(
                renewals(true), new OneBean<>(new Book("PT-1S")), null, settings, null),
            null);
    RegistrationPoint point =
        new RegistrationPoint(
            settings,
            authorities,
            new Ledger(granted(ChallengeState.BOUND)),
            new Untold(),
            Clock.fixed(NOW, ZoneOffset.UTC));

    Verdict verdict =
        point
            .poll(ENDPOINT, new TransactionId("t1"), new Sha256("a".repeat(64)), Asker.LOCAL)
            .verdict();

    assertThat(((Refused) verdict).reason()).isEqualTo(RefusalReason.RenewalCertificateRevoked);
  }

  /** Knows one enrolment, of which nothing waits. */
  private static final class Ledger extends EnrolmentLedger {
    private final ChallengeView challenge;

    Ledger(ChallengeView challenge) {
      super(null, null, null, null, null);
      this.challenge = challenge;
    }

    @Override
    public Optional<EnrolmentView> find(
        EndpointName endpoint, TransactionId transaction, Sha256 key) {
      return Optional.of(
          new EnrolmentView(
              new EnrolmentId("2".repeat(32)),
              endpoint,
              challenge.id(),
              challenge.binding().orElseThrow().key(),
              "phone-1",
              "phones",
              NOW,
              Optional.empty()));
    }

    @Override
    public Optional<ChallengeView> challengeOf(EnrolmentView enrolment) {
      return Optional.of(challenge);
    }

    @Override
    public Optional<Verdict> waitsFor(EnrolmentView enrolment, Expectation expected, Instant now) {
      return Optional.empty();
    }

    @Override
    public Optional<KeptMessage> messageOf(EnrolmentView enrolment) {
      throw new AssertionError("it goes on");
    }
  }

  /** Tells nobody. */
  private static final class Untold extends VerdictReport {
    Untold() {
      super(null, null, null, null);
    }

    @Override
    public Refused pollRefused(
        EndpointName endpoint, TransactionId transaction, Optional<String> device, Refused why) {
      return why;
    }
  }
}
