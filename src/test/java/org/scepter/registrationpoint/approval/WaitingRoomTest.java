package org.scepter.registrationpoint.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.ExpectedPhone;
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

  @Test
  void what_needs_approval_does_not_go_on_because_nothing_waits() throws Exception {
    assertThat(room.obstacle(ENROLMENT, ExpectedPhone.with("ScepterDevice", true), NOW))
        .hasValueSatisfying(
            verdict ->
                assertThat(((Refused) verdict).reason()).isEqualTo(RefusalReason.RequestExpired));
    assertThat(room.obstacle(ENROLMENT, ExpectedPhone.with("ScepterDevice", false), NOW)).isEmpty();
  }
}
