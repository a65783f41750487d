package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.testing.OnServer;
import org.scepter.testing.RawHttp;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;

/** How long a request may be, listener by listener. */
@OnServer
class RequestSizeIT {
  private static final int LONGEST_QUERY = 65_534;
  private static final int LONGEST_HEAD = 131_072;
  private static final TestServer SERVER = TestServer.running();

  static Stream<Arguments> listeners() {
    return Stream.of(
        Arguments.of("public http", SERVER.http(), 200),
        Arguments.of("public https", SERVER.https(), 200),
        Arguments.of("internal https", SERVER.internal(), 403));
  }

  private static RawHttp.Answer get(URI listener, int queryLength) {
    String start = "operation=GetCACaps&message=";
    String path =
        listener.equals(SERVER.internal()) ? "/CMCertificateRegistration" : TestServer.MSCEP;
    String target = path + "?" + start + "A".repeat(queryLength - start.length());
    return RawHttp.get(listener, Tls.trusting(SERVER.roots()), target, Map.of());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("listeners")
  void the_longest_query_of_the_seed_reaches_the_application(
      String name, URI listener, int usualStatus) {
    assertThat(get(listener, LONGEST_QUERY).status()).isEqualTo(usualStatus);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("listeners")
  void a_longer_query_is_refused_by_the_application_itself(
      String name, URI listener, int usualStatus) {
    for (int length : new int[] {LONGEST_QUERY + 1, 100_000, 130_000}) {
      RawHttp.Answer answer = get(listener, length);

      assertThat(answer.status()).as("%d bytes", length).isEqualTo(414);
      assertThat(answer.body()).contains("65534").hasSizeLessThan(300);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("listeners")
  void a_head_beyond_the_limit_is_refused_by_the_server(
      String name, URI listener, int usualStatus) {
    for (int length : new int[] {LONGEST_HEAD, 200_000}) {
      assertThat(get(listener, length).status()).as("%d bytes", length).isEqualTo(400);
    }
  }
}
