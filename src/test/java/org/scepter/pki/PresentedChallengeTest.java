package org.scepter.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

/** A challenge that comes beside a PKCS#10. */
class PresentedChallengeTest {
  private static final KeyPair KEY = TestKeys.rsa();
  private static final ChallengePassword CHALLENGE = ChallengePassword.of("the challenge");

  private static CertificationRequest read(Csr csr) throws UnreadableException {
    return CertificationRequest.read(csr.der());
  }

  @Test
  void it_counts_as_the_requests_own_and_the_request_stays_what_it_is() throws Exception {
    CertificationRequest bare = read(Csr.of(KEY, "CN=phone-1"));

    CertificationRequest request = bare.presenting(CHALLENGE);

    assertThat(bare.challengePassword()).isEmpty();
    assertThat(request.challengePassword()).contains(CHALLENGE);
    assertThat(request.der()).isEqualTo(bare.der());
    assertThat(request.toString()).doesNotContain("the challenge");
  }

  @Test
  void the_same_one_may_stand_in_the_request_too() throws Exception {
    CertificationRequest own = read(Csr.of(KEY, "CN=phone-1").challenge("the challenge"));

    assertThat(own.presenting(CHALLENGE)).isEqualTo(own);
  }

  @Test
  void another_one_in_the_request_is_not_let_pass_unverified() throws Exception {
    CertificationRequest bound = read(Csr.of(KEY, "CN=phone-1").challenge("tls-unique in base64"));

    assertThatThrownBy(() -> bound.presenting(CHALLENGE))
        .isInstanceOf(UnreadableException.class)
        .hasMessageNotContaining("tls-unique")
        .hasMessageNotContaining("the challenge");
  }
}
