package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Device;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/**
 * Every request that must not get a certificate gets a signed FAILURE, and nothing else changes:
 * the challenge it names stays good for the device that it was given to.
 */
@OnServer
class RefusalIT {
  private static final TestServer SERVER = TestServer.running();
  private static final int BAD_MESSAGE_CHECK = 1;
  private static final int BAD_ALG = 0;
  private static final int BAD_REQUEST = 2;
  private static final KeyPair KEY = TestKeys.rsa();
  private static final KeyPair SHORT_KEY = TestKeys.rsa(1024);

  private static Named<Function<Policy, PkiMessage>> csr(String name, Function<Policy, Csr> csr) {
    return Named.of(name, policy -> policy.message(SERVER, KEY, csr.apply(policy)));
  }

  private static Csr bare(Policy policy, String subject) {
    return Csr.of(KEY, subject)
        .alternativeNames(policy.alternativeNames())
        .keyUsage(policy.keyUsage())
        .extendedKeyUsages(policy.extendedKeyUsages())
        .challenge(policy.requireChallenge());
  }

  static Stream<Named<Function<Policy, PkiMessage>>> unacceptableRequests() {
    return Stream.of(
        csr("a wrong challenge", policy -> policy.csr(KEY).challenge("0".repeat(64))),
        csr("half a challenge", RefusalIT::halfAChallenge),
        csr("an empty challenge", policy -> policy.csr(KEY).challenge("")),
        csr("no challenge", policy -> policy.csr(KEY).withoutChallenge()),
        csr("another common name", policy -> bare(policy, "CN=somebody-else,O=Example")),
        csr("one more subject attribute", policy -> bare(policy, policy.subject() + ",OU=Admins")),
        csr("one subject attribute less", policy -> bare(policy, commonNameOnly(policy))),
        csr("an empty subject", policy -> bare(policy, "")),
        csr("another alternative name", policy -> names(policy, List.of("DNS:evil.example.test"))),
        csr("a further alternative name", RefusalIT::furtherName),
        csr("a user principal name besides", RefusalIT::furtherUpn),
        csr("no alternative name", policy -> names(policy, List.of())),
        csr("key usage signature alone", policy -> policy.csr(KEY).keyUsage(Csr.SIGNATURE)),
        csr("key usage encryption alone", policy -> policy.csr(KEY).keyUsage(Csr.ENCRYPTION)),
        csr("key usage of a CA", policy -> policy.csr(KEY).keyUsage(0xA6)),
        csr("another extended key usage", policy -> purposes(policy, "1.3.6.1.5.5.7.3.1")),
        csr("a further extended key usage", RefusalIT::furtherPurpose),
        csr("a SID that was not authorised", RefusalIT::withSid),
        csr("a broken proof of possession", policy -> policy.csr(KEY).brokenSignature()),
        Named.of("a shorter key", RefusalIT::shorterKey));
  }

  static Stream<Named<Function<Policy, PkiMessage>>> unreadableEnvelopes() {
    return Stream.of(
        csr(
            "a challenge of 20000 characters",
            policy -> policy.csr(KEY).challenge("a".repeat(20_000))),
        Named.of("no PKCS#10 inside", RefusalIT::noRequest),
        Named.of("sealed for another", RefusalIT::sealedForAnother));
  }

  private static Csr halfAChallenge(Policy policy) {
    return policy.csr(KEY).challenge(policy.requireChallenge().substring(32));
  }

  private static String commonNameOnly(Policy policy) {
    return policy.subject().substring(0, policy.subject().indexOf(','));
  }

  private static Csr names(Policy policy, List<String> names) {
    return Csr.of(KEY, policy.subject())
        .alternativeNames(names)
        .keyUsage(policy.keyUsage())
        .extendedKeyUsages(policy.extendedKeyUsages())
        .challenge(policy.requireChallenge());
  }

  private static Csr furtherName(Policy policy) {
    return policy.csr(KEY).alternativeNames(List.of("DNS:evil.example.test"));
  }

  private static Csr furtherUpn(Policy policy) {
    return policy.csr(KEY).alternativeNames(List.of("UPN:admin@example.test"));
  }

