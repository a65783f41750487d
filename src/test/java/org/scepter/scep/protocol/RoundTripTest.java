package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.scep.protocol.Party.PROVIDER;
import static org.scepter.scep.protocol.Party.RA;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.pki.Der;

/** What one client builds, every client reads back: all algorithms and key sizes. */
class RoundTripTest {
  private static final Map<Integer, Party> CLIENTS =
      Map.of(
          1024, Party.rsa("CN=1024", 1024, 10),
          2048, Party.CLIENT,
          3072, Party.rsa("CN=3072", 3072, 11),
          4096, Party.rsa("CN=4096", 4096, 12));
  private static final List<String> ENCODINGS =
      List.of(ASN1Encoding.DER, ASN1Encoding.DL, ASN1Encoding.BER);
  private static final PkiMessageReader READER = Readers.of(new MessagePolicy(true, true, true));
  private static final CertRepWriter WRITER =
      new CertRepWriter(RA.keys().getPrivate(), RA.certificate(), PROVIDER, new SecureRandom());

  static Stream<Arguments> combinations() {
    Random random = new Random(8894);
    return Stream.of(DigestAlgorithm.values())
        .flatMap(
            digest ->
                Stream.of(ContentCipher.values())
                    .flatMap(
                        cipher ->
                            CLIENTS.keySet().stream()
                                .map(
                                    bits ->
                                        Arguments.of(
                                            digest,
                                            cipher,
                                            bits,
                                            ENCODINGS.get(random.nextInt(3)),
                                            random.nextBoolean(),
                                            random.nextLong()))));
  }

  private static AlgorithmIdentifier oaep(DigestAlgorithm digest) {
    AlgorithmIdentifier hash = new AlgorithmIdentifier(digest.oid(), DERNull.INSTANCE);
    return new AlgorithmIdentifier(
        PKCSObjectIdentifiers.id_RSAES_OAEP,
        new RSAESOAEPparams(
            hash,
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, hash),
            RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void an_enrolment_goes_there_and_back(
      DigestAlgorithm digest,
      ContentCipher cipher,
      int bits,
      String encoding,
      boolean oaep,
      long seed)
      throws Exception {
    Random random = new Random(seed);
    Party client = CLIENTS.get(bits);
    String challenge = text(random, random.nextInt(256));
    ClientMessage message = new ClientMessage();
    message.signer = client;
    message.signatureAlgorithm = digest.javaSignatureName();
    message.cipher = cipher.oid();
    message.encoding = encoding;
    message.wrapping = oaep ? oaep(digest) : null;
    message.transactionId = new DERPrintableString(text(random, 1 + random.nextInt(256)));
    byte[] nonce = new byte[8 + random.nextInt(57)];
    random.nextBytes(nonce);
    message.senderNonce = new DEROctetString(nonce);
    message.messageData = ClientMessage.request(client, challenge);

    ScepRequest.PkcsReq request = (ScepRequest.PkcsReq) READER.read(message.bytes());

    assertThat(request.request().challengePassword().orElseThrow().reveal()).isEqualTo(challenge);
    assertThat(request.request().publicKey().bits()).isEqualTo(bits);
    assertThat(request.request().isSignedByItsKey(PROVIDER, false)).isTrue();
    assertThat(request.echo().senderNonce()).isEqualTo(Nonce.of(nonce));
    X509CertificateHolder issued = Party.OTHER.holder();
    byte[] answer =
        WRITER.write(
            new CertRep.Success(request.requester(), Der.of(issued.getEncoded()), List.of()),
            request.echo());
    assertThat(CertRepWriterTest.certificates(opened(client, answer))).containsExactly(issued);
  }

  private static byte[] opened(Party client, byte[] answer) throws Exception {
    CMSSignedData signed = new CMSSignedData(answer);
    SignerInformation signer = signed.getSignerInfos().iterator().next();
    assertThat(
            signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(PROVIDER)
                    .build(RA.certificate())))
        .isTrue();
    return new CMSEnvelopedData((byte[]) signed.getSignedContent().getContent())
        .getRecipientInfos()
        .iterator()
        .next()
        .getContent(
            new JceKeyTransEnvelopedRecipient(client.keys().getPrivate()).setProvider(PROVIDER));
  }

  private static String text(Random random, int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> String.valueOf((char) (0x20 + random.nextInt(0x5f))))
        .reduce("", String::concat);
  }
}
