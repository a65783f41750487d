package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.scepter.scep.protocol.Party.PROVIDER;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.PasswordRecipientInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Der;
import org.scepter.scep.protocol.algorithms.ContentCipher;
import org.scepter.scep.protocol.algorithms.MessagePolicy;

/** Answers to requesters whose key cannot decrypt. */
class PasswordRecipientTest {
  private static final byte[] SECRET_CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  private final ClientMessage message = new ClientMessage();

  private Requester requester(String challenge) throws Exception {
    message.signer = Party.ec("CN=elliptic", "secp256r1");
    if (message.signatureAlgorithm.endsWith("RSA")) {
      message.signatureAlgorithm = "SHA256withECDSA";
    }
    message.messageData = ClientMessage.request(message.signer, challenge);
    return ((ScepRequest.PkcsReq)
            Readers.of(MessagePolicy.rfc8894()).read(message.bytes(), Readers.NOW))
        .requester();
  }

  private byte[] sealed(String challenge) throws Exception {
    return new EnvelopeSealer(PROVIDER, new SecureRandom())
        .seal(SECRET_CONTENT, requester(challenge));
  }

  @ParameterizedTest
  @EnumSource(
      value = ContentCipher.class,
      names = {"AES_256_CBC", "AES_192_CBC", "AES_128_CBC", "DES_EDE3_CBC"})
  void openssl_opens_what_is_sealed_by_a_challenge(ContentCipher cipher, @TempDir Path directory)
      throws Exception {
    assumeTrue(opensslIsThere(), "openssl is not installed");
    message.cipher = cipher.oid();
    Path envelope = directory.resolve("envelope.der");
    Path content = directory.resolve("content");
    Files.write(envelope, sealed("a challenge, 256 bits"));

    Process openssl =
        new ProcessBuilder(
                "openssl",
                "cms",
                "-decrypt",
                "-binary",
                "-inform",
                "DER",
                "-in",
                envelope.toString(),
                "-pwri_password",
                "a challenge, 256 bits",
                "-out",
                content.toString())
            .redirectErrorStream(true)
            .start();

    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor()).as(said).isZero();
    assertThat(content).hasBinaryContent(SECRET_CONTENT);
  }

  private static boolean opensslIsThere() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("openssl", "version").start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void the_envelope_is_what_rfc_5652_says() throws Exception {
    CMSEnvelopedData envelope = new CMSEnvelopedData(sealed("secret"));
    PasswordRecipientInformation recipient =
        (PasswordRecipientInformation) envelope.getRecipientInfos().iterator().next();
    EnvelopedData data = EnvelopedData.getInstance(envelope.toASN1Structure().getContent());

    assertThat(data.getVersion().hasValue(3)).isTrue();
    assertThat(recipient.getKeyEncryptionAlgOID())
        .isEqualTo(PKCSObjectIdentifiers.id_alg_PWRI_KEK.getId());
    assertThat(recipient.getKeyDerivationAlgorithm().getAlgorithm())
        .isEqualTo(PKCSObjectIdentifiers.id_PBKDF2);
    assertThat(recipient.getKeyDerivationAlgorithm().getParameters().toString())
        .contains(PKCSObjectIdentifiers.id_hmacWithSHA256.getId());
  }

  @Test
  void who_shows_sha_1_alone_gets_a_key_derived_with_it() throws Exception {
    message.signatureAlgorithm = "SHA1withECDSA";
    CMSEnvelopedData envelope = new CMSEnvelopedData(sealed("secret"));
    PasswordRecipientInformation recipient =
        (PasswordRecipientInformation) envelope.getRecipientInfos().iterator().next();

    assertThat(recipient.getKeyDerivationAlgorithm().getParameters().toString())
        .doesNotContain(PKCSObjectIdentifiers.id_hmacWithSHA256.getId());
  }

  @Test
  void without_a_challenge_nothing_can_be_sealed_to_a_key_that_cannot_decrypt() throws Exception {
    Requester requester = requester("");

    assertThat(requester.isReachable()).isFalse();
    assertThat(requester.sealedBy(ChallengePassword.of("")).isReachable()).isFalse();
    assertThat(requester.sealedBy(ChallengePassword.of("secret")).isReachable()).isTrue();
    assertThatThrownBy(
            () ->
                new CertRep.Success(
                    requester, Der.of(new DEROctetString(new byte[1]).getEncoded()), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
