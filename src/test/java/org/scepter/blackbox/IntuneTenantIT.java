package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.scepter.testing.Eventually;
import org.scepter.testing.OwnServer;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.TestServer;
import org.scepter.testing.outside.Heard;
import org.scepter.testing.outside.IntuneSimulator;
import org.scepter.testing.outside.ManagedDevice;
import org.scepter.testing.outside.Trouble;

/**
 * A server whose Intune asks for revocations, and whose devices do not wait for Intune's notice.
 */
@EnabledIf("isPossible")
class IntuneTenantIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static IntuneSimulator intune;
  private static OwnServer owned;
  private static TestServer server;

  static boolean isPossible() {
    return OwnServer.isPossible();
  }

  @BeforeAll
  static void start() {
    intune = new IntuneSimulator(0, IntuneSimulator.secretOfTheTests());
    owned =
        OwnServer.prepare(Path.of("target/intune-tenant"))
            .with("scepter.intune.login-url", intune.url().toString())
            .with("scepter.intune.graph-url", intune.url().toString())
            .with("scepter.intune.deliver-after-notice", "false")
            .with("scepter.intune.revocation-interval", "PT2S")
            .with("scepter.intune.revocation-batch", "2");
    server = owned.start();
  }

  @AfterAll
  static void stop() {
    owned.close();
    intune.close();
  }

  private static ManagedDevice device() {
    return ManagedDevice.of(server, "intune", intune::challenge);
  }

  private static List<JsonObject> results() {
    return intune.heard(IntuneSimulator.UPLOAD).stream()
        .map(Heard::json)
        .map(body -> body.getJsonArray("results"))
        .flatMap(all -> all.getValuesAs(JsonObject.class).stream())
        .toList();
  }

  private static JsonObject resultOf(String serial) {
    return Eventually.get(
        "the result for " + serial,
        SOON,
        () ->
            results().stream()
                .filter(each -> each.getString("requestContext").equals("context of " + serial))
                .findFirst());
  }

  private static boolean isListed(X509Certificate certificate) {
    return PublishedCrl.of(server, certificate).crl().isRevoked(certificate);
  }

  @Test
  void what_intune_wants_revoked_is_revoked_and_reported() {
    X509Certificate certificate = device().enrol().certificate();
    String serial = ManagedDevice.serial(certificate);
    intune.revoke(serial);

    JsonObject result = resultOf(serial);

    assertThat(result.getBoolean("succeeded")).isTrue();
    assertThat(result.getString("errorCode")).isEqualTo("0");
    Eventually.until("the CRL names it", SOON, () -> isListed(certificate));

    intune.forget();
    intune.revoke(serial);
    assertThat(resultOf(serial).getBoolean("succeeded")).as("once more").isTrue();
  }

  @Test
  void what_was_not_issued_for_intune_is_not_revoked() {
    String other = server.scep().caCertificates().signing().getSerialNumber().toString(16);
    intune.revoke(other);
    intune.revoke(BigInteger.TEN.pow(20).toString(16));
    intune.revoke("no serial");

    assertThat(resultOf(other).getString("errorCode")).isEqualTo("4004");
    assertThat(resultOf(BigInteger.TEN.pow(20).toString(16)).getString("errorCode"))
        .isEqualTo("4004");
    assertThat(resultOf("no serial").getString("errorCode")).isEqualTo("4002");
  }

  @Test
  void an_intune_that_is_away_for_a_while_is_asked_again() {
    X509Certificate certificate = device().enrol().certificate();
    String serial = ManagedDevice.serial(certificate);
    intune.trouble(
        IntuneSimulator.DOWNLOAD, Trouble.STATUS_500, Trouble.MALFORMED, Trouble.STATUS_401);
    intune.revoke(serial);

    assertThat(resultOf(serial).getBoolean("succeeded")).isTrue();
  }

  @Test
  void where_no_notice_is_awaited_a_device_gets_its_certificate_all_the_same() {
    ManagedDevice device = device();
    intune.trouble(IntuneSimulator.SUCCEEDED, Trouble.STATUS_503);

    assertThat(device.enrol().isSuccess()).isTrue();

    intune.answering(IntuneSimulator.SUCCEEDED, "ChallengeExpired");
    assertThat(device().enrol().isSuccess()).isTrue();
  }
}
