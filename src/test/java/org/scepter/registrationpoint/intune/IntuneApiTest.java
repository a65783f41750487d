package org.scepter.registrationpoint.intune;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.outside.OutsideAnswer;
import org.scepter.registrationpoint.outside.Report;
import org.scepter.testing.Logged;
import org.scepter.testing.SetClock;
import org.scepter.testing.outside.IntuneSimulator;
import org.scepter.testing.outside.Trouble;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

/** The client of Intune against the simulator. */
class IntuneApiTest {
  private static final String SUBJECT = "CN=phone-1,O=Example";

  @TempDir private Path directory;
  private final Map<String, String> written = new HashMap<>();
  private final SetClock time = new SetClock(Instant.parse("2026-06-01T12:00:00Z"));
  private IntuneSimulator intune;
  private IntuneAuthority authority;
  private IntuneCaller caller;

  @BeforeEach
  void start() throws Exception {
    intune = new IntuneSimulator(0, "the secret, 100% right");
    Path secret = directory.resolve("client.secret");
    Files.writeString(secret, "the secret, 100% right\n");
    written.put("scepter.scep.endpoint.mscep.authority", "intune");
    written.put("scepter.intune.tenant", IntuneSimulator.TENANT);
    written.put("scepter.intune.client-id", IntuneSimulator.CLIENT);
    written.put("scepter.intune.client-secret-file", secret.toString());
    written.put("scepter.intune.login-url", intune.url().toString());
    written.put("scepter.intune.graph-url", intune.url().toString());
    written.put("scepter.intune.request-timeout", "PT1S");
    connect();
  }

