package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.UnusableHomeException;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.testing.Logged;

/** Each of NDES's events is logged by number, name and our own words where its fault arises. */
class LoggedEventsTest {
  private static final ScepSettings SETTINGS =
      ScepSettings.from(new SettingsReader(key -> Optional.empty()));
  private static final Endpoint MSCEP = SETTINGS.endpoint("mscep").orElseThrow();
  private static final TestDevice DEVICE = new TestDevice();
  private static final TestRa.Party CA = TestRa.Party.of("CN=CA");

  @TempDir private static Path homes;
  private static TestRa ra;
  private final Behind behind = new Behind();

  @BeforeAll
  static void makeKeys() {
    ra = new TestRa(homes.resolve("whole"), SETTINGS);
  }

  /** Does what the test says. */
  private static final class Behind extends BehindNdes {
    private Optional<RefusalReason> refusal = Optional.empty();
    private boolean isAway;

    Behind() {
      super(CA.der());
    }

    @Override
    public List<CaGeneration> generations() {
      if (isAway) {
        throw new IllegalStateException("connection refused");
      }
      return super.generations();
    }

    @Override
    public Optional<Der> nextAuthority() {
      if (isAway) {
        throw new IllegalStateException("connection refused");
      }
      return Optional.empty();
    }

    @Override
    public Verdict verify(VerificationRequest request) {
      return refusal.isPresent()
          ? new Refused(refusal.get(), "for a reason")
          : new Authorised(authorisation(request));
    }

    @Override
    public Issuance issue(Authorised verdict, CertificationRequest request) {
      return new Unreachable("connection refused");
    }
  }

  @ParameterizedTest
  @EnumSource(NdesEvent.class)
  void each_event_is_logged_where_its_fault_arises(NdesEvent event) {
    try (Logged log = new Logged("scepter.NDES")) {
      letHappen(event);

      assertThat(log.lines()).filteredOn(line -> line.contains(event.text())).hasSize(1);
    }
  }

  // Without a default: an event that is added has to be shown here.
  private void letHappen(NdesEvent event) {
    switch (event) {
      case STARTED -> start();
      case STOPPED -> start().stop();
      case EVENT_MSCEP_FAILED_TO_LOAD, EVENT_MSCEP_FAILED_RA_CERT -> startWithoutKey();
      case NO_CA_CERTIFICATES -> {
        behind.isAway = true;
        assertThat(face().get("mscep", "operation=GetCACert").status()).isEqualTo(503);
      }
      case EVENT_MSCEP_FAIL_TO_DECODE ->
          assertThat(operation().answer(MSCEP, new byte[] {0x30, 0}).status()).isEqualTo(400);
      case EVENT_MSCEP_FAIL_TO_RETRIEVE_INFO -> {
        behind.isAway = true;
        RegistrationAuthority authority = ra.before(behind);
        authority.generations();
        authority.generations();
      }
      case EVENT_MSCEP_FAIL_TO_DECRYPT_INNER ->
          send(DEVICE.message(ra.signing.certificate(), "19", "challenge"));
      case EVENT_MSCEP_NO_PASSWORD -> refuse(RefusalReason.ChallengePasswordMissing);
      case EVENT_MSCEP_INVALID_PASSWORD -> refuse(RefusalReason.ChallengeAlreadyUsed);
      case EVENT_MSCEP_FAIL_SUBMIT ->
          send(DEVICE.message(ra.decryption.certificate(), "19", "challenge"));
    }
  }

  private NdesStart start() {
    NdesStart start =
        new NdesStart(PlatformSettings.from(new SettingsReader(key -> Optional.empty())), SETTINGS);
    start.start();
    return start;
  }

  private void startWithoutKey() {
    Path home = homes.resolve("broken");
    TestRa broken = new TestRa(home, SETTINGS);
    assertThat(home.resolve("ra/signing.p12").toFile().delete()).isTrue();
    assertThatThrownBy(() -> broken.before(behind)).isInstanceOf(UnusableHomeException.class);
  }

  private void refuse(RefusalReason reason) {
    behind.refusal = Optional.of(reason);
    send(DEVICE.message(ra.decryption.certificate(), "19", "challenge"));
  }

  private void send(byte[] message) {
    assertThat(operation().answer(MSCEP, message).status()).isEqualTo(200);
  }

  private PkiOperation operation() {
    return new PkiOperation(
        ra.before(behind), new Enrolling(behind, behind), behind, happening -> {}, () -> "");
  }

  private ScepFace face() {
    RegistrationAuthority authority = ra.before(behind);
    return new ScepFace(
        SETTINGS,
        new CaCertificates(authority, behind),
        new PkiOperation(
            authority, new Enrolling(behind, behind), behind, happening -> {}, () -> ""));
  }

  @ParameterizedTest
  @EnumSource(
      value = RefusalReason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TemporarilyUnavailable"})
  void each_refusal_is_logged_with_its_event_and_its_exact_reason(RefusalReason reason) {
    try (Logged log = new Logged("scepter.NDES")) {
      refuse(reason);

      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARNING PKIOperation at mscep transaction A1 ")
          .contains(reason + ": for a reason; " + Denial.of(reason).event().text());
    }
  }

  @Test
  void who_cannot_be_decided_about_now_is_to_send_the_same_again() {
    try (Logged log = new Logged("scepter.NDES")) {
      behind.refusal = Optional.of(RefusalReason.TemporarilyUnavailable);
      Answer answer =
          operation().answer(MSCEP, DEVICE.message(ra.decryption.certificate(), "19", "challenge"));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("ERROR PKIOperation at mscep transaction A1 ")
          .contains("503")
          .contains("for a reason");
    }
  }

  @Test
  void a_ca_that_is_away_is_told_of_once_however_often_devices_ask_for_the_next_one() {
    ScepFace face = face();
    try (Logged log = new Logged("scepter.NDES")) {
      for (boolean isAway : List.of(true, true, true, false, true)) {
        behind.isAway = isAway;
        face.get("mscep", "operation=GetCACaps");
      }

      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARNING GetNextCACert: "))
          .hasSize(2);
    }
  }

  @Test
  void a_message_that_was_cut_on_its_way_is_an_event_as_well() {
    try (Logged log = new Logged("scepter.NDES")) {
      ScepFace face = face();
      face.get("mscep", "operation=PKIOperation&message=MIIB%2");
      face.get("mscep", "operation=PKIOperation");
      face.post(
          "mscep",
          "operation=PKIOperation",
          new ByteArrayInputStream(new byte[0]),
          SETTINGS.maxMessageBytes() + 1L);
      face.get("elsewhere", "operation=PKIOperation&message=MIIB");

      assertThat(log.lines())
          .hasSize(4)
          .allMatch(line -> line.contains(" turned away with status "))
          .filteredOn(line -> line.contains(NdesEvent.EVENT_MSCEP_FAIL_TO_DECODE.text()))
          .hasSize(3);
    }
  }
}
