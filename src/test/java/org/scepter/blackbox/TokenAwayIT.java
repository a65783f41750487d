package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Chain;
import org.scepter.testing.Device;
import org.scepter.testing.Eventually;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.ServerBeans;
import org.scepter.testing.SoftHsm;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** Keys in a PKCS#11 token that goes away and comes back, without a restart. */
class TokenAwayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void devices_wait_for_the_ca_and_send_again_to_the_ra_until_the_token_is_back() throws Exception {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and stopped here");
    SoftHsm module = SoftHsm.make(Path.of("target", "token-" + ProcessHandle.current().pid()));
    List<String> settings = new ArrayList<>(List.of(module.settings("init.pkcs11")));
    settings.add("init.root.key-type=rsa-2048");
    settings.add("init.pkcs11.keys=ca");
    try (OwnServer own =
        OwnServer.prepare(Path.of("target", "token-server"), settings.toArray(String[]::new))) {
      TestServer server = own.start();
      X509Certificate first = server.site().deployedDevice().enrol().certificate();
      Chain.requireValid(first, server.scep().caCertificates());

      withTheCaAway(server, module);

      own.stop();
      moveTheRest(own);
      own.start();
      withAllAway(server, module);
    }
  }

  private static void withTheCaAway(TestServer server, SoftHsm module) throws Exception {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    module.takeAway();

    assertThat(server.scep().post(policy.message(server, key)).status()).isEqualTo(CertRep.PENDING);
    assertThat(server.scep().caCertificates().all()).hasSize(4);
    assertThat(tokensAway(server)).hasSize(1);

    module.bringBack();
    X509Certificate issued = enrolled(server, policy, key);
    Chain.requireValid(issued, server.scep().caCertificates());
    assertThat(server.site().certificates(device.name())).hasSize(1);
    assertThat(tokensAway(server)).isEmpty();
  }

  private static void moveTheRest(OwnServer own) throws Exception {
    OwnServer.scepter("move-to-token", List.of("--home", own.home().toString())).expectSuccess();
    assertThat(Files.readString(own.home().resolve("secrets/pkcs11.properties")))
        .contains("library");
  }

  private static void withAllAway(TestServer server, SoftHsm module) throws Exception {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    PkiMessage message = policy.message(server, key);
    module.takeAway();

    assertThat(server.scep().postRaw(message.encoded()).statusCode()).isEqualTo(503);
    assertThat(server.scep().capabilities()).isNotEmpty();

    module.bringBack();
    Chain.requireValid(enrolled(server, policy, key), server.scep().caCertificates());
    assertThat(server.site().certificates(device.name())).hasSize(1);
  }

  private static X509Certificate enrolled(TestServer server, Policy policy, KeyPair key) {
    return Eventually.get(
        "the certificate",
        PATIENCE,
        () -> {
          PkiMessage again = policy.message(server, key);
          var answer = server.scep().postRaw(again.encoded());
          if (answer.statusCode() != 200) {
            return Optional.empty();
          }
          CertRep reply =
              CertRep.open(answer.body(), again, server.scep().caCertificates().signing());
          return reply.isSuccess() ? Optional.of(reply.certificate()) : Optional.empty();
        });
  }

  private static String[] tokensAway(TestServer server) {
    try (ServerBeans beans = ServerBeans.of(server)) {
      return (String[]) beans.attribute("Keys", "TokensAway");
    }
  }
}
