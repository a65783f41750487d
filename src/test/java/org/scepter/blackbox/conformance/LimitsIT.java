package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.testing.scep.FailInfo.BAD_ALG;
import static org.scepter.testing.scep.FailInfo.BAD_MESSAGE_CHECK;

import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.Applicant;
import org.scepter.testing.OnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.Malformed;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** Big bodies, ASN.1 bombs and odd keys: the limits that stand without settings, and one over. */
@OnServer
class LimitsIT {
  private static final int MAX_MESSAGE = 262_144;

  private final TestServer server = TestServer.running();
  private final ScepClient scep = server.scep();

  /** The message with as much padding as makes it so long. */
  private static byte[] exactly(int length, PkiMessage message) {
    int missing = length - message.padding(length / 2).encoded().length;
    byte[] encoded = message.padding(length / 2 + missing).encoded();
    assertThat(encoded).hasSize(length);
    return encoded;
  }

  @Test
  void a_message_has_256_kibibytes_at_the_most() {
    Applicant applicant = Applicant.at(server);
    PkiMessage message = applicant.message();

    assertThat(scep.postRaw(exactly(MAX_MESSAGE + 1, message)).statusCode()).isEqualTo(413);
    assertThat(applicant.certificates()).isZero();
    applicant.requireCertificate(scep.post(message, exactly(MAX_MESSAGE, message)));
  }

  @Test
  void values_are_nested_32_deep_at_the_most() {
    HttpResponse<byte[]> answer = scep.postRaw(Malformed.nestingBomb(33));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("32 deep");
  }

  @Test
  void a_message_has_64_certificates_at_the_most() {
    Applicant applicant = Applicant.at(server);
    PkiMessage message = applicant.message().extraCertificates(applicant.ca().signing(), 63);
    applicant.requireCertificate(scep.post(message));

    message.extraCertificates(applicant.ca().signing(), 1);
    assertThat(scep.postRaw(message.encoded()).statusCode()).isEqualTo(400);
  }

  // an admitted key finds a signature that is not its own; any other is refused before that
  @ParameterizedTest
  @CsvSource({
    "2047, 65537, 0",
    "2048, 65537, 1",
    "8192, 65537, 1",
    "8193, 65537, 0",
    "2048, 4294967297, 1",
    "2048, 8589934593, 0"
  })
  void a_signer_has_an_rsa_key_of_2048_to_8192_bits_and_a_usual_exponent(
      int bits, BigInteger exponent, int failInfo) {
    Applicant applicant = Applicant.at(server);
    PublicKey claimed = TestKeys.claimedRsa(bits, exponent);
    PkiMessage message =
        applicant.message(applicant.csr(), Signer.claiming(claimed, applicant.key()));

    assertThat(failInfo).isIn(BAD_ALG, BAD_MESSAGE_CHECK);
    applicant.requireRefused(message, failInfo);
  }

  @Test
  void a_transaction_id_has_256_characters_at_the_most() {
    Applicant applicant = Applicant.at(server);
    applicant.requireCertificate(scep.post(applicant.message().transactionId("x".repeat(256))));

    assertThat(
            scep.postRaw(applicant.message().transactionId("x".repeat(257)).encoded()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_nonce_has_8_to_64_octets() {
    Applicant applicant = Applicant.at(server);
    for (int length : new int[] {8, 64}) {
      applicant.requireCertificate(scep.post(applicant.message().senderNonce(new byte[length])));
    }

    for (int length : new int[] {7, 65}) {
      assertThat(
              scep.postRaw(applicant.message().senderNonce(new byte[length]).encoded())
                  .statusCode())
          .isEqualTo(400);
    }
  }
}
