package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.TokenKey;
import org.scepter.testing.OnServer;
import org.scepter.testing.ServerBeans;
import org.scepter.testing.TestServer;

/** Where the server's keys are and who works with them, as the build has asked for it. */
@OnServer
class KeysIT {
  private static final Map<String, String> FILES =
      Map.of(
          "ca", "ca/issuing.p12",
          "ra", "ra/signing.p12",
          "crp", "crp/authorisation.p12");

  private final TestServer server = TestServer.running();

  private static String expectedProvider() {
    return switch (System.getProperty("scepter.test.crypto-provider")) {
      case "bc" -> "BC ";
      case "jdk" -> "SunRsaSign ";
      default ->
          System.getProperty("os.arch").equals("amd64") ? "AmazonCorrettoCryptoProvider " : "BC ";
    };
  }

  @Test
  void jmx_names_the_crypto_provider_that_is_in_use() {
    try (ServerBeans beans = ServerBeans.of(server)) {
      assertThat(beans.attribute("Keys", "CryptoProvider").toString())
          .startsWith(expectedProvider());
      assertThat((String[]) beans.attribute("Keys", "TokensAway")).isEmpty();
    }
  }

  @Test
  void the_keys_that_sign_are_where_they_were_made() {
    ScepterHome home = ScepterHome.open(server.home());
    List<String> inToken =
        Arrays.asList(System.getProperty("scepter.test.pkcs11.keys", "").split(","));

    FILES.forEach(
        (name, file) ->
            assertThat(home.key(file).privateKey() instanceof TokenKey)
                .as(file)
                .isEqualTo(inToken.contains(name)));
  }
}
