package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scepter.scep.protocol.Party.CLIENT;
import static org.scepter.scep.protocol.Party.OTHER;
import static org.scepter.scep.protocol.Party.PROVIDER;
import static org.scepter.scep.protocol.Party.RA;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.KeyTransRecipientId;
import org.bouncycastle.cms.KeyTransRecipientInformation;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.operator.OperatorCreationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.Asn1Bounds;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.TransactionId;
import org.scepter.scep.protocol.algorithms.ContentCipher;
import org.scepter.scep.protocol.algorithms.DigestAlgorithm;
import org.scepter.scep.protocol.algorithms.MessagePolicy;

/**
 * Takes the answers apart with Bouncy Castle's own reader, which shares nothing with the writer.
 */
class CertRepWriterTest {
  /** Looks like a CRL as far as these tests go: a SEQUENCE. */
  static final Der CRL = Der.of(new byte[] {0x30, 0x03, 0x02, 0x01, 0x07});

  private static final Asn1Bounds BOUNDS = new Asn1Bounds(262_144, 32, 8192);
  private static final CertRep.Failure FAILURE =
      new CertRep.Failure(FailInfo.BAD_REQUEST, "die Prüfung", OptionalInt.of(-2147024809));

  private final CertRepWriter writer =
      new CertRepWriter(
          KeyHolder.of(RA.keys().getPrivate(), PROVIDER),
          RA.certificate(),
          PROVIDER,
          new SecureRandom());

  private static Echo echo(DigestAlgorithm digest, int nonceLength) {
    return new Echo(new TransactionId("tx_1"), Nonce.of(new byte[nonceLength]), digest);
  }

  private static Echo echo() {
    return echo(DigestAlgorithm.SHA256, 16);
  }

  static Requester requester(ContentCipher cipher) throws Exception {
    ClientMessage message = new ClientMessage();
    message.cipher = cipher.oid();
    return ((ScepRequest.PkcsReq)
            Readers.of(MessagePolicy.rfc8894()).read(message.bytes(), Readers.NOW))
        .requester();
  }

  private CMSSignedData signed(CertRep answer, Echo echo) throws CMSException {
    return new CMSSignedData(writer.write(answer, echo));
  }

  private static SignerInformation signer(CMSSignedData signed) {
    Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
    assertThat(signers).hasSize(1);
    return signers.iterator().next();
  }

  private static ASN1Encodable value(AttributeTable attributes, ASN1ObjectIdentifier type) {
    Attribute attribute = attributes.get(type);
    return attribute == null ? null : attribute.getAttrValues().getObjectAt(0);
  }

  private static ASN1ObjectIdentifier scep(int last) {
    return new ASN1ObjectIdentifier("2.16.840.1.113733.1.9." + last);
  }

  private static boolean verifies(SignerInformation signer)
      throws CMSException, OperatorCreationException {
    return signer.verify(
        new JcaSimpleSignerInfoVerifierBuilder().setProvider(PROVIDER).build(RA.certificate()));
  }

  @ParameterizedTest
  @EnumSource(value = DigestAlgorithm.class, mode = EnumSource.Mode.EXCLUDE, names = "MD5")
  void a_failure_is_signed_with_the_echoed_digest(DigestAlgorithm digest) throws Exception {
    CMSSignedData signed = signed(FAILURE, echo(digest, 16));

    assertThat(signer(signed).getDigestAlgOID()).isEqualTo(digest.oid().getId());
    assertThat(verifies(signer(signed))).isTrue();
  }