  private static Csr purposes(Policy policy, String... purposes) {
    return policy.csr(KEY).extendedKeyUsages(List.of(purposes));
  }

  private static Csr furtherPurpose(Policy policy) {
    return purposes(policy, "1.3.6.1.5.5.7.3.2", "1.3.6.1.4.1.311.20.2.2");
  }

  private static Csr withSid(Policy policy) {
    byte[] sid = "S-1-5-21-1-2-3-500".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try {
      byte[] value =
          new org.bouncycastle.asn1.DERSequence(
                  new org.bouncycastle.asn1.DERTaggedObject(
                      false,
                      0,
                      new org.bouncycastle.asn1.DERSequence(
                          new org.bouncycastle.asn1.ASN1Encodable[] {
                            new org.bouncycastle.asn1.ASN1ObjectIdentifier(
                                "1.3.6.1.4.1.311.25.2.1"),
                            new org.bouncycastle.asn1.DERTaggedObject(
                                true, 0, new DEROctetString(sid))
                          })))
              .getEncoded();
      return policy.csr(KEY).extension("1.3.6.1.4.1.311.25.2", false, value);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static PkiMessage shorterKey(Policy policy) {
    return policy.message(SERVER, SHORT_KEY);
  }

  private static PkiMessage noRequest(Policy policy) {
    PkiMessage right = policy.message(SERVER, KEY);
    return PkiMessage.of(
        new byte[] {0x30, 0x03, 0x02, 0x01, 0x05},
        SERVER.scep().caCertificates().encryption(),
        right.signer());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unacceptableRequests")
  void is_refused_and_burns_nothing(Function<Policy, PkiMessage> request) {
    Device device = SERVER.site().deployedDevice();
    Policy policy = device.checkIn();
    List<JsonObject> challenges = uncounted(device);

    CertRep answer = SERVER.scep().post(request.apply(policy));

    // A signing key that is too short is a bad algorithm before it is a bad request.
    requireFailure(answer, answer.failInfo().filter(one -> one == BAD_ALG).orElse(BAD_REQUEST));
    assertThat(uncounted(device)).isEqualTo(challenges);
    requireStillGood(device, policy);
  }

  /** The device's challenges without the number of refusals. */
  private static List<JsonObject> uncounted(Device device) {
    return SERVER.site().challenges(device.name()).stream()
        .map(each -> Json.createObjectBuilder(each).remove("failures").build())
        .toList();
  }

  private static void requireFailure(CertRep answer, int failInfo) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(CertRep.FAILURE);
    assertThat(answer.failInfo()).contains(failInfo);
    assertThat(answer.failInfoText()).hasValueSatisfying(text -> assertThat(text).isNotBlank());
    assertThat(answer.hresult()).hasValueSatisfying(code -> assertThat(code).isNegative());
  }

  private static void requireStillGood(Device device, Policy policy) {
    assertThat(SERVER.site().certificates(device.name())).isEmpty();
    device.enrol(policy);
    assertThat(SERVER.site().certificates(device.name())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"21", "22"})
  void a_message_type_that_is_not_that_of_the_contents_is_refused_and_burns_nothing(
      String messageType) {
    Device device = SERVER.site().deployedDevice();
    Policy policy = device.checkIn();

    CertRep answer = SERVER.scep().post(policy.message(SERVER, KEY).messageType(messageType));

    assertThat(answer.status()).as("%s", answer).isEqualTo(CertRep.FAILURE);
    assertThat(answer.failInfo().orElseThrow()).isIn(BAD_MESSAGE_CHECK, BAD_REQUEST);
    requireStillGood(device, policy);
  }

  @Test
  void a_poll_for_nothing_is_refused_and_burns_nothing() {
    Device device = SERVER.site().deployedDevice();
    Policy policy = device.checkIn();

    CertRep answer = SERVER.scep().post(policy.message(SERVER, KEY).messageType("20"));

    assertThat(answer.status()).as("%s", answer).isEqualTo(CertRep.FAILURE);
    requireStillGood(device, policy);
  }

  @Test
  void a_broken_message_signature_is_refused_and_burns_nothing() {
    Device device = SERVER.site().deployedDevice();
    Policy policy = device.checkIn();

    CertRep answer = SERVER.scep().post(policy.message(SERVER, KEY).brokenSignature());

    requireFailure(answer, BAD_MESSAGE_CHECK);
    requireStillGood(device, policy);
  }

  private static PkiMessage sealedForAnother(Policy policy) {
    return PkiMessage.pkcsReq(
        policy.csr(KEY),
        SERVER.scep().caCertificates().signing(),
        policy.message(SERVER, KEY).signer());
  }

  /** One answer for every fault behind the encryption: a second one would be an oracle. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadableEnvelopes")
  void an_envelope_with_nothing_usable_inside_is_refused_and_burns_nothing(
      Function<Policy, PkiMessage> request) {
    Device device = SERVER.site().deployedDevice();
    Policy policy = device.checkIn();

    requireFailure(SERVER.scep().post(request.apply(policy)), BAD_MESSAGE_CHECK);
    requireStillGood(device, policy);
  }

  @Test
  void a_message_signed_by_another_key_than_the_requested_one_is_refused() {
    Device device = SERVER.site().deployedDevice();
    Policy policy = device.checkIn();
    PkiMessage stranger = policy.message(SERVER, TestKeys.rsa());

    CertRep answer = SERVER.scep().post(policy.message(SERVER, KEY).signers(stranger.signer()));

    assertThat(answer.status()).isEqualTo(CertRep.FAILURE);
    requireStillGood(device, policy);
  }

  @Test
  void the_challenge_of_another_device_is_refused_and_stays_good_for_that_one() {
    Device mine = SERVER.site().deployedDevice();
    Device other = SERVER.site().deployedDevice();
    Policy myPolicy = mine.checkIn();
    Policy otherPolicy = other.checkIn();

    CertRep answer =
        SERVER
            .scep()
            .post(
                myPolicy.message(
                    SERVER, KEY, myPolicy.csr(KEY).challenge(otherPolicy.requireChallenge())));

    requireFailure(answer, BAD_REQUEST);
    requireStillGood(mine, myPolicy);
    requireStillGood(other, otherPolicy);
  }

  @Test
  void a_used_challenge_is_refused_to_another_key() {
    Device device = SERVER.site().deployedDevice();
    Policy policy = device.checkIn();
    device.enrol(policy);

    CertRep answer = SERVER.scep().post(policy.message(SERVER, TestKeys.rsa()));

    requireFailure(answer, BAD_REQUEST);
    assertThat(SERVER.site().certificates(device.name())).hasSize(1);
    assertThat(device.shown().toString()).contains("issued");
  }

  @Test
  void a_revoked_challenge_is_refused() {
    Device device = SERVER.site().deployedDevice();
    Policy policy = device.checkIn();
    String id = SERVER.site().challenges(device.name()).get(0).getString("id");
    SERVER
        .site()
        .post(
            "challenges/" + id + "/revoke",
            Json.createObjectBuilder().add("reason", "lost on the way").build())
        .expect(204);

    requireFailure(SERVER.scep().post(policy.message(SERVER, KEY)), BAD_REQUEST);
    assertThat(SERVER.site().certificates(device.name())).isEmpty();
  }

  @Test
  void a_challenge_that_a_newer_one_replaced_is_refused_and_the_newer_one_is_good() {
    Device device = SERVER.site().deployedDevice();
    Policy older = device.checkIn();
    Policy newer = device.checkIn();

    requireFailure(SERVER.scep().post(older.message(SERVER, KEY)), BAD_REQUEST);
    requireStillGood(device, newer);
  }

  @Test
  void a_challenge_is_refused_once_its_profile_is_no_longer_deployed() {
    Device device = SERVER.site().device(org.scepter.testing.SiteClient.unique("device"));
    String deployment = SERVER.site().profile().deployTo(device);
    Policy policy = device.checkIn();
    SERVER.site().delete("deployments/" + deployment).expect(204);

    requireFailure(SERVER.scep().post(policy.message(SERVER, KEY)), BAD_REQUEST);
    assertThat(SERVER.site().certificates(device.name())).isEmpty();
  }
}
