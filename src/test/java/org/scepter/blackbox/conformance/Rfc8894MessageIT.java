package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.testing.scep.FailInfo.BAD_ALG;
import static org.scepter.testing.scep.FailInfo.BAD_MESSAGE_CHECK;

import jakarta.json.JsonObjectBuilder;
import java.security.KeyPair;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.testing.Applicant;
import org.scepter.testing.Approval;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.Digest;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.SignedAttribute;
import org.scepter.testing.scep.TestKeys;

/** How a message is built (RFC 8894 §3, §3.1, §3.2, §3.3.2). */
@OnServer
class Rfc8894MessageIT {
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();

  private static SignedData signedData(byte[] body) {
    ContentInfo outer = ContentInfo.getInstance(body);
    assertThat(outer.getContentType()).isEqualTo(CMSObjectIdentifiers.signedData);
    return SignedData.getInstance(outer.getContent());
  }

  private SignedData answerTo(Applicant applicant) {
    return signedData(server.scep().postRaw(applicant.message().encoded()).body());
  }

  private static EnvelopedData enveloped(SignedData signed) {
    byte[] content =
        ASN1OctetString.getInstance(signed.getEncapContentInfo().getContent()).getOctets();
    ContentInfo inner = ContentInfo.getInstance(content);
    assertThat(inner.getContentType()).isEqualTo(CMSObjectIdentifiers.envelopedData);
    return EnvelopedData.getInstance(inner.getContent());
  }

  // §3, §3.1: ContentInfo, SignedData, eContent of type data, EnvelopedData, messageData
  @Test
  void an_answer_is_encrypted_first_and_then_signed() {
    SignedData answer = answerTo(Applicant.at(server));

    assertThat(answer.getEncapContentInfo().getContentType()).isEqualTo(CMSObjectIdentifiers.data);
    assertThat(answer.getSignerInfos().size()).isOne();
    assertThat(enveloped(answer).getEncryptedContentInfo().getContentType())
        .isEqualTo(CMSObjectIdentifiers.data);
  }

  // §3.2
  @Test
  void what_is_signed_is_of_type_data() {
    Applicant applicant = Applicant.at(server);
    byte[] message =
        applicant.message().contentType(CMSObjectIdentifiers.envelopedData.getId()).encoded();

    assertThat(server.scep().postRaw(message).statusCode()).isEqualTo(400);
    applicant.requireUntouched();
  }

  // §3.2
  @Test
  void a_signer_has_signed_attributes() {
    Applicant applicant = Applicant.at(server);

    assertThat(
            server
                .scep()
                .postRaw(applicant.message().withoutSignedAttributes().encoded())
                .statusCode())
        .isEqualTo(400);
    applicant.requireUntouched();
  }

  private static Named<java.util.function.UnaryOperator<PkiMessage>> bent(
      String name, java.util.function.UnaryOperator<PkiMessage> bending) {
    return Named.of(name, bending);
  }

  static Stream<Named<java.util.function.UnaryOperator<PkiMessage>>> wrongAttributes() {
    DEROctetString digest = new DEROctetString(Digest.SHA256.of(new byte[0]));
    ASN1ObjectIdentifier type = CMSObjectIdentifiers.envelopedData;
    return Stream.of(
        bent("no contentType", message -> message.without(SignedAttribute.CONTENT_TYPE)),
        bent("a wrong contentType", m -> m.attribute(SignedAttribute.CONTENT_TYPE, type)),
        bent("no messageDigest", message -> message.without(SignedAttribute.MESSAGE_DIGEST)),
        bent("a wrong messageDigest", m -> m.attribute(SignedAttribute.MESSAGE_DIGEST, digest)));
  }

  // §3.2 with RFC 5652 §5.3
  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongAttributes")
  void content_type_and_message_digest_are_signed_and_right(
      java.util.function.UnaryOperator<PkiMessage> bending) {
    Applicant applicant = Applicant.at(server);

    applicant.requireRefused(bending.apply(applicant.message()), BAD_MESSAGE_CHECK);
  }

