package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.testing.scep.FailInfo.BAD_ALG;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.Applicant;
import org.scepter.testing.OnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.ContentCipher;
import org.scepter.testing.scep.Digest;

/** What must, may and must not be implemented (RFC 8894 §2.9). */
@OnServer
class Rfc8894AlgorithmsIT {
  private final Applicant applicant = Applicant.at(TestServer.running());

  // §2.9 MUST: GetCACaps, GetCACert, PKCSReq and its answers, POST, AES-128-CBC, SHA-256
  @Test
  void what_must_be_implemented_is_enough_for_an_enrolment() {
    assertThat(applicant.scep().capabilities())
        .contains("AES", "POSTPKIOperation", "SHA-256", "SCEPStandard");
    CertRep answer =
        applicant
            .scep()
            .post(applicant.message().digest(Digest.SHA256).cipher(ContentCipher.AES128));

    applicant.requireCertificate(answer);
    assertThat(answer.protection().digest()).isEqualTo(Digest.SHA256);
    assertThat(answer.protection().cipher()).contains(ContentCipher.AES128);
  }

  // §2.9 MAY
  @Test
  void a_message_may_come_by_get() {
    applicant.requireCertificate(applicant.scep().get(applicant.message()));
  }

  // §2.9 MAY: 3DES-CBC and SHA-1, and what is stronger than what must be there
  @ParameterizedTest
  @CsvSource({
    "SHA1, DES3",
    "SHA1, AES128",
    "SHA256, DES3",
    "SHA256, AES192",
    "SHA256, AES256",
    "SHA384, AES256",
    "SHA512, DES3",
    "SHA512, AES256"
  })
  void what_may_be_implemented_is_taken_and_answered_in_kind(Digest digest, ContentCipher cipher) {
    CertRep answer = applicant.scep().post(applicant.message().digest(digest).cipher(cipher));

    applicant.requireCertificate(answer);
    assertThat(answer.protection().digest()).isEqualTo(digest);
    assertThat(answer.protection().cipher()).contains(cipher);
  }

  // §2.9 MUST NOT
  @ParameterizedTest
  @CsvSource({"MD5, AES128", "SHA256, DES"})
  void what_must_not_be_implemented_is_a_bad_algorithm(Digest digest, ContentCipher cipher) {
    applicant.requireRefused(applicant.message().digest(digest).cipher(cipher), BAD_ALG);
  }
}
