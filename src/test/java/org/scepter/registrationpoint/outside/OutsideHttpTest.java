package org.scepter.registrationpoint.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.pki.Sha256;
import org.scepter.platform.SettingsReader;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** Whom a call outside trusts, and how much it reads. */
class OutsideHttpTest {
  private HttpsServer server;
  private Sha256 pin;
  private volatile String answer = "{}";

  @BeforeEach
  void start() throws Exception {
    KeyPair key = TestKeys.rsa();
    Signer signer = Signer.selfSigned(key, "CN=hook");
    pin = Sha256.of(signer.certificate().getEncoded());
    char[] none = new char[0];
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, none);
    store.setKeyEntry("a", key.getPrivate(), none, new Certificate[] {signer.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, none);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          byte[] body = answer.getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private OutsideReply call(Map<String, String> written) throws OutsideFaultException {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(written.get(key)));
    OutsideTransport transport = OutsideTransport.from(reader, "x.");
    assertThat(reader.faults()).isEmpty();
    return new OutsideHttp(transport)
        .send(
            HttpRequest.newBuilder(
                    URI.create("https://localhost:" + server.getAddress().getPort() + "/"))
                .build());
  }

  @Test
  void the_pinned_certificate_is_trusted() throws Exception {
    assertThat(call(Map.of("x.pin", pin.hex())).json()).isEmpty();
  }

  @Test
  void another_one_is_not() {
    assertThatThrownBy(() -> call(Map.of("x.pin", "ab".repeat(32))))
        .isInstanceOf(OutsideFaultException.class);
  }

  @Test
  void nor_is_a_stranger_where_nothing_is_pinned() {
    assertThatThrownBy(() -> call(Map.of())).isInstanceOf(OutsideFaultException.class);
  }

  @Test
  void an_answer_is_read_up_to_its_limit() throws Exception {
    Map<String, String> settings = Map.of("x.pin", pin.hex(), "x.max-body", "1024");
    answer = "{" + " ".repeat(1022) + "}";

    assertThat(call(settings).json()).isEmpty();

    answer = "{" + " ".repeat(1023) + "}";

    assertThatThrownBy(() -> call(settings))
        .isInstanceOf(OutsideFaultException.class)
        .hasMessageEndingWith(": the answer is longer than 1024 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "x.pin, abc",
    "x.proxy, https://proxy.example:3128",
    "x.proxy, http://proxy.example",
    "x.request-timeout, PT2M",
    "x.max-body, 10",
    "x.max-concurrent, 0"
  })
  void faulty_settings_are_told(String key, String value) {
    Map<String, String> written = new HashMap<>(Map.of(key, value));
    SettingsReader reader = new SettingsReader(name -> Optional.ofNullable(written.get(name)));

    OutsideTransport.from(reader, "x.");

    assertThat(reader.faults()).singleElement().asString().startsWith(key + ": ");
  }
}