  // §3.2, §3.3.2.2: no messageData, hence no envelope; the empty content is ADR 0032's
  @Test
  void a_failure_has_no_envelope() {
    Applicant applicant = Applicant.at(server);
    SignedData failure =
        signedData(server.scep().postRaw(applicant.message().brokenSignature().encoded()).body());

    requireNoEnvelope(failure);
  }

  // §3.2, §3.3.2.3
  @Test
  void a_pending_answer_has_no_envelope() {
    requireNoEnvelope(answerTo(Applicant.of(server.scep(), new Approval(site).device())));
  }

  private static void requireNoEnvelope(SignedData answer) {
    assertThat(ASN1OctetString.getInstance(answer.getEncapContentInfo().getContent()).getOctets())
        .isEmpty();
  }

  // §3.1: a message without envelope SHOULD NOT be sent
  @Test
  void a_request_without_an_envelope_is_not_taken() {
    Applicant applicant = Applicant.at(server);
    byte[] bare = applicant.csr().der();

    applicant.requireRefused(applicant.message().bendEnvelope(envelope -> bare), BAD_MESSAGE_CHECK);
  }

  private static RecipientInfo onlyRecipient(SignedData answer) {
    ASN1Set recipients = enveloped(answer).getRecipientInfos();
    assertThat(recipients.size()).isOne();
    return RecipientInfo.getInstance(recipients.getObjectAt(0));
  }

  // §3.1
  @Test
  void an_rsa_key_gets_its_answer_by_key_transport() {
    RecipientInfo recipient = onlyRecipient(answerTo(Applicant.at(server)));

    assertThat(recipient.getInfo())
        .isInstanceOf(org.bouncycastle.asn1.cms.KeyTransRecipientInfo.class);
  }

  private Applicant ec() {
    JsonObjectBuilder profile =
        site.profileJson()
            .add("templateName", "ScepterDeviceSignature")
            .add("keyUsage", SiteClient.array(java.util.List.of("digitalSignature")))
            .add("keyType", "EC")
            .add("keySize", 256)
            .add("validity", "P1D")
            .add("renewalThresholdPercent", 99);
    return Applicant.of(server.scep(), site.profile(profile.build()).deployedDevice())
        .with(TestKeys.ec());
  }

  // §3.1: ECDSA cannot encrypt, so the challenge is the key (RFC 3211)
  @Test
  void a_key_that_cannot_encrypt_gets_its_answer_under_the_challenge() {
    Applicant applicant = ec();
    RecipientInfo recipient = onlyRecipient(answerTo(applicant));

    assertThat(recipient.getInfo())
        .isInstanceOf(org.bouncycastle.asn1.cms.PasswordRecipientInfo.class);
    applicant.requireCertificate(
        server
            .scep()
            .post(applicant.message().answerPassword(applicant.policy().requireChallenge())));
  }

  private PkiMessage renewal(Enrolment old, Csr csr) {
    return PkiMessage.renewalReq(csr, server.scep().caCertificates().encryption(), old.owner());
  }

  private Enrolment ecEnrolment() {
    Applicant applicant = ec();
    PkiMessage message = applicant.message().answerPassword(applicant.policy().requireChallenge());
    return new Enrolment(
        applicant.policy(), applicant.key(), message, server.scep().post(message).certificate());
  }

  // §3.1: no way is defined to seal the answer
  @Test
  void a_renewal_of_an_ec_certificate_without_a_challenge_is_told_why_it_cannot_be() {
    Enrolment old = ecEnrolment();

    CertRep answer = server.scep().post(renewal(old, old.renewal(TestKeys.ec())));

    assertThat(answer.failInfo()).contains(BAD_ALG);
    assertThat(answer.failInfoText())
        .contains("the key cannot decrypt and there is no challenge to seal with");
  }

  // §3.1: the challenge in the request keys the answer, though it authorises nothing any more
  @Test
  void a_renewal_of_an_ec_certificate_with_a_challenge_is_answered_under_it() {
    Enrolment old = ecEnrolment();
    KeyPair key = TestKeys.ec();
    PkiMessage message =
        renewal(old, old.renewal(key).challenge("chosen-by-the-device"))
            .answerPassword("chosen-by-the-device");

    assertThat(server.scep().post(message).certificate().getPublicKey()).isEqualTo(key.getPublic());
  }
}
