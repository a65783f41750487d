package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scepter.scep.protocol.Party.CLIENT;
import static org.scepter.scep.protocol.Party.OTHER;
import static org.scepter.scep.protocol.Party.PROVIDER;
import static org.scepter.scep.protocol.Party.RA;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMECapability;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.Asn1Bounds;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.ContentCipher;
import org.scepter.scep.protocol.algorithms.DigestAlgorithm;
import org.scepter.scep.protocol.algorithms.MessagePolicy;
import org.scepter.scep.protocol.algorithms.SigningTimeRule;
import org.scepter.scep.protocol.cms.Tlv;

class PkiMessageReaderTest {
  private final ClientMessage message = new ClientMessage();

  private static ScepRequest read(byte[] bytes, MessagePolicy policy) throws UnreadableException {
    return Readers.of(policy).read(bytes, Readers.NOW);
  }

  private ScepRequest read() throws UnreadableException {
    return read(message.bytes(), MessagePolicy.rfc8894());
  }

  private MessageFault fault() throws UnreadableException {
    return fault(message.bytes());
  }

  private static MessageFault fault(byte[] bytes) throws UnreadableException {
    ScepRequest request = read(bytes, MessagePolicy.rfc8894());
    assertThat(request).isInstanceOf(ScepRequest.Rejected.class);
    assertThat(request.echo().transaction().value()).isEqualTo(ClientMessage.TRANSACTION);
    assertThat(request.echo().senderNonce()).isEqualTo(Nonce.of(ClientMessage.NONCE));
    return ((ScepRequest.Rejected) request).fault();
  }

  private void assertUnreadable(String reason) {
    assertThatThrownBy(this::read)
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(reason);
  }

  // ---- what is read

  @Test
  void a_pkcs_req_comes_back_with_its_pkcs10_and_what_the_answer_needs() throws Exception {
    ScepRequest.PkcsReq request = (ScepRequest.PkcsReq) read();

    assertThat(request.request().subject()).isEqualTo(SubjectName.parse("CN=phone-1,O=Example"));
    assertThat(request.request().challengePassword().orElseThrow().reveal()).isEqualTo("secret");
    assertThat(request.echo().transaction().value()).isEqualTo(ClientMessage.TRANSACTION);
    assertThat(request.echo().senderNonce().octets()).isEqualTo(ClientMessage.NONCE);
    assertThat(request.echo().digest()).isEqualTo(DigestAlgorithm.SHA256);
    assertThat(request.requester().certificate().bytes()).isEqualTo(CLIENT.holder().getEncoded());
    assertThat(request.requester().answerCipher()).isEqualTo(ContentCipher.AES_128_CBC);
  }

  @ParameterizedTest
  @ValueSource(strings = {ASN1Encoding.DER, ASN1Encoding.DL, ASN1Encoding.BER})
  void der_and_ber_with_indefinite_lengths_as_jscep_and_apple_send_it_are_equal(String encoding)
      throws Exception {
    message.encoding = encoding;

    assertThat(read()).isInstanceOf(ScepRequest.PkcsReq.class);
  }

  @Test
  void the_kinds_of_request_are_told_apart_by_message_type() throws Exception {
    message.messageType = new DERPrintableString("17");
    message.messageData = ClientMessage.request(OTHER, "");
    assertThat(read()).isInstanceOf(ScepRequest.RenewalReq.class);

    X500Name issuer = new X500Name("CN=CA");
    message.messageType = new DERPrintableString("20");
    message.messageData =
        new DERSequence(new ASN1Encodable[] {issuer, new X500Name("CN=phone-1")}).getEncoded();
    assertThat(read()).isInstanceOf(ScepRequest.CertPoll.class);

    message.messageData = new IssuerAndSerialNumber(issuer, BigInteger.valueOf(77)).getEncoded();
    message.messageType = new DERPrintableString("21");
    assertThat(((ScepRequest.GetCert) read()).serial().hex()).isEqualTo("4d");
    message.messageType = new DERPrintableString("22");
    assertThat(((ScepRequest.GetCrl) read()).issuer()).isEqualTo(SubjectName.parse("CN=CA"));
  }

