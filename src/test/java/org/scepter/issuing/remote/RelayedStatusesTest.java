package org.scepter.issuing.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.IssuingSettings;
import org.scepter.issuing.status.Responders;
import org.scepter.issuing.status.Standing;
import org.scepter.issuing.status.StatusAnswer;
import org.scepter.issuing.status.StatusResponder;
import org.scepter.issuing.status.StatusSettings;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.InsideDouble;
import org.scepter.testing.OcspRequests;
import org.scepter.testing.SetClock;

/** OCSP answers that a node in front fetches for whoever asks. */
class RelayedStatusesTest {
  private static final SettingsReader NO_SETTINGS = new SettingsReader(key -> Optional.empty());
  private static final KeyHolders KEYS = KeyHolders.by(new BouncyCastleProvider());

  @TempDir private static Path directory;
  private static ScepterHome home;
  private static X509Certificate ca;

  private final SetClock clock = new SetClock(Instant.now());
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicBoolean isAway = new AtomicBoolean();
  private InsideDouble inside;
  private RelayedStatuses relay;

  @BeforeAll
  static void makeHome() {
    home = InsideDouble.home(directory.resolve("home"));
    ca = home.key("ca/issuing.p12").certificate();
  }

  @BeforeEach
  void open() {
    inside = new InsideDouble(home);
    StatusResponder responder =
        new StatusResponder(
            new AuthorityKeys(home, KEYS, clock),
            new Responders(home, KEYS.verifying(), KEYS, clock),
            RelayedStatusesTest::allGood,
            StatusSettings.from(NO_SETTINGS),
            IssuingSettings.from(NO_SETTINGS),
            clock);
    URI url = inside.serving(exchange -> answer(exchange, responder));
    Map<String, String> settings = Map.of(CertificateAuthorities.URLS, url.toString());
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    relay = new RelayedStatuses(new CertificateAuthorities(reader, home, clock), clock);
  }

  @AfterEach
  void close() {
    inside.close();
  }

  private static Map<SerialNumber, Standing> allGood(
      Thumbprint issuer, Collection<SerialNumber> serials, Instant now) {
    Map<SerialNumber, Standing> all = new HashMap<>();
    serials.forEach(serial -> all.put(serial, Standing.good()));
    return all;
  }

  private void answer(HttpExchange exchange, StatusResponder responder) throws IOException {
    asked.incrementAndGet();
    assertThat(exchange.getRequestURI().getPath()).isEqualTo("/node/ca/ocsp");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
    if (isAway.get()) {
      InsideDouble.answer(exchange, 503, "text/plain", "away");
      return;
    }
    byte[] response = responder.answer(Base64.getDecoder().decode(body)).response().bytes();
    exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
    exchange.sendResponseHeaders(200, response.length);
    exchange.getResponseBody().write(response);
    exchange.close();
  }

  private static byte[] plain(long serial) {
    return OcspRequests.about(ca, BigInteger.valueOf(serial));
  }

  private static byte[] withNonce(long serial) {
    return OcspRequests.about(ca, BigInteger.valueOf(serial), (byte) 1, (byte) 2);
  }

  @Test
  void everybodys_answer_is_asked_for_once_a_minute() {
    StatusAnswer first = relay.answer(plain(7));
    assertThat(first.isSharedAt(clock.instant())).isTrue();
    clock.pass(Duration.ofSeconds(59));
    assertThat(relay.answer(plain(7))).isEqualTo(first);
    assertThat(asked).hasValue(1);

    clock.pass(Duration.ofSeconds(2));
    relay.answer(plain(7));
    relay.answer(plain(8));
    assertThat(asked).hasValue(3);
  }

  @Test
  void an_answer_to_a_nonce_is_asked_for_each_time_and_kept_for_nobody() {
    StatusAnswer answer = relay.answer(withNonce(7));
    relay.answer(withNonce(7));

    assertThat(answer.shared()).isEmpty();
    assertThat(answer.isAuthoritative()).isTrue();
    assertThat(asked).hasValue(2);
  }

  @Test
  void while_the_inside_is_away_an_answer_serves_until_it_ends() {
    StatusAnswer first = relay.answer(plain(7));
    isAway.set(true);
    clock.set(first.shared().orElseThrow().nextUpdate().minusSeconds(1));
    assertThat(relay.answer(plain(7))).isEqualTo(first);

    clock.pass(Duration.ofSeconds(1));
    assertThat(relay.answer(plain(7))).isEqualTo(StatusAnswer.Refusal.TRY_LATER.answer());
    assertThat(relay.answer(withNonce(7))).isEqualTo(StatusAnswer.Refusal.TRY_LATER.answer());
  }

  @Test
  void what_is_no_request_is_answered_here() {
    assertThat(relay.answer(new byte[] {1, 2, 3}))
        .isEqualTo(StatusAnswer.Refusal.MALFORMED_REQUEST.answer());
    assertThat(asked).hasValue(0);
  }
}