  private void connect() {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(written.get(key)));
    IntuneSettings settings = IntuneSettings.from(reader);
    assertThat(reader.faults()).isEmpty();
    caller = new IntuneCaller(settings, time);
    authority = new IntuneAuthority(settings, caller);
  }

  @AfterEach
  void stop() {
    intune.close();
  }

  private Report report(String challenge) {
    try {
      return new Report(
          new EndpointName("mscep"),
          new TransactionId("T1"),
          CertificationRequest.read(Csr.of(TestKeys.rsa(), SUBJECT).challenge(challenge).der()));
    } catch (UnreadableException e) {
      throw new IllegalStateException(e);
    }
  }

  private OutsideAnswer judge() {
    return authority.judge(report(intune.challenge(SUBJECT)));
  }

  private void requireSilent(OutsideAnswer answer) {
    assertThat(answer).isInstanceOf(OutsideAnswer.Silent.class);
  }

  @Test
  void a_request_that_intune_knows_is_agreed_to() {
    assertThat(judge()).isEqualTo(OutsideAnswer.Agreed.AS_ASKED);
    assertThat(intune.heard(IntuneSimulator.VALIDATE))
        .singleElement()
        .satisfies(
            heard ->
                assertThat(heard.json().getJsonObject("request").getString("transactionId"))
                    .isEqualTo("T1"));
  }

  @Test
  void a_request_with_other_names_is_denied() {
    assertThat(authority.judge(report(intune.challenge("CN=another"))))
        .isInstanceOfSatisfying(
            OutsideAnswer.Denied.class,
            denied ->
                assertThat(denied.why().reason()).isEqualTo(RefusalReason.SubjectNameMismatch));
  }

  @Test
  void tokens_and_addresses_are_asked_for_once() {
    judge();
    judge();

    assertThat(intune.heard(IntuneSimulator.TOKEN)).as("Graph's and Intune's").hasSize(2);
    assertThat(intune.heard(IntuneSimulator.DISCOVERY)).hasSize(1);
    assertThat(intune.heard(IntuneSimulator.VALIDATE)).hasSize(2);
  }

  @Test
  void a_token_is_replaced_before_it_ends_and_addresses_when_they_are_old() {
    judge();
    time.pass(Duration.ofMinutes(59));
    judge();
    assertThat(intune.heard(IntuneSimulator.TOKEN)).hasSize(3);

    time.pass(Duration.ofDays(1));
    judge();
    assertThat(intune.heard(IntuneSimulator.DISCOVERY)).hasSize(2);
  }

  @Test
  void a_token_that_is_refused_is_replaced_once() {
    judge();
    intune.expireTokens();

    assertThat(judge()).isEqualTo(OutsideAnswer.Agreed.AS_ASKED);
    assertThat(intune.heard(IntuneSimulator.TOKEN)).hasSize(3);
    assertThat(intune.heard(IntuneSimulator.VALIDATE)).hasSize(3);
  }

  @Test
  void a_second_refusal_of_the_token_is_no_answer() {
    intune.trouble(IntuneSimulator.VALIDATE, Trouble.STATUS_401, Trouble.STATUS_401);

    requireSilent(judge());
    assertThat(intune.heard(IntuneSimulator.VALIDATE)).hasSize(2);
  }

  @Test
  void after_a_failure_the_addresses_are_asked_for_anew() {
    judge();
    intune.trouble(IntuneSimulator.VALIDATE, Trouble.STATUS_404);
    requireSilent(judge());

    assertThat(judge()).isEqualTo(OutsideAnswer.Agreed.AS_ASKED);
    assertThat(intune.heard(IntuneSimulator.DISCOVERY)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"STATUS_401"})
  void no_trouble_is_taken_for_a_yes(Trouble trouble) {
    intune.trouble(IntuneSimulator.VALIDATE, trouble);

    requireSilent(judge());
    assertThat(judge()).as("and it passes").isEqualTo(OutsideAnswer.Agreed.AS_ASKED);
  }

  @ParameterizedTest
  @EnumSource(value = Trouble.class)
  void nor_where_tokens_come_from(Trouble trouble) {
    intune.trouble(IntuneSimulator.TOKEN, trouble);

    requireSilent(judge());
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"STATUS_401"})
  void nor_where_addresses_come_from(Trouble trouble) {
    intune.trouble(IntuneSimulator.DISCOVERY, trouble);

    requireSilent(judge());
  }

  @Test
  void a_server_that_is_not_there_is_no_answer() {
    intune.close();

    requireSilent(judge());
  }

  @Test
  void the_secret_is_read_anew_for_each_token() throws Exception {
    Files.writeString(directory.resolve("client.secret"), "yesterday's");
    requireSilent(judge());

    Files.writeString(directory.resolve("client.secret"), "the secret, 100% right");
    assertThat(judge()).isEqualTo(OutsideAnswer.Agreed.AS_ASKED);
  }

  @Test
  void a_failure_is_told_with_its_number_and_a_short_text() {
    authority.failed(
        report(intune.challenge(SUBJECT)),
        new Refused(RefusalReason.KeyLengthMismatch, "x".repeat(600)));

    assertThat(intune.heard(IntuneSimulator.FAILED))
        .singleElement()
        .satisfies(
            heard -> {
              var notification = heard.json().getJsonObject("notification");
              assertThat(notification.getJsonNumber("hResult").longValue()).isEqualTo(0x80094811L);
              assertThat(notification.getString("errorDescription"))
                  .startsWith("KeyLengthMismatch: ")
                  .hasSize(255);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://intune.example", "ftp://localhost", "https://a@b.example?x"})
  void an_address_to_which_no_secret_may_be_sent_is_a_fault(String address) {
    written.put("scepter.intune.login-url", address);
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(written.get(key)));

    IntuneSettings.from(reader);

    assertThat(reader.faults()).singleElement().asString().startsWith("scepter.intune.login-url: ");
  }

  @Test
  void an_intune_endpoint_without_a_tenant_stops_the_deployment() {
    SettingsReader reader =
        new SettingsReader(
            key ->
                key.equals("scepter.scep.endpoint.mscep.authority")
                    ? Optional.of("intune")
                    : Optional.empty());

    IntuneSettings.from(reader);

    assertThat(reader.faults())
        .extracting(fault -> fault.substring(0, fault.indexOf(':')))
        .containsExactly(
            "scepter.intune.tenant",
            "scepter.intune.client-id",
            "scepter.intune.client-secret-file");
  }

  @Test
  void without_an_intune_endpoint_nothing_is_needed() {
    SettingsReader reader = new SettingsReader(key -> Optional.empty());

    assertThat(IntuneSettings.from(reader).isUsed()).isFalse();
    assertThat(reader.faults()).isEmpty();
  }

  @Test
  void revocations_are_fetched_in_batches_and_their_results_told() throws Exception {
    IntuneTenant tenant = new IntuneTenant(caller.api());
    intune.revoke("0A");
    intune.revoke("0B");

    assertThat(tenant.orders(1)).containsExactly(new RevocationOrder("context of 0A", "0A"));
    assertThat(tenant.orders(5)).extracting(RevocationOrder::serial).containsExactly("0B");
    assertThat(tenant.orders(5)).isEmpty();
    assertThat(
            tenant.tell(
                List.of(
                    new RevocationResult("context of 0A", RevocationFault.NONE),
                    new RevocationResult("context of 0B", RevocationFault.CERTIFICATE_NOT_FOUND))))
        .isTrue();
    assertThat(intune.heard(IntuneSimulator.UPLOAD).get(0).json().getJsonArray("results"))
        .extracting(result -> result.asJsonObject().getString("errorCode"))
        .containsExactly("0", "4004");
  }

  @Test
  void no_secret_is_in_the_log() {
    String challenge = intune.challenge("CN=another");
    try (Logged log = new Logged("scepter.CRP")) {
      authority.judge(report(challenge));

      assertThat(log.lines()).isNotEmpty();
      assertThat(String.join("\n", log.lines()))
          .contains("SubjectNameMismatch")
          .doesNotContain(challenge.substring(0, 40))
          .doesNotContain("MII");
    }
    assertThat(List.of(authority.toString())).noneMatch(text -> text.contains("100% right"));
  }
}
