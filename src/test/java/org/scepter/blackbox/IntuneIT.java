package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.OnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.outside.Heard;
import org.scepter.testing.outside.IntuneSimulator;
import org.scepter.testing.outside.ManagedDevice;
import org.scepter.testing.outside.Trouble;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** Endpoints whose authority is Intune, before a simulator of it. */
@OnServer
class IntuneIT {
  private static final int BAD_REQUEST = 2;

  private static IntuneSimulator intune;

  private final TestServer server = TestServer.running();

  @BeforeAll
  static void startIntune() {
    intune =
        new IntuneSimulator(
            Integer.getInteger("scepter.test.intune-port"), IntuneSimulator.secretOfTheTests());
  }

  @AfterAll
  static void stopIntune() {
    intune.close();
  }

  @BeforeEach
  void forget() {
    intune.forget();
  }

  private ManagedDevice device() {
    return ManagedDevice.of(server, "intune", intune::challenge);
  }

  private static JsonObject only(String path) {
    List<Heard> heard = intune.heard(path);
    assertThat(heard).as(path).hasSize(1);
    return heard.get(0).json().getJsonObject("notification");
  }

  private List<JsonObject> audit(PkiMessage message) {
    return AuditLog.of(server.site()).entriesFor(message.transactionId());
  }

  private List<JsonObject> certificatesOf(ManagedDevice device) {
    return server
        .site()
        .items(
            "certificates?subject=" + URLEncoder.encode(device.subject(), StandardCharsets.UTF_8));
  }

  @Test
  void a_device_gets_its_certificate_and_intune_hears_of_it() {
    ManagedDevice device = device();
    X509Certificate certificate = device.enrol().certificate();

    assertThat(certificate.getPublicKey()).isEqualTo(device.key().getPublic());
    JsonObject told = only(IntuneSimulator.SUCCEEDED);
    assertThat(told.getString("certificateThumbprint"))
        .isEqualTo(ManagedDevice.thumbprint(certificate));
    assertThat(told.getString("certificateSerialNumber"))
        .isEqualToIgnoringCase(ManagedDevice.serial(certificate));
    assertThat(Instant.parse(told.getString("certificateExpirationDateUtc")))
        .isEqualTo(certificate.getNotAfter().toInstant());
    assertThat(intune.heard(IntuneSimulator.FAILED)).isEmpty();
  }

  @Test
  void who_asks_again_gets_the_same_certificate_and_intune_is_asked_once() {
    ManagedDevice device = device();
    X509Certificate first = device.enrol().certificate();

    assertThat(device.enrol().certificate()).isEqualTo(first);
    assertThat(intune.heard(IntuneSimulator.VALIDATE)).hasSize(1);
    assertThat(intune.heard(IntuneSimulator.SUCCEEDED)).hasSize(1);
  }

