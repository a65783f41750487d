package org.scepter.testing.scep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The test client's own messages, read by Bouncy Castle's CMS. */
class ScepClientTest {
  private static final KeyPair KEY = TestKeys.rsa();
  private static final KeyPair RA_KEY = TestKeys.rsa();
  private static final Signer DEVICE = Signer.selfSigned(KEY, "CN=device");
  private static final Signer RA = Signer.selfSigned(RA_KEY, "CN=ra");

  private static PkiMessage message() {
    return PkiMessage.pkcsReq(csr(), RA.certificate(), DEVICE);
  }

  private static Csr csr() {
    return Csr.of(KEY, "CN=device,O=Example")
        .alternativeNames(List.of("DNS:device.example.test"))
        .keyUsage(Csr.GENERAL_PURPOSE)
        .challenge("secret");
  }

  private static boolean verifies(byte[] message) throws CMSException, OperatorCreationException {
    SignerInformation signer =
        new CMSSignedData(message).getSignerInfos().getSigners().iterator().next();
    try {
      return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(DEVICE.certificate()));
    } catch (CMSException e) {
      return false;
    }
  }

  private static byte[] envelope(byte[] message) {
    return ASN1OctetString.getInstance(
            SignedData.getInstance(ContentInfo.getInstance(message).getContent())
                .getEncapContentInfo()
                .getContent())
        .getOctets();
  }

  @Test
  void a_request_carries_its_proof_of_possession() throws Exception {
    PKCS10CertificationRequest read = new PKCS10CertificationRequest(csr().der());

    assertThat(
            read.isSignatureValid(new JcaContentVerifierProviderBuilder().build(KEY.getPublic())))
        .isTrue();
    assertThat(read.getSubject()).hasToString("CN=device,O=Example");
  }

  @Test
  void a_message_is_signed_and_opens_again() throws Exception {
    byte[] message = message().encoded();

    assertThat(verifies(message)).isTrue();
    assertThat(Opened.open(envelope(message), RA)).isEqualTo(csr().der());
  }

  @Test
  void an_indefinite_message_is_signed_opens_and_is_indefinite() throws Exception {
    byte[] message = message().indefiniteLengths().encoded();

    assertThat(message[1]).isEqualTo((byte) 0x80);
    assertThat(verifies(message)).isTrue();
    assertThat(Opened.open(envelope(message), RA)).isEqualTo(csr().der());
    assertThatThrownBy(() -> Tlv.of(message)).hasMessageContaining("indefinite");
  }

  @ParameterizedTest
  @EnumSource
  void every_cipher_opens_again(ContentCipher cipher) {
    byte[] envelope =
        Envelope.seal(csr().der(), RA.certificate(), KeyTransport.PKCS1, cipher, Asn1.DER);

    if (cipher == ContentCipher.DES) {
      assertThatThrownBy(() -> Opened.open(envelope, RA)).hasMessageContaining("cipher");
    } else {
      assertThat(Opened.open(envelope, RA)).isEqualTo(csr().der());
    }
  }

  @Test
  void faults_are_faults() throws Exception {
    assertThat(verifies(message().brokenSignature().encoded())).isFalse();
    assertThat(
            new PKCS10CertificationRequest(csr().brokenSignature().der())
                .isSignatureValid(new JcaContentVerifierProviderBuilder().build(KEY.getPublic())))
        .isFalse();
    assertThat(new CMSSignedData(message().signers().encoded()).getSignerInfos().size()).isZero();
    assertThat(new CMSSignedData(message().signers(DEVICE, RA).encoded()).getSignerInfos().size())
        .isEqualTo(2);
  }

  @Test
  void padding_makes_a_message_longer_and_leaves_it_valid() throws Exception {
    byte[] message = message().padding(38_000).encoded();

    assertThat(message.length).isGreaterThan(38_000);
    assertThat(verifies(message)).isTrue();
  }
}
