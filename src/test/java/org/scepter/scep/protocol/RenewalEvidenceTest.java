package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scepter.scep.protocol.Party.CLIENT;
import static org.scepter.scep.protocol.Party.OTHER;
import static org.scepter.scep.protocol.Party.PROVIDER;

import org.bouncycastle.asn1.DERPrintableString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.MessagePolicy;

class RenewalEvidenceTest {
  private final ClientMessage message = new ClientMessage();

  private static ScepRequest read(byte[] message) throws UnreadableException {
    return Readers.of(MessagePolicy.rfc8894()).read(message, Readers.NOW);
  }

  private static RenewalEvidence evidence(byte[] message, ContentEncryptionKey key)
      throws UnreadableException {
    return RenewalEvidence.read(
        Der.of(message), key, MessagePolicy.rfc8894(), PkiMessageLimits.standard(), PROVIDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "19"})
  void both_ways_of_renewing_carry_the_key_that_opens_them_again(String type) throws Exception {
    message.messageType = new DERPrintableString(type);
    message.messageData = ClientMessage.request(OTHER, "secret");
    byte[] bytes = message.bytes();

    ScepRequest.RenewalReq renewal = (ScepRequest.RenewalReq) read(bytes);
    RenewalEvidence evidence = evidence(bytes, renewal.contentKey());

    assertThat(renewal.type())
        .isEqualTo(type.equals("17") ? MessageType.RENEWAL_REQ : MessageType.PKCS_REQ);
    assertThat(evidence.request()).isEqualTo(renewal.request());
    assertThat(evidence.certificate().bytes()).isEqualTo(CLIENT.holder().getEncoded());
    assertThat(evidence.key()).isEqualTo(renewal.requester().key());
    assertThat(evidence.transaction()).isEqualTo(renewal.echo().transaction());
    assertThat(evidence.toString()).doesNotContain("secret");
  }

  @Test
  void a_certificate_by_another_over_the_requested_key_makes_it_a_renewal() throws Exception {
    message.signer = Party.issued("CN=device", CLIENT.keys(), 7, "CN=another CA", OTHER.keys());

    assertThat(read(message.bytes())).isInstanceOf(ScepRequest.RenewalReq.class);
  }

  @Test
  void a_renewal_with_the_same_key_is_one() throws Exception {
    message.messageType = new DERPrintableString("17");

    assertThat(read(message.bytes())).isInstanceOf(ScepRequest.RenewalReq.class);
  }

  @Test
  void evidence_is_not_to_be_had_with_another_key_or_of_another_length() throws Exception {
    byte[] bytes = renewal();

    assertThatThrownBy(() -> evidence(bytes, ContentEncryptionKey.of(new byte[16])))
        .isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> evidence(bytes, ContentEncryptionKey.of(new byte[24])))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("length");
  }

  private byte[] renewal() {
    message.messageType = new DERPrintableString("17");
    message.messageData = ClientMessage.request(OTHER, "secret");
    return message.bytes();
  }

  @Test
  void evidence_is_not_to_be_had_from_a_bent_message_whatever_its_key_opens() throws Exception {
    byte[] bytes = renewal();
    ContentEncryptionKey key = ((ScepRequest.RenewalReq) read(bytes)).contentKey();
    for (int i = 1; i < bytes.length; i += 37) {
      byte[] bent = bytes.clone();
      bent[i] ^= 1;
      assertUnreadableOrSame(bent, key);
    }
    byte[] signature = bytes.clone();
    signature[bytes.length - 1] ^= 1;
    assertThatThrownBy(() -> evidence(signature, key))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("signature");
  }

  // Some octets of the certificate that is not ours to check may bend; what was signed may not.
  private static void assertUnreadableOrSame(byte[] bent, ContentEncryptionKey key) {
    try {
      RenewalEvidence evidence = evidence(bent, key);
      assertThat(evidence.request().der().bytes()).isNotEmpty();
      assertThat(evidence.certificate().bytes().length).isPositive();
      assertThat(evidence.request().isSignedByItsKey(PROVIDER, false)).isTrue();
    } catch (UnreadableException e) {
      assertThat(e).hasMessageNotContaining("secret");
    }
  }

  @Test
  void a_poll_is_no_evidence() throws Exception {
    byte[] bytes = renewal();
    ContentEncryptionKey key = ((ScepRequest.RenewalReq) read(bytes)).contentKey();
    message.messageType = new DERPrintableString("20");

    assertThatThrownBy(() -> evidence(message.bytes(), key))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("messageType");
  }
}
