package org.scepter.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.SignerHandover.Signer;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.UnreadableException;
import org.scepter.testing.scep.TestKeys;

class SignerHandoverTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private final Signer old = signer(1);
  private final Signer next = signer(2);
  private final Signer stranger = signer(3);

  private static Signer signer(int serial) {
    KeyPair key = TestKeys.rsa();
    X500Name name = new X500Name("CN=CRP");
    try {
      return new Signer(
          new JcaX509CertificateConverter()
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          name,
                          BigInteger.valueOf(serial),
                          Date.from(NOW.minus(Duration.ofDays(1))),
                          Date.from(NOW.plus(Duration.ofDays(1))),
                          name,
                          key.getPublic())
                      .build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate()))),
          KeyHolder.of(key.getPrivate(), PROVIDER));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Der der(Signer signer) {
    try {
      return Der.of(signer.certificate().getEncoded());
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String signedBy(Signer... signers) {
    return SignerHandover.sign(List.of(der(old), der(next)), List.of(signers), PROVIDER);
  }

  private static List<X509Certificate> verified(String handover, Signer pinned, Instant now)
      throws UnreadableException {
    return SignerHandover.verify(handover, List.of(pinned.certificate()), now, PROVIDER);
  }

  @Test
  void who_pins_the_old_certificate_learns_the_next_one() throws UnreadableException {
    assertThat(verified(signedBy(old), old, NOW))
        .containsExactly(old.certificate(), next.certificate());
  }

  @Test
  void both_keys_vouch_while_both_are_in_date() throws UnreadableException {
    assertThat(verified(signedBy(next, old), old, NOW)).hasSize(2);
    assertThat(verified(signedBy(next, old), next, NOW)).hasSize(2);
  }

  @Test
  void nobody_else_is_believed() {
    assertThatThrownBy(() -> verified(signedBy(stranger), old, NOW))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("no pinned registration point");
  }

  @Test
  void an_old_certificate_that_has_ended_vouches_for_nobody() {
    assertThatThrownBy(() -> verified(signedBy(old), old, NOW.plus(Duration.ofDays(1))))
        .isInstanceOf(UnreadableException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.3, 0.5, 0.7, 0.99})
  void no_change_brings_another_certificate(double where) {
    byte[] bytes = Base64.getDecoder().decode(signedBy(old));
    bytes[(int) (bytes.length * where)] ^= 1;

    // What CMS leaves unsigned, such as its version, may be changed and means nothing.
    List<X509Certificate> believed = List.of();
    try {
      believed = verified(Base64.getEncoder().encodeToString(bytes), old, NOW);
    } catch (UnreadableException e) {
      assertThat(e).hasMessageMatching("(?s).*(handover|content).*");
    }
    assertThat(believed).isSubsetOf(old.certificate(), next.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "MAA=", "AAAA"})
  void what_is_no_handover_is_unreadable(String text) {
    assertThatThrownBy(() -> verified(text, old, NOW)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void what_is_too_long_is_not_looked_at() {
    assertThatThrownBy(() -> verified("A".repeat(SignerHandover.MAX_LENGTH + 1), old, NOW))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("at most");
  }
}