  @Test
  void another_key_gets_nothing_for_the_same_challenge_and_raises_the_alarm() {
    ManagedDevice device = device();
    device.enrol().certificate();
    PkiMessage stolen = device.with(TestKeys.rsa()).message();

    device.scep().post(stolen).requireFailure(BAD_REQUEST);

    assertThat(audit(stolen)).anySatisfy(AuditLog::requireAlarm);
    assertThat(intune.heard(IntuneSimulator.VALIDATE)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unknown",
        "CertificateRequestDecodingFailed",
        "ChallengePasswordMissing",
        "ChallengeDeserializationError",
        "ChallengeDecryptionError",
        "ChallengeDecodingError",
        "ChallengeInvalidTimestamp",
        "ChallengeExpired",
        "SubjectNameMissing",
        "SubjectNameMismatch",
        "SubjectAltNameMissing",
        "SubjectAltNameMismatch",
        "KeyUsageMismatch",
        "KeyLengthMismatch",
        "EnhancedKeyUsageMissing",
        "EnhancedKeyUsageMismatch",
        "AadKeyIdentifierListMissing",
        "RegisteredKeyMismatch",
        "SigningCertThumbprintMismatch",
        "ScepProfileNoLongerTargetedToTheClient",
        "SignatureValidationFailed",
        "BadCertificateRequestIdInChallenge",
        "BadDeviceIdInChallenge",
        "BadUserIdInChallenge",
        "AddedNextYear"
      })
  void each_code_is_a_failure_for_the_device_and_is_told_back(String code) {
    ManagedDevice device = device();
    PkiMessage message = device.message();
    intune.answering(IntuneSimulator.VALIDATE, code);

    CertRep answer = device.scep().post(message).requireFailure(BAD_REQUEST);

    JsonObject told = only(IntuneSimulator.FAILED);
    assertThat(told.getString("transactionId")).isEqualTo(message.transactionId());
    assertThat((int) told.getJsonNumber("hResult").longValue())
        .as("the number that the device shows")
        .isEqualTo(answer.hresult().orElseThrow());
    assertThat(told.getString("errorDescription")).contains(code);
    assertThat(audit(message)).anySatisfy(entry -> assertThat(entry.toString()).contains(code));
    assertThat(intune.heard(IntuneSimulator.SUCCEEDED)).isEmpty();
    assertThat(device.enrol().isSuccess()).as("the challenge was not burnt").isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"STATUS_401"})
  void no_trouble_at_intune_is_taken_for_a_yes(Trouble trouble) {
    ManagedDevice device = device();
    intune.trouble(IntuneSimulator.VALIDATE, trouble);

    device.requireUnavailable(device.message());

    assertThat(intune.heard(IntuneSimulator.SUCCEEDED)).isEmpty();
    assertThat(device.enrol().isSuccess()).as("the device may ask again").isTrue();
  }

  @Test
  void a_token_that_intune_no_longer_takes_is_replaced_once() {
    device().enrol().certificate();
    intune.forget();
    intune.expireTokens();

    device().enrol().certificate();

    assertThat(intune.heard(IntuneSimulator.TOKEN)).hasSize(1);
    assertThat(intune.heard(IntuneSimulator.VALIDATE)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"SILENCE", "STATUS_500", "MALFORMED"})
  void a_certificate_is_handed_out_only_after_intune_has_taken_note(Trouble trouble) {
    ManagedDevice device = device();
    PkiMessage message = device.message();
    intune.trouble(IntuneSimulator.SUCCEEDED, trouble, trouble);

    assertThat(device.scep().post(message).status()).isEqualTo(CertRep.PENDING);
    assertThat(device.poll(message).status()).isEqualTo(CertRep.PENDING);
    X509Certificate certificate = device.poll(message).certificate();

    assertThat(certificate.getPublicKey()).isEqualTo(device.key().getPublic());
    assertThat(device.poll(message).certificate()).isEqualTo(certificate);
    assertThat(intune.heard(IntuneSimulator.VALIDATE)).hasSize(1);
    assertThat(intune.heard(IntuneSimulator.SUCCEEDED)).as("two failed, one taken").hasSize(3);
    assertThat(audit(message))
        .anySatisfy(entry -> assertThat(entry.toString()).contains("NotDelivered"));
  }

  @Test
  void a_certificate_that_intune_will_not_have_is_revoked_and_never_handed_out() {
    ManagedDevice device = device();
    intune.answering(IntuneSimulator.SUCCEEDED, "ScepProfileNoLongerTargetedToTheClient");

    device.enrol().requireFailure(BAD_REQUEST);
    device.enrol().requireFailure(BAD_REQUEST);

    assertThat(intune.heard(IntuneSimulator.SUCCEEDED)).hasSize(1);
    assertThat(certificatesOf(device)).singleElement().asString().contains("cessationOfOperation");
  }

  @Test
  void without_a_challenge_intune_is_not_asked() {
    ManagedDevice device = device();

    device.scep().post(device.message(device.csr().withoutChallenge())).requireFailure(BAD_REQUEST);

    assertThat(intune.heard(IntuneSimulator.VALIDATE)).isEmpty();
  }

  @Test
  void names_outside_the_endpoints_patterns_are_refused_whatever_intune_says() {
    ManagedDevice device = device().named("CN=x,O=Elsewhere", intune::challenge);

    device.enrol().requireFailure(BAD_REQUEST);

    assertThat(only(IntuneSimulator.FAILED).getString("errorDescription"))
        .startsWith("SubjectNameMismatch");
  }

  @Test
  void a_sid_that_intune_let_pass_is_refused_unless_the_endpoint_trusts_it() {
    String sid = "S-1-5-21-1-2-3-500";
    device().withSid(sid).enrol().requireFailure(BAD_REQUEST);
    assertThat(only(IntuneSimulator.FAILED).getString("errorDescription"))
        .startsWith("SecurityIdentifierMismatch");

    ManagedDevice trusted =
        ManagedDevice.of(server, "accounts", intune::challenge).plain(intune::challenge);
    assertThat(ManagedDevice.sid(trusted.withSid(sid).enrol().certificate())).contains(sid);
  }

  @Test
  void a_device_renews_with_a_new_challenge_and_its_old_certificate() {
    ManagedDevice device = device();
    X509Certificate old = device.enrol().certificate();
    KeyPair fresh = TestKeys.rsa();
    ManagedDevice renewed = device.with(fresh).challenged(intune::challenge);

    CertRep answer =
        device.scep().post(renewed.renewal(new Signer(device.key().getPrivate(), old)));

    assertThat(answer.certificate().getPublicKey()).isEqualTo(fresh.getPublic());
    assertThat(intune.heard(IntuneSimulator.VALIDATE)).hasSize(2);
  }

  @Test
  void an_old_certificate_without_a_challenge_renews_nothing() {
    ManagedDevice device = device();
    X509Certificate old = device.enrol().certificate();
    ManagedDevice renewed = device.with(TestKeys.rsa());

    device
        .scep()
        .post(
            renewed.renewal(
                renewed.csr().withoutChallenge(), new Signer(device.key().getPrivate(), old)))
        .requireFailure(BAD_REQUEST);
  }

  @Test
  void a_strangers_signature_over_a_devices_request_is_refused_before_intune_is_asked() {
    ManagedDevice device = device();
    KeyPair other = TestKeys.rsa();

    device
        .scep()
        .post(device.renewal(Signer.selfSigned(other, "CN=stranger")))
        .requireFailure(BAD_REQUEST);

    assertThat(intune.heard(IntuneSimulator.VALIDATE)).isEmpty();
  }
}
