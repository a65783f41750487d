package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.RevocationListAnswer;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.testing.Logged;

/** GetCert and GetCRL, which go to the CA without asking the registration point. */
class GetCertTest {
  private static final Map<String, String> WRITTEN =
      Map.of(
          "scepter.scep.endpoints", "mscep,other,closed",
          "scepter.scep.endpoint.closed.authority", "none");
  private static final ScepSettings SETTINGS =
      ScepSettings.from(new SettingsReader(key -> Optional.ofNullable(WRITTEN.get(key))));
  private static final String ISSUER = "CN=RA decryption";
  private static final Der CRL = Der.of(new byte[] {0x30, 0x03, 0x02, 0x01, 0x07});
  private static final TestDevice DEVICE = new TestDevice();

  @TempDir private static Path home;
  private static TestRa ra;
  private final Behind behind = new Behind();

  @BeforeAll
  static void makeKeys() {
    ra = new TestRa(home, SETTINGS);
  }

  /** Knows one certificate, at the endpoint mscep. */
  private static final class Behind extends BehindNdes {
    private int questions;
    private boolean isUnsigned;

    Behind() {
      super(DEVICE.self.der());
    }

    private boolean isKnown(SerialNumber serial) {
      questions++;
      return serial.equals(new SerialNumber(BigInteger.valueOf(7)));
    }

    @Override
    public Optional<Der> certificate(
        EndpointName endpoint, SubjectName issuer, SerialNumber serial) {
      return isKnown(serial) && "mscep".equals(endpoint.value())
          ? Optional.of(DEVICE.self.der())
          : Optional.empty();
    }

    @Override
    public RevocationListAnswer revocationList(SubjectName issuer, SerialNumber serial) {
      if (isUnsigned) {
        return RevocationListAnswer.refused(
            RefusalReason.TemporarilyUnavailable, "the CRL has ended and cannot be signed");
      }
      return isKnown(serial)
          ? RevocationListAnswer.of(CRL)
          : RevocationListAnswer.refused(RefusalReason.CertificateUnknown, "no such number");
    }
  }

  private TestDevice.Reply reply(String endpoint, String messageType, String issuer, long serial) {
    return reply(DEVICE, endpoint, messageType, issuer, serial);
  }

  private TestDevice.Reply reply(
      TestDevice device, String endpoint, String messageType, String issuer, long serial) {
    byte[] message = device.about(ra.decryption.certificate(), messageType, issuer, serial);
    PkiOperation operation =
        new PkiOperation(
            ra.before(behind), new Enrolling(behind, behind), behind, any -> {}, () -> "");
    return device
    .new Reply(
        operation.answer(SETTINGS.endpoint(endpoint).orElseThrow(), message),
        ra.signing.certificate());
  }

  @Test
  void a_known_certificate_comes_alone() {
    TestDevice.Reply reply = reply("mscep", "21", ISSUER, 7);

    assertThat(reply.status()).isEqualTo("0");
    assertThat(reply.certificates()).containsExactly(DEVICE.self.der());
  }

  @Test
  void a_crl_comes_alone() {
    TestDevice.Reply reply = reply("mscep", "22", ISSUER, 7);

    assertThat(reply.status()).isEqualTo("0");
    assertThat(reply.certificates()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"mscep, 21, 8", "mscep, 22, 8", "other, 21, 7"})
  void what_is_not_known_here_is_a_bad_certificate_id(String endpoint, String type, long serial) {
    TestDevice.Reply reply = reply(endpoint, type, ISSUER, serial);

    assertThat(reply.status()).isEqualTo("2");
    assertThat(reply.failInfo()).contains("4");
    assertThat(reply.hresult()).isEqualTo(0x80092004);
  }

  @Test
  void a_crl_that_has_ended_and_cannot_be_signed_is_a_signed_failure() {
    behind.isUnsigned = true;

    TestDevice.Reply reply = reply("mscep", "22", ISSUER, 7);

    assertThat(reply.status()).isEqualTo("2");
    assertThat(reply.failInfo()).contains("2");
    assertThat(reply.failInfoText()).isEqualTo("temporarily unavailable, try again later");
    assertThat(reply.hresult()).isEqualTo(0x800706ba);
  }

  @ParameterizedTest
  @ValueSource(strings = {"21", "22"})
  void an_endpoint_without_authority_gives_nothing(String type) {
    assertThat(reply("closed", type, ISSUER, 7).hresult()).isEqualTo(0x80070005);
    assertThat(behind.questions).isZero();
  }

  @ParameterizedTest
  @CsvSource({"21, GetCert", "22, GetCRL"})
  void a_key_that_cannot_decrypt_is_told_so_and_nobody_speaks_of_a_password(
      String type, String word) {
    TestDevice ec = new TestDevice(TestRa.Party.ec("CN=phone-2"));
    try (Logged log = new Logged("scepter.NDES")) {
      TestDevice.Reply reply = reply(ec, "mscep", type, ISSUER, 7);

      assertThat(reply.status()).isEqualTo("2");
      assertThat(reply.failInfo()).contains("0");
      assertThat(reply.failInfoText())
          .isEqualTo("the key cannot decrypt and this message has no challenge");
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains(word + " by an EC key; event 31 EVENT_MSCEP_FAIL_SUBMIT");
    }
    assertThat(behind.questions).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"21", "22"})
  void another_issuer_is_as_good_as_an_envelope_that_does_not_open(String type) {
    assertThat(reply("mscep", type, "CN=Somebody", 7).failInfo()).contains("1");
    assertThat(behind.questions).isZero();
  }
}