  @Test
  void a_failure_carries_what_the_rfc_and_microsoft_name() throws Exception {
    AttributeTable attributes = signer(signed(FAILURE, echo())).getSignedAttributes();

    assertThat(value(attributes, scep(2))).isEqualTo(new DERPrintableString("3"));
    assertThat(value(attributes, scep(3))).isEqualTo(new DERPrintableString("2"));
    assertThat(value(attributes, scep(4))).isEqualTo(new DERPrintableString("2"));
    assertThat(value(attributes, scep(7))).isEqualTo(new DERPrintableString("tx_1"));
    assertThat(value(attributes, new ASN1ObjectIdentifier("1.3.6.1.5.5.7.24.1")))
        .isEqualTo(new DERUTF8String("die Prüfung"));
    assertThat(value(attributes, new ASN1ObjectIdentifier("1.3.6.1.4.1.311.21.33")))
        .isEqualTo(new DERPrintableString("-2147024809"));
    assertThat(value(attributes, CMSAttributes.contentType)).isEqualTo(CMSObjectIdentifiers.data);
    assertThat(attributes.size()).isEqualTo(10);
  }

  @Test
  void a_failure_without_text_and_hresult_has_neither_attribute() throws Exception {
    CertRep.Failure bare = new CertRep.Failure(FailInfo.BAD_CERT_ID, "", OptionalInt.empty());
    AttributeTable attributes = signer(signed(bare, echo())).getSignedAttributes();

    assertThat(value(attributes, scep(4))).isEqualTo(new DERPrintableString("4"));
    assertThat(attributes.size()).isEqualTo(8);
  }

  @Test
  void a_pending_answer_has_no_fail_info() throws Exception {
    AttributeTable attributes = signer(signed(new CertRep.Pending(), echo())).getSignedAttributes();

    assertThat(value(attributes, scep(3))).isEqualTo(new DERPrintableString("3"));
    assertThat(value(attributes, scep(4))).isNull();
  }

