package org.scepter.registrationpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectName;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.approval.PresentedRequest;

class EnrolmentLedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Thumbprint CA = new Thumbprint("a".repeat(40));
  private static final SerialNumber RENEWED = SerialNumber.parse("1f");
  private static final RegistrationPointSettings SETTINGS =
      RegistrationPointSettings.from(new SettingsReader(key -> Optional.empty()));

  // A first request is recorded as authorised already, so that no store is asked.
  private static Authorisation authorise(Optional<Thumbprint> ca) {
    EndpointName endpoint = new EndpointName("mscep");
    Sha256 key = Sha256.of(new byte[] {1});
    EnrolmentView enrolment =
        new EnrolmentView(
            new EnrolmentId("0".repeat(32)),
            endpoint,
            new ChallengeId("1".repeat(32)),
            key,
            "phone-1",
            "wifi",
            NOW,
            Optional.empty());
    return new EnrolmentLedger(null, null, null, SETTINGS, new SecureRandom())
        .authorise(
            enrolment,
            ExpectedPhone.usual(),
            Optional.of(RENEWED),
            new TransactionId("A1"),
            new PresentedRequest(Sha256.of(new byte[] {2}), ca),
            Asker.LOCAL,
            NOW);
  }

  @Test
  void the_ca_under_whose_ra_a_request_came_is_to_issue() {
    assertThat(authorise(Optional.of(CA)).issuingCa()).contains(CA);
    assertThat(authorise(Optional.empty()).issuingCa()).isEmpty();
  }

  @Test
  void the_key_alone_is_taken_from_the_request() throws UnreadableException {
    Authorisation authorised = authorise(Optional.of(CA));
    assertThat(authorised.requestDigest()).isEqualTo(Sha256.of(new byte[] {2}));
    assertThat(authorised.keyDigest()).isEqualTo(Sha256.of(new byte[] {1}));
    assertThat(authorised.renewedSerial()).contains(RENEWED);
    assertThat(authorised.subject()).isEqualTo(SubjectName.parse("CN=phone-1"));
  }
}