  @Test
  void the_signers_subject_may_differ_from_the_requests_as_cisco_does_it() throws Exception {
    message.signer = Party.of("CN=something else", CLIENT.keys(), 9, "SHA256withRSA");

    assertThat(read()).isInstanceOf(ScepRequest.PkcsReq.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 64})
  void a_nonce_of_old_ios_up_to_four_times_the_rfcs_is_taken(int length) throws Exception {
    message.senderNonce = new DEROctetString(new byte[length]);

    assertThat(read().echo().senderNonce().octets()).hasSize(length);
  }

  @Test
  void transaction_ids_in_other_string_types_are_taken() throws Exception {
    message.transactionId = new DERUTF8String("abc+/=");
    assertThat(read().echo().transaction().value()).isEqualTo("abc+/=");
    message.transactionId = new DERIA5String("a_b@c");
    assertThat(read().echo().transaction().value()).isEqualTo("a_b@c");
  }

  @Test
  void only_the_recipient_that_names_the_ra_is_tried() throws Exception {
    message.recipients = List.of(ClientMessage.to(OTHER), ClientMessage.to(RA));
    assertThat(read()).isInstanceOf(ScepRequest.PkcsReq.class);

    message.recipients = List.of(ClientMessage.to(OTHER));
    assertThat(fault()).isEqualTo(MessageFault.NOT_OPENED);
  }

  @Test
  void a_recipient_may_be_named_by_its_key_identifier() throws Exception {
    byte[] identifier =
        org.bouncycastle.asn1.x509.SubjectKeyIdentifier.fromExtensions(RA.holder().getExtensions())
            .getKeyIdentifier();
    message.recipients =
        List.of(
            new JceKeyTransRecipientInfoGenerator(identifier, RA.keys().getPublic())
                .setProvider(PROVIDER));
    assertThat(read()).isInstanceOf(ScepRequest.PkcsReq.class);

    identifier[0]++;
    message.recipients =
        List.of(
            new JceKeyTransRecipientInfoGenerator(identifier, RA.keys().getPublic())
                .setProvider(PROVIDER));
    assertThat(fault()).isEqualTo(MessageFault.NOT_OPENED);
  }

  @Test
  void a_signer_may_be_named_by_its_key_identifier() throws Exception {
    message.signerByKeyIdentifier = true;

    assertThat(read()).isInstanceOf(ScepRequest.PkcsReq.class);
  }

  // ---- what only gets a plain answer

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void a_message_without_exactly_one_signer_is_unreadable(int signers) {
    message.signers = signers;

    assertUnreadable("signers, not one");
  }

  @Test
  void a_message_without_its_signers_certificate_is_unreadable() {
    message.certificateIncluded = false;
    assertUnreadable("certificate is missing");
    message.moreCertificates = List.of(OTHER.holder());
    assertUnreadable("certificate is missing");
  }

  static Stream<Arguments> attributes_without_which_there_is_no_answer() {
    return Stream.of(
        bent("has no transactionID", m -> m.transactionId = null),
        bent("has no transactionID", m -> m.transactionId = new DEROctetString(new byte[8])),
        bent("1 to 256", m -> m.transactionId = new DERPrintableString("")),
        bent("1 to 256", m -> m.transactionId = new DERPrintableString("x".repeat(257))),
        bent("printable ASCII", m -> m.transactionId = new DERUTF8String("a\nb")),
        bent("printable ASCII", m -> m.transactionId = new DERUTF8String("ä")),
        bent("has no senderNonce", m -> m.senderNonce = null),
        bent("has no senderNonce", m -> m.senderNonce = new DERPrintableString("0123456789")),
        bent("8 to 64", m -> m.senderNonce = new DEROctetString(new byte[7])),
        bent("8 to 64", m -> m.senderNonce = new DEROctetString(new byte[65])),
        bent(
            "is repeated",
            m ->
                m.moreAttributes.add(
                    new Attribute(
                        SignedAttributes.TRANSACTION_ID,
                        new DERSet(new DERPrintableString("twice"))))),
        bent("not of type data", m -> m.contentType = CMSObjectIdentifiers.envelopedData));
  }

  private static Arguments bent(String reason, Consumer<ClientMessage> bend) {
    return Arguments.of(reason, bend);
  }

  @ParameterizedTest
  @MethodSource("attributes_without_which_there_is_no_answer")
  void a_message_that_cannot_be_answered_is_unreadable(
      String reason, Consumer<ClientMessage> bend) {
    bend.accept(message);

    assertUnreadable(reason);
  }

