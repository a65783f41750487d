package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Applicant;
import org.scepter.testing.OnServer;
import org.scepter.testing.RawHttp;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;

/** Who begins a request and does not end it is hung up on, and takes nobody's place meanwhile. */
@OnServer
class SlowPeersIT {
  /** More than WildFly has threads for requests. Payara takes one for each, and has 200. */
  private static final int MANY = 80;

  private static final TestServer SERVER = TestServer.running();

  private final List<RawHttp.Open> open = new ArrayList<>();

  @AfterEach
  void hangUp() {
    open.forEach(RawHttp.Open::close);
  }

  private void begin(URI listener, Tls tls, String head) {
    open.add(RawHttp.begin(listener, tls, head));
  }

  private static Tls node() {
    return RegistrationPoint.identity(SERVER);
  }

  @Test
  void half_a_head_ends_the_connection() {
    for (URI listener : List.of(SERVER.http(), SERVER.https(), SERVER.internal())) {
      begin(listener, node(), "GET /scep/mscep HTTP/1.1\r\nHost: a\r\nX-");
    }

    open.forEach(RawHttp.Open::awaitEnd);
  }

  private static String head(String target, String mediaType) {
    return String.join(
        "\r\n",
        "POST " + target + " HTTP/1.1",
        "Host: a",
        "Content-Type: " + mediaType,
        "Content-Length: 5000",
        "",
        "");
  }

  @Test
  void half_a_body_ends_the_connection_and_with_many_of_them_others_are_served() {
    String ndes = head("/scep/mscep?operation=PKIOperation", "application/x-pki-message");
    String crp = head("/CMCertificateRegistration/Certificate/VerifyRequest", "application/json");
    for (int i = 0; i < MANY / 2; i++) {
      begin(SERVER.https(), node(), ndes + "half");
      begin(SERVER.internal(), node(), crp + "{\"half\": ");
    }

    Applicant.at(SERVER).enrol();
    assertThat(
            RawHttp.get(SERVER.internal(), node(), "/CMCertificateRegistration/health", Map.of())
                .status())
        .isEqualTo(200);
    // On a busy machine the first of them have had their twenty seconds by now.
    assertThat(open.get(open.size() - 1).hasEnded()).as("hung up before").isFalse();
    open.forEach(RawHttp.Open::awaitEnd);
  }
}
