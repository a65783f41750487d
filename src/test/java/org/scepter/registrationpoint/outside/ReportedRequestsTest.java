package org.scepter.registrationpoint.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.ScepterHome;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeMac;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.ExpectedPhone;
import org.scepter.registrationpoint.store.ChallengeStore;
import org.scepter.registrationpoint.store.EnrolmentStore;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

/** A node says what became of an enrolment, but not of which request. */
class ReportedRequestsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final EndpointName ENDPOINT = new EndpointName("mscep");
  private static final EnrolmentId ENROLMENT = new EnrolmentId("0".repeat(32));
  private static final ChallengeId CHALLENGE = new ChallengeId("1".repeat(32));
  private static final ChallengeId OTHER = new ChallengeId("2".repeat(32));
  private static final KeyPair KEY = TestKeys.rsa();

  @TempDir private static Path home;
  private ChallengeMac macs;
  private ReportedRequests requests;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(home.resolve("secrets"));
    Files.writeString(home.resolve(ScepterHome.MARKER), "version=" + ScepterHome.LAYOUT_VERSION);
    Files.write(home.resolve("secrets/hmac.key"), new byte[32]);
    macs = new ChallengeMac(ScepterHome.open(home));
    requests = new ReportedRequests(new Enrolments(), new Challenges(), macs);
  }

  private static final class Enrolments extends EnrolmentStore {
    @Override
    public Optional<EnrolmentView> byId(EnrolmentId id) {
      return id.equals(ENROLMENT)
          ? Optional.of(
              new EnrolmentView(
                  ENROLMENT,
                  ENDPOINT,
                  CHALLENGE,
                  request(KEY, "mine").publicKey().digest(),
                  "intune:phone-1",
                  "intune:mscep",
                  NOW,
                  Optional.empty()))
          : Optional.empty();
    }
  }

  /** Knows two challenges. */
  private final class Challenges extends ChallengeStore {
    @Override
    public Optional<ChallengeView> byMac(EndpointName endpoint, Sha256 mac) {
      if (mac.equals(macs.ofOutside(ENDPOINT, ChallengePassword.of("mine")))) {
        return Optional.of(challenge(CHALLENGE));
      }
      return mac.equals(macs.ofOutside(ENDPOINT, ChallengePassword.of("another's")))
          ? Optional.of(challenge(OTHER))
          : Optional.empty();
    }
  }

  private static ChallengeView challenge(ChallengeId id) {
    return new ChallengeView(
        id,
        ChallengeState.CONSUMED,
        ExpectedPhone.usual(),
        NOW,
        NOW.plusSeconds(60),
        NOW,
        Optional.of(new ChallengeView.Binding(request(KEY, "mine").publicKey().digest(), NOW)),
        Optional.empty());
  }

  private static CertificationRequest request(KeyPair key, String challenge) {
    try {
      return CertificationRequest.read(Csr.of(key, "CN=phone-1").challenge(challenge).der());
    } catch (UnreadableException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Report> told(EnrolmentId id, String endpoint, CertificationRequest request) {
    return requests.of(
        new Outcome(
            id,
            new EndpointName(endpoint),
            new TransactionId("T1"),
            new Pending(Duration.ZERO),
            Optional.empty(),
            Optional.of(request)));
  }

  @Test
  void the_request_with_the_enrolments_key_and_challenge_is_reported() {
    CertificationRequest request = request(KEY, "mine");

    assertThat(told(ENROLMENT, "mscep", request))
        .contains(new Report(ENDPOINT, new TransactionId("T1"), request));
  }

  @Test
  void another_devices_challenge_is_not() {
    assertThat(told(ENROLMENT, "mscep", request(KEY, "another's"))).isEmpty();
    assertThat(told(ENROLMENT, "mscep", request(KEY, "nobody's"))).isEmpty();
  }

  @Test
  void nor_another_key() {
    assertThat(told(ENROLMENT, "mscep", request(TestKeys.rsa(), "mine"))).isEmpty();
  }

  @Test
  void nor_what_belongs_to_another_enrolment() {
    CertificationRequest request = request(KEY, "mine");

    assertThat(told(new EnrolmentId("3".repeat(32)), "mscep", request)).isEmpty();
    assertThat(told(ENROLMENT, "other", request)).isEmpty();
  }
}
