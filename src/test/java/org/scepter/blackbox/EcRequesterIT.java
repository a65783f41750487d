package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Chain;
import org.scepter.testing.Device;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.ContentCipher;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.Digest;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** Requesters whose key signs and cannot decrypt (RFC 8894 §3.1). */
@OnServer
class EcRequesterIT {
  private final TestServer server = TestServer.running();
  private final Device device =
      server
          .site()
          .profile(
              server
                  .site()
                  .profileJson()
                  .add("templateName", "ScepterDeviceSignature")
                  .add("keyUsage", SiteClient.array(List.of("digitalSignature")))
                  .add("keyType", "EC")
                  .add("keySize", 256)
                  .build())
          .deployedDevice();
  private final Policy policy = device.checkIn();

  private PkiMessage message(KeyPair key, Csr csr) {
    return policy.message(server, key, csr);
  }

  private PkiMessage message(KeyPair key) {
    return message(key, policy.csr(key)).answerPassword(policy.requireChallenge());
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, SHA256", "secp384r1, SHA384", "secp521r1, SHA512"})
  void an_ec_key_gets_its_answer_under_its_challenge(String curve, Digest digest) {
    KeyPair key = TestKeys.ec(curve);

    CertRep answer = server.scep().post(message(key).digest(digest).cipher(ContentCipher.AES256));

    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
    Chain.requireValid(answer.certificate(), server.scep().caCertificates());
    assertThat(device.checkIn().state()).isEqualTo("issued");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES128", "AES192", "DES3"})
  void the_answer_is_in_a_cipher_that_the_request_showed(String cipher) {
    KeyPair key = TestKeys.ec();

    CertRep answer = server.scep().post(message(key).cipher(ContentCipher.valueOf(cipher)));

    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
  }

  @Test
  void without_a_challenge_there_is_nothing_to_seal_with() {
    KeyPair key = TestKeys.ec();

    CertRep answer = server.scep().post(message(key, policy.csr(key).withoutChallenge()));

    assertThat(answer.failInfo()).contains(0);
    assertThat(answer.failInfoText())
        .contains("the key cannot decrypt and there is no challenge to seal with");
    assertThat(server.site().certificates(device.name())).isEmpty();
  }

  @Test
  void an_rsa_key_is_refused_where_the_profile_wants_ec() {
    KeyPair key = TestKeys.rsa();

    CertRep answer = server.scep().post(message(key, policy.csr(key)));

    assertThat(answer.failInfo()).contains(0);
    assertThat(answer.failInfoText()).contains("key type not accepted");
  }
}
