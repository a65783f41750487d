package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Device;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.KeyTransport;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** One request in every form in which devices are known to send it. */
@OnServer
class MessageFormsIT {
  private final TestServer server = TestServer.running();
  private final KeyPair key = TestKeys.rsa();
  private Policy policy;

  @BeforeEach
  void checkIn() {
    Device device = server.site().deployedDevice();
    policy = device.checkIn();
  }

  private PkiMessage message() {
    return policy.message(server, key);
  }

  private void requireCertificate(CertRep answer) {
    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 40_000})
  void a_long_message_arrives_by_get(int length) {
    PkiMessage message = message();
    int base64Overhead = message.encoded().length * 4 / 3;
    message.padding((length - base64Overhead) * 3 / 4);

    requireCertificate(server.scep().get(message));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3_500, 27_000})
  void a_message_arrives_by_get_as_apple_writes_it(int padding) {
    requireCertificate(server.scep().getLikeApple(message().padding(padding)));
  }

  @Test
  void a_message_of_indefinite_lengths_is_accepted_by_get() {
    requireCertificate(server.scep().getLikeApple(message().indefiniteLengths()));
  }

  @ParameterizedTest
  @EnumSource
  void the_content_key_may_be_wrapped_in_either_way(KeyTransport transport) {
    requireCertificate(server.scep().post(message().transport(transport)));
  }

  @Test
  void a_chain_of_forty_kilobytes_may_travel_with_the_message() {
    PkiMessage message = message();
    message.extraCertificates(server.scep().caCertificates().root(), 30);
    assertThat(message.encoded().length).isGreaterThan(35_000);

    requireCertificate(server.scep().post(message));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32})
  void a_nonce_of_any_usual_length_comes_back(int length) {
    byte[] nonce = new byte[length];
    Arrays.fill(nonce, (byte) 0x5A);

    CertRep answer = server.scep().post(message().senderNonce(nonce));

    requireCertificate(answer);
    assertThat(answer.senderNonce()).hasSizeGreaterThanOrEqualTo(8);
  }

  static Stream<Arguments> stringTypes() {
    return Stream.of(
        Arguments.of("UTF8String", (StringType) DERUTF8String::new),
        Arguments.of("IA5String", (StringType) DERIA5String::new),
        Arguments.of("T61String", (StringType) DERT61String::new),
        Arguments.of("BMPString", (StringType) DERBMPString::new));
  }

  /** Writes a challenge in one of ASN.1's string types. */
  interface StringType {
    ASN1Encodable of(String text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stringTypes")
  void a_challenge_of_any_string_type_is_accepted(String name, StringType type) {
    PkiMessage message =
        policy.message(server, key, policy.csr(key).challenge(type.of(policy.requireChallenge())));

    requireCertificate(server.scep().post(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0123456789ABCDEF0123456789ABCDEF01234567", "Win32/x+y = (1)"})
  void a_transaction_id_is_any_printable_text(String transactionId) {
    requireCertificate(server.scep().post(message().transactionId(transactionId)));
  }
}
