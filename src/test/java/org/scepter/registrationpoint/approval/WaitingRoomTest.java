package org.scepter.registrationpoint.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.store.WaitingStore;

class WaitingRoomTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final EnrolmentView ENROLMENT =
      new EnrolmentView(
          new EnrolmentId("0".repeat(32)),
          new EndpointName("mscep"),
          new ChallengeId("1".repeat(32)),
          new Sha256("2".repeat(64)),
          "phone-1",
          "phones",
          NOW,
          Optional.empty());

  private final WaitingRoom room =
      new WaitingRoom(
          new WaitingStore() {
            @Override
            public Optional<WaitingRequest> byId(EnrolmentId id) {
              return Optional.empty();
            }
          },
          null,
          null);

  private static Expectation expected(boolean approval) throws UnreadableException {
    return new Expectation(
        new EndpointName("mscep"),
        "phone-1",
        "phones",
        new TemplateName("ScepterDevice"),
        1,
        SubjectName.parse("CN=phone-1"),
        List.of(),
        Optional.empty(),
        KeyUsageMask.GENERAL_PURPOSE,
        List.of(),
        PublicKeyInfo.Algorithm.RSA,
        2048,
        Period.ofYears(1),
        approval,
        Duration.ofMinutes(1));
  }

  @Test
  void what_needs_approval_does_not_go_on_because_nothing_waits() throws Exception {
    assertThat(room.obstacle(ENROLMENT, expected(true), NOW))
        .hasValueSatisfying(
            verdict ->
                assertThat(((Refused) verdict).reason()).isEqualTo(RefusalReason.RequestExpired));
    assertThat(room.obstacle(ENROLMENT, expected(false), NOW)).isEmpty();
  }
}
