package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.OnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;

/** What an administrator looks at in a browser to see whether NDES works. */
@OnServer
class NdesPageIT {
  private final TestServer server = TestServer.running();

  @ParameterizedTest
  @ValueSource(
      strings = {"/certsrv/mscep/mscep.dll", "/certsrv/mscep/", "/CertSrv/mscep/mscep.dll"})
  void the_bare_url_is_forbidden_while_the_policy_module_is_active(String path) {
    for (URI listener : List.of(server.http(), server.https())) {
      HttpResponse<byte[]> answer = server.scep(listener, path).getBare();

      assertThat(answer.statusCode()).as("%s%s", listener, path).isEqualTo(403);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .hasSizeLessThan(2000)
          .doesNotContain("Exception");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MyDeviceID", "MDM", "0", "SCEP%20Authority", "default", "ca", ""})
  void the_ca_certificates_download_whatever_the_message_says(String message) {
    HttpResponse<byte[]> answer =
        server.scep(server.https(), "/certsrv/mscep").get("operation=GetCACert&message=" + message);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/x-x509-ca-ra-cert");
    assertThat(CaCertificates.parse(answer.body())).isEqualTo(server.scep().caCertificates());
  }

  @ParameterizedTest
  @ValueSource(strings = {"operation=GetCACaps", "operation=GetCACaps&message=SCEP%20Authority"})
  void the_capabilities_download_with_and_without_a_message(String query) {
    HttpResponse<byte[]> answer = server.scep().get(query);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).contains("POSTPKIOperation");
  }

  @Test
  void scep_is_not_served_on_the_internal_listener() {
    HttpResponse<byte[]> answer =
        server.scep(server.internal(), TestServer.MSCEP).get("operation=GetCACaps");

    assertThat(answer.statusCode()).isIn(403, 404);
  }
}