  @Test
  void failure_and_pending_have_no_envelope_but_an_empty_content_as_openssl_needs_it()
      throws Exception {
    for (CertRep answer : List.of(FAILURE, new CertRep.Pending())) {
      CMSSignedData signed = signed(answer, echo());

      assertThat((byte[]) signed.getSignedContent().getContent()).isEmpty();
      assertThat(verifies(signer(signed))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 16, 17, 64})
  void the_clients_nonce_is_echoed_and_ours_is_fresh_and_never_longer(int length) throws Exception {
    byte[] first = nonces(length);
    byte[] second = nonces(length);

    assertThat(first).hasSize(Math.min(16, length)).isNotEqualTo(second);
  }

  private byte[] nonces(int length) throws CMSException {
    Echo echo = echo(DigestAlgorithm.SHA256, length);
    AttributeTable attributes = signer(signed(FAILURE, echo)).getSignedAttributes();
    assertThat(((ASN1OctetString) value(attributes, scep(6))).getOctets())
        .isEqualTo(new byte[length]);
    return ((ASN1OctetString) value(attributes, scep(5))).getOctets();
  }

  @Test
  void the_structure_is_what_strict_clients_ask_for() throws Exception {
    byte[] bytes =
        writer.write(
            new CertRep.Success(
                requester(ContentCipher.AES_256_CBC),
                Der.of(OTHER.holder().getEncoded()),
                List.of()),
            echo());
    SignedData data =
        SignedData.getInstance(
            ContentInfo.getInstance(ASN1Primitive.fromByteArray(bytes)).getContent());
    CMSSignedData signed = new CMSSignedData(bytes);

    assertThat(data.getVersion().hasValue(1)).isTrue();
    assertThat(data.getEncapContentInfo().getContentType()).isEqualTo(CMSObjectIdentifiers.data);
    assertThat(signer(signed).getVersion()).isEqualTo(1);
    assertThat(signer(signed).getSID().getSerialNumber()).isEqualTo(4711);
    assertThat(signer(signed).toASN1Structure().getDigestEncryptionAlgorithm())
        .isEqualTo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE));
    assertThat(signed.getCertificates().getMatches(null)).containsExactly(RA.holder());
  }

  @Test
  void the_wire_form_is_the_same_when_written_again_with_definite_lengths() throws Exception {
    byte[] bytes =
        writer.write(
            new CertRep.Success(
                requester(ContentCipher.AES_128_CBC),
                Der.of(OTHER.holder().getEncoded()),
                List.of()),
            echo());

    BOUNDS.check(bytes);
    assertThat(ASN1Primitive.fromByteArray(bytes).getEncoded(ASN1Encoding.DL)).isEqualTo(bytes);
    assertThat(ASN1Primitive.fromByteArray(bytes).getEncoded(ASN1Encoding.DER)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource(value = ContentCipher.class, mode = EnumSource.Mode.EXCLUDE, names = "DES_CBC")
  void a_success_holds_the_certificates_in_the_order_given(ContentCipher cipher) throws Exception {
    Der issued = Der.of(OTHER.holder().getEncoded());
    for (List<Der> chain :
        List.of(
            List.<Der>of(),
            List.of(Der.of(RA.holder().getEncoded()), Der.of(CLIENT.holder().getEncoded())),
            List.of(Der.of(CLIENT.holder().getEncoded()), Der.of(RA.holder().getEncoded())))) {
      CMSSignedData signed = signed(new CertRep.Success(requester(cipher), issued, chain), echo());
      assertThat(verifies(signer(signed))).isTrue();
      assertThat(value(signer(signed).getSignedAttributes(), scep(3)))
          .isEqualTo(new DERPrintableString("0"));
      byte[] opened = opened(signed, cipher);

      assertThat(certificates(opened))
          .startsWith(OTHER.holder())
          .hasSize(1 + chain.size())
          .extracting(X509CertificateHolder::getEncoded)
          .containsExactlyElementsOf(
              Stream.concat(Stream.of(issued), chain.stream()).map(Der::bytes).toList());
    }
  }

  private static byte[] opened(CMSSignedData signed, ContentCipher cipher) throws Exception {
    CMSEnvelopedData envelope =
        new CMSEnvelopedData((byte[]) signed.getSignedContent().getContent());
    assertThat(envelope.getEncryptionAlgOID()).isEqualTo(cipher.oid().getId());
    RecipientInformation recipient = envelope.getRecipientInfos().iterator().next();
    assertThat(recipient).isInstanceOf(KeyTransRecipientInformation.class);
    assertThat(((KeyTransRecipientId) recipient.getRID()).getSerialNumber())
        .isEqualTo(CLIENT.holder().getSerialNumber());
    return recipient.getContent(
        new JceKeyTransEnvelopedRecipient(CLIENT.keys().getPrivate()).setProvider(PROVIDER));
  }

  static List<Der> crls(byte[] bundle) throws IOException {
    SignedData data = SignedData.getInstance(ContentInfo.getInstance(bundle).getContent());
    assertThat(data.getCertificates()).isNull();
    assertThat(data.getSignerInfos().size()).isZero();
    List<Der> all = new ArrayList<>();
    for (ASN1Encodable crl : data.getCRLs()) {
      all.add(Der.of(crl.toASN1Primitive().getEncoded()));
    }
    return all;
  }

  static List<X509CertificateHolder> certificates(byte[] bundle) throws IOException {
    SignedData data = SignedData.getInstance(ContentInfo.getInstance(bundle).getContent());
    ASN1Set certificates = data.getCertificates();
    assertThat(data.getSignerInfos().size()).isZero();
    return StreamSupport.stream(certificates.spliterator(), false)
        .map(ASN1Sequence::getInstance)
        .map(Certificate::getInstance)
        .map(X509CertificateHolder::new)
        .toList();
  }

  @Test
  void an_ra_without_an_rsa_key_is_refused_at_once() {
    Party elliptic = Party.ec("CN=RA");

    assertThatThrownBy(
            () ->
                new CertRepWriter(
                    KeyHolder.of(elliptic.keys().getPrivate(), PROVIDER),
                    elliptic.certificate(),
                    PROVIDER,
                    new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new RaDecryptionKey(
                    elliptic.keys().getPrivate(),
                    elliptic.certificate(),
                    PROVIDER,
                    new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_fail_info_text_over_255_characters_is_our_own_fault() {
    assertThat(new CertRep.Failure(FailInfo.BAD_ALG, "x".repeat(255), OptionalInt.empty()))
        .isNotNull();
    assertThatThrownBy(
            () -> new CertRep.Failure(FailInfo.BAD_ALG, "x".repeat(256), OptionalInt.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