  @Test
  void every_truncation_is_unreadable() {
    byte[] whole = message.bytes();
    for (int length = 0; length < whole.length; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut, MessagePolicy.rfc8894()))
          .isInstanceOf(UnreadableException.class);
    }
  }

  @Test
  void bytes_after_the_message_are_unreadable() {
    byte[] whole = message.bytes();
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1), MessagePolicy.rfc8894()))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void limits_hold_at_their_value_and_refuse_one_more() throws Exception {
    message.moreCertificates = List.of(OTHER.holder());
    byte[] bytes = message.bytes();
    Asn1Bounds enough = new Asn1Bounds(bytes.length, 32, 8192);

    assertThat(limited(bytes, new PkiMessageLimits(enough, 2, 1, 7)))
        .isInstanceOf(ScepRequest.PkcsReq.class);
    assertTooMuch(bytes, new PkiMessageLimits(enough, 1, 1, 7), "more than 1 certificates");
    assertTooMuch(bytes, new PkiMessageLimits(enough, 2, 1, 6), "more than 6 signed attributes");
    assertTooMuch(
        bytes,
        new PkiMessageLimits(new Asn1Bounds(bytes.length - 1, 32, 8192), 2, 1, 5),
        "longer than");
  }

  @Test
  void more_recipients_than_allowed_are_not_opened() throws Exception {
    message.recipients = List.of(ClientMessage.to(OTHER), ClientMessage.to(RA));
    Asn1Bounds enough = new Asn1Bounds(65_536, 32, 8192);

    assertThat(limited(message.bytes(), new PkiMessageLimits(enough, 1, 2, 7)))
        .isInstanceOf(ScepRequest.PkcsReq.class);
    assertThat(limited(message.bytes(), new PkiMessageLimits(enough, 1, 1, 7)))
        .isInstanceOf(ScepRequest.Rejected.class);
  }

  private static ScepRequest limited(byte[] bytes, PkiMessageLimits limits)
      throws UnreadableException {
    return Readers.of(MessagePolicy.rfc8894(), limits).read(bytes, Readers.NOW);
  }

  private static void assertTooMuch(byte[] bytes, PkiMessageLimits limits, String reason) {
    assertThatThrownBy(() -> limited(bytes, limits))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(reason);
  }

  // ---- what gets a signed failure

  @ParameterizedTest
  @ValueSource(strings = {"18", "3", "0", "1", "23", "190", "019", " 19", "-19", "", "x"})
  void any_other_message_type_is_verified_but_unsupported(String type) throws Exception {
    message.messageType = new DERPrintableString(type);

    assertThat(fault()).isEqualTo(MessageFault.UNSUPPORTED_MESSAGE_TYPE);
  }

  @Test
  void a_missing_or_odd_message_type_is_verified_but_unsupported() throws Exception {
    message.messageType = null;
    assertThat(fault()).isEqualTo(MessageFault.UNSUPPORTED_MESSAGE_TYPE);
    message.messageType = new DEROctetString(new byte[] {'1', '9'});
    assertThat(fault()).isEqualTo(MessageFault.UNSUPPORTED_MESSAGE_TYPE);
  }

  @Test
  void a_broken_signature_is_rejected_whatever_else_the_message_says() throws Exception {
    byte[] bytes = message.bytes();
    bytes[bytes.length - 1] ^= 1;
    assertThat(fault(bytes)).isEqualTo(MessageFault.BAD_SIGNATURE);

    message.messageType = new DERPrintableString("18");
    bytes = message.bytes();
    bytes[bytes.length - 1] ^= 1;
    assertThat(fault(bytes)).isEqualTo(MessageFault.BAD_SIGNATURE);
  }

  @Test
  void a_signature_by_another_key_than_the_certificates_is_rejected() throws Exception {
    message.signer = new Party(OTHER.keys(), CLIENT.holder());

    assertThat(fault()).isEqualTo(MessageFault.BAD_SIGNATURE);
  }

  @Test
  void content_that_was_exchanged_after_signing_is_rejected() throws Exception {
    byte[] bytes = message.bytes();
    byte[] content = Arrays.copyOfRange(message.envelope(), 60, 70);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u0004\u0082\u0001\u0000");
    assertThat(at).isPositive();
    System.arraycopy(content, 0, bytes, at + 50, content.length);

    assertThat(fault(bytes)).isEqualTo(MessageFault.BAD_SIGNATURE);
  }

  @ParameterizedTest
  @CsvSource({"MD5withRSA, true", "SHA1withRSA, false", "SHA224withRSA, true"})
  void a_digest_that_policy_does_not_take_is_answered_with_sha_256(String algorithm, boolean sha1)
      throws Exception {
    message.signatureAlgorithm = algorithm;

    ScepRequest.Rejected rejected =
        (ScepRequest.Rejected) read(message.bytes(), new MessagePolicy(sha1, true, true));

    assertThat(rejected.fault()).isEqualTo(MessageFault.ALGORITHM_NOT_ALLOWED);
    assertThat(rejected.echo().digest()).isEqualTo(DigestAlgorithm.SHA256);
  }

  @Test
  void a_signature_algorithm_other_than_rsa_pkcs1_is_not_taken() throws Exception {
    message.signatureAlgorithm = "SHA256withRSAandMGF1";

    assertThat(fault()).isEqualTo(MessageFault.ALGORITHM_NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp224r1", "secp256k1"})
  void a_signer_on_another_curve_is_not_taken(String curve) throws Exception {
    message.signer = Party.ec("CN=elliptic", curve);
    message.signatureAlgorithm = "SHA256withECDSA";

    assertThat(fault()).isEqualTo(MessageFault.KEY_NOT_ALLOWED);
  }

  @Test
  void a_signature_by_ec_may_be_written_as_its_key_alone() throws Exception {
    message.signer = Party.ec("CN=elliptic");
    message.signatureAlgorithm = "SHA256withECDSA";
    message.messageData = ClientMessage.request(message.signer, "secret");

    assertThat(read()).isInstanceOf(ScepRequest.PkcsReq.class);
    assertThat(read(written(X9ObjectIdentifiers.id_ecPublicKey), MessagePolicy.rfc8894()))
        .isInstanceOf(ScepRequest.PkcsReq.class);
    for (ASN1ObjectIdentifier other :
        List.of(
            DigestAlgorithm.SHA384.withEcdsa(),
            DigestAlgorithm.SHA256.withRsa(),
            PKCSObjectIdentifiers.rsaEncryption)) {
      assertThat(fault(written(other))).isEqualTo(MessageFault.ALGORITHM_NOT_ALLOWED);
    }
  }

  /** The message with another name for its signature algorithm, which nothing signs. */
  private byte[] written(ASN1ObjectIdentifier algorithm) throws Exception {
    SignedData data = SignedData.getInstance(ContentInfo.getInstance(message.bytes()).getContent());
    SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    SignerInfo bent =
        new SignerInfo(
            signer.getSID(),
            signer.getDigestAlgorithm(),
            signer.getAuthenticatedAttributes(),
            new AlgorithmIdentifier(algorithm),
            signer.getEncryptedDigest(),
            null);
    SignedData all =
        new SignedData(
            data.getDigestAlgorithms(),
            data.getEncapContentInfo(),
            data.getCertificates(),
            null,
            new DERSet(bent));
    return new ContentInfo(CMSObjectIdentifiers.signedData, all).getEncoded(ASN1Encoding.DL);
  }

  @Test
  void ciphers_are_taken_as_policy_says() throws Exception {
    message.cipher = CMSAlgorithm.DES_CBC;
    assertThat(fault()).isEqualTo(MessageFault.ALGORITHM_NOT_ALLOWED);
    message.cipher = new ASN1ObjectIdentifier("1.2.840.113549.3.2");
    assertThat(fault()).isEqualTo(MessageFault.ALGORITHM_NOT_ALLOWED);

    message.cipher = CMSAlgorithm.DES_EDE3_CBC;
    assertThat(answerCipher(new MessagePolicy(true, true, false)))
        .isEqualTo(ContentCipher.DES_EDE3_CBC);
    assertThat(read(message.bytes(), MessagePolicy.modern()))
        .isInstanceOf(ScepRequest.Rejected.class);
  }

  @Test
  void single_des_is_never_answered_in_kind() throws Exception {
    message.cipher = CMSAlgorithm.DES_CBC;

    assertThat(answerCipher(new MessagePolicy(true, true, true)))
        .isEqualTo(ContentCipher.DES_EDE3_CBC);
    assertThat(answerCipher(new MessagePolicy(true, false, true)))
        .isEqualTo(ContentCipher.AES_128_CBC);
  }

  private ContentCipher answerCipher(MessagePolicy policy) throws UnreadableException {
    return ((ScepRequest.PkcsReq) read(message.bytes(), policy)).requester().answerCipher();
  }

  @ParameterizedTest
  @CsvSource({
    "2.16.840.1.101.3.4.1.6", // AES-128-GCM
    "2.16.840.1.101.3.4.1.46", // AES-256-GCM
    "1.2.840.113549.3.4", // RC4
    "1.2.840.113549.1.9.16.3.18" // ChaCha20-Poly1305
  })
  void any_other_cipher_is_named_as_not_allowed(String cipher) throws Exception {
    byte[] envelope = message.envelope();
    EnvelopedData data = EnvelopedData.getInstance(ContentInfo.getInstance(envelope).getContent());
    EncryptedContentInfo content = data.getEncryptedContentInfo();
    message.content =
        encoded(
            new ContentInfo(
                CMSObjectIdentifiers.envelopedData,
                new EnvelopedData(
                    null,
                    data.getRecipientInfos(),
                    new EncryptedContentInfo(
                        content.getContentType(),
                        new AlgorithmIdentifier(
                            new ASN1ObjectIdentifier(cipher),
                            content.getContentEncryptionAlgorithm().getParameters()),
                        content.getEncryptedContent()),
                    (ASN1Set) null)));

    assertThat(fault()).isEqualTo(MessageFault.ALGORITHM_NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "AES_256_CBC, AES_256_CBC, true",
    "AES_256_CBC, AES_256_CBC, false",
    "AES_192_CBC, AES_192_CBC, true",
    "DES_EDE3_CBC, AES_128_CBC, true",
    "DES_CBC, AES_128_CBC, true",
    "DES_CBC, AES_128_CBC, false"
  })
  void the_answer_takes_the_strongest_cipher_that_the_request_shows(
      ContentCipher shown, ContentCipher answered, boolean tripleDes) throws Exception {
    shows(new SMIMECapability(shown.oid(), null));
    assertThat(answerCipher(new MessagePolicy(true, tripleDes, true))).isEqualTo(answered);
  }

  private void shows(SMIMECapability... capabilities) {
    message.moreAttributes.add(
        new Attribute(
            PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities,
            new DERSet(new DERSequence(capabilities))));
  }

  @ParameterizedTest
  @CsvSource({
    "SHA1withRSA, SHA512, SHA512",
    "SHA256withRSA, SHA1, SHA256",
    "SHA512withRSA, MD5, SHA512",
    "MD5withRSA, MD5, SHA1"
  })
  void the_answer_takes_the_strongest_digest_that_the_request_shows_but_never_md5(
      String used, DigestAlgorithm shown, DigestAlgorithm answered) throws Exception {
    message.signatureAlgorithm = used;
    shows(new SMIMECapability(shown.withRsa(), null));

    assertThat(
            read(
                    message.bytes(),
                    new MessagePolicy(true, true, false, true, SigningTimeRule.note()))
                .echo()
                .digest())
        .isEqualTo(answered);
  }

  @Test
  void md5_is_answered_with_sha_256_where_sha_1_is_not_allowed() throws Exception {
    message.signatureAlgorithm = "MD5withRSA";
    ScepRequest request =
        read(message.bytes(), new MessagePolicy(false, true, false, true, SigningTimeRule.note()));

    assertThat(request).isInstanceOf(ScepRequest.PkcsReq.class);
    assertThat(request.echo().digest()).isEqualTo(DigestAlgorithm.SHA256);
  }

  @Test
  void capabilities_that_cannot_be_read_show_nothing() throws Exception {
    message.moreAttributes.add(
        new Attribute(
            PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities,
            new DERSet(new DERSequence(new DERUTF8String("x")))));

    assertThat(answerCipher(MessagePolicy.rfc8894())).isEqualTo(ContentCipher.AES_128_CBC);
  }

  // ---- the signer's clock

  private ScepRequest signedAt(Instant time, boolean refuse) throws UnreadableException {
    message.moreAttributes =
        List.of(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(time)))));
    return read(
        message.bytes(),
        new MessagePolicy(
            true, true, false, false, new SigningTimeRule(Duration.ofMinutes(5), refuse)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, 0, 300})
  void a_signing_time_within_the_bias_passes_unnoted(long seconds) throws Exception {
    ScepRequest.PkcsReq request =
        (ScepRequest.PkcsReq) signedAt(Readers.NOW.plusSeconds(seconds), true);

    assertThat(request.requester().clockDifference()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, -400_000_000})
  void a_signing_time_beyond_the_bias_is_noted_or_refused(long seconds) throws Exception {
    Instant signed = Readers.NOW.plusSeconds(seconds);
    ScepRequest.PkcsReq noted = (ScepRequest.PkcsReq) signedAt(signed, false);
    ScepRequest.Rejected refused = (ScepRequest.Rejected) signedAt(signed, true);

    assertThat(noted.requester().clockDifference()).contains(Duration.ofSeconds(seconds));
    assertThat(refused.fault()).isEqualTo(MessageFault.CLOCKS_DIFFER);
    assertThat(refused.fault().failInfo()).isEqualTo(FailInfo.BAD_TIME);
  }

  @Test
  void a_signing_time_that_cannot_be_read_is_far_away() throws Exception {
    message.moreAttributes =
        List.of(new Attribute(CMSAttributes.signingTime, new DERSet(new DERUTF8String("now"))));

    assertThat(
            ((ScepRequest.Rejected)
                    read(
                        message.bytes(),
                        new MessagePolicy(
                            true,
                            true,
                            false,
                            false,
                            new SigningTimeRule(Duration.ofDays(9999), true))))
                .fault())
        .isEqualTo(MessageFault.CLOCKS_DIFFER);
  }

  @Test
  void a_kept_message_is_opened_again_however_old_its_signing_time() throws Exception {
    message.moreAttributes =
        List.of(
            new Attribute(
                CMSAttributes.signingTime,
                new DERSet(new Time(Date.from(Readers.NOW.minusSeconds(1_000_000))))));
    PkiMessageReader reader =
        Readers.of(
            new MessagePolicy(
                true, true, false, false, new SigningTimeRule(Duration.ofMinutes(5), true)));

    assertThat(reader.read(message.bytes(), Readers.NOW)).isInstanceOf(ScepRequest.Rejected.class);
    assertThat(reader.reopen(message.bytes())).isInstanceOf(ScepRequest.PkcsReq.class);
  }

  static Stream<Arguments> messages_that_do_not_open() throws Exception {
    byte[] deep = nested(5000);
    return Stream.of(
        bent("no content", m -> m.content = new byte[0]),
        bent("no CMS", m -> m.content = new byte[] {1, 2, 3}),
        bent("a nesting bomb inside", m -> m.content = deep),
        bent("a recipient named by a set", m -> m.content = recipientNamedBySet()),
        bent("a nesting bomb encrypted", m -> m.messageData = deep),
        bent("no PKCS#10", m -> m.messageData = new byte[] {4, 0}),
        bent("another key's PKCS#10, bent", m -> m.messageData = bentRequest()),
        bent(
            "another key's PKCS#10 with a fourth part",
            m -> m.messageData = longer(ClientMessage.request(OTHER, "x"))),
        bent(
            "a renewal of a bent PKCS#10",
            m -> {
              m.messageType = new DERPrintableString("17");
              m.messageData = bentRequest();
            }),
        bent(
            "a GetCRL for somebody else's CA",
            m -> {
              m.messageType = new DERPrintableString("22");
              m.messageData =
                  encoded(new IssuerAndSerialNumber(new X500Name("CN=CB"), BigInteger.ONE));
            }),
        bent("a GetCert that holds a PKCS#10", m -> m.messageType = new DERPrintableString("21")),
        bent(
            "a GetCert of serial 0",
            m -> {
              m.messageType = new DERPrintableString("21");
              m.messageData =
                  encoded(new IssuerAndSerialNumber(new X500Name("CN=CA"), BigInteger.ZERO));
            }));
  }

  private static byte[] recipientNamedBySet() {
    byte[] envelope = new ClientMessage().envelope();
    byte[] name = Tlv.of(new IssuerAndSerialNumber(RA.holder().toASN1Structure()));
    int at =
        new String(envelope, StandardCharsets.ISO_8859_1)
            .indexOf(new String(name, StandardCharsets.ISO_8859_1));
    envelope[at] = 0x31;
    return envelope;
  }

  private static byte[] bentRequest() {
    byte[] request = ClientMessage.request(OTHER, "secret");
    request[request.length - 1] ^= 1;
    return request;
  }

  private static byte[] longer(byte[] request) {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    ASN1Sequence.getInstance(request).forEach(parts::add);
    parts.add(new DEROctetString(new byte[] {1}));
    return encoded(new DERSequence(parts));
  }

  private static byte[] encoded(ASN1Encodable value) {
    return Tlv.of(value);
  }

  static byte[] nested(int depth) {
    byte[] bytes = new byte[2 * depth + 2];
    IntStream.range(0, depth)
        .forEach(
            i -> {
              bytes[2 * i] = 0x30;
              bytes[2 * i + 1] = (byte) 0x80;
            });
    return bytes;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages_that_do_not_open")
  void whatever_does_not_open_is_one_fault(String what, Consumer<ClientMessage> bend)
      throws Exception {
    bend.accept(message);

    assertThat(fault()).isEqualTo(MessageFault.NOT_OPENED);
  }

  @Test
  void any_bit_of_a_foreign_envelope_may_flip_without_telling_more_than_one_fault()
      throws Exception {
    byte[] envelope = message.envelope();
    message.signer = OTHER;
    for (int i = envelope.length - 40; i < envelope.length; i++) {
      byte[] bent = envelope.clone();
      bent[i] ^= 1;
      message.content = bent;
      assertThat(fault()).isEqualTo(MessageFault.NOT_OPENED);
    }
  }

  @Test
  void a_poll_is_not_opened_so_that_no_answer_depends_on_what_is_inside() throws Exception {
    message.messageType = new DERPrintableString("20");
    message.messageData = new byte[] {1, 2, 3};

    assertThat(read()).isInstanceOf(ScepRequest.CertPoll.class);
  }

  @Test
  void the_envelope_says_which_of_the_ras_keys_it_means() throws Exception {
    RaDecryptionKey other = Readers.key(OTHER);
    PkiMessageReader reader =
        Readers.of(
            List.of(Readers.KEY, other), MessagePolicy.rfc8894(), PkiMessageLimits.standard());
    message.recipients = List.of(ClientMessage.to(OTHER));
    assertThat(reader.read(message.bytes(), Readers.NOW).addressee()).containsSame(other);

    message.messageData = new byte[] {1};
    ScepRequest.Rejected rejected =
        (ScepRequest.Rejected) reader.read(message.bytes(), Readers.NOW);
    assertThat(rejected.fault()).isEqualTo(MessageFault.NOT_OPENED);
    assertThat(rejected.addressee()).containsSame(other);

    message.recipients = null;
    assertThat(reader.read(message.bytes(), Readers.NOW).addressee()).containsSame(Readers.KEY);
  }

  @Test
  void many_attributes_in_one_set_do_not_count_as_a_value() {
    ASN1EncodableVector two = new ASN1EncodableVector();
    two.add(new DERPrintableString("a"));
    two.add(new DERPrintableString("b"));
    message.transactionId = null;
    message.moreAttributes.add(new Attribute(SignedAttributes.TRANSACTION_ID, new DERSet(two)));

    assertUnreadable("has no transactionID");
  }

  @Test
  void a_nesting_bomb_is_unreadable() {
    assertThatThrownBy(() -> read(nested(100_000), MessagePolicy.rfc8894()))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void names_of_very_many_parts_are_not_compared() {
    X500Name long1 = new X500Name("O=a" + ",O=a".repeat(31));
    X500Name long2 = new X500Name("O=a" + ",O=a".repeat(32));

    assertThat(SignedPkiMessage.isSame(long1, long1)).isTrue();
    assertThat(SignedPkiMessage.isSame(long2, long2)).isFalse();
    assertThat(SignedPkiMessage.isSame(long1, long2)).isFalse();
  }

  // Blanks do not count when names are compared, but a comparison takes every one of them.
  @Test
  void very_long_names_are_not_compared() {
    X500Name ours = new X500Name("CN=our ca");

    assertThat(SignedPkiMessage.isSame(ours, commonName("our" + " ".repeat(4000) + "ca"))).isTrue();
    assertThat(SignedPkiMessage.isSame(ours, commonName("our" + " ".repeat(4096) + "ca")))
        .isFalse();
  }

  private static X500Name commonName(String text) {
    return new X500Name(new RDN[] {new RDN(BCStyle.CN, new DERUTF8String(text))});
  }

  @Test
  void the_detail_of_a_rejection_is_cut_off() throws Exception {
    ScepRequest.Rejected rejected =
        new ScepRequest.Rejected(
            read().echo(), MessageFault.ALGORITHM_NOT_ALLOWED, "1.2" + ".3".repeat(1000));

    assertThat(rejected.detail()).hasSize(255);
  }
}
