package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.scep.protocol.Party.OTHER;
import static org.scepter.scep.protocol.Party.PROVIDER;
import static org.scepter.scep.protocol.Party.RA;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JcePasswordEnvelopedRecipient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.scep.protocol.algorithms.ContentCipher;
import org.scepter.scep.protocol.algorithms.DigestAlgorithm;
import org.scepter.scep.protocol.algorithms.MessagePolicy;
import org.scepter.scep.protocol.algorithms.SigningTimeRule;

/**
 * What is sealed is opened: every kind of message with every digest, cipher and key, there to the
 * server and back to the client, whose part Bouncy Castle's own CMS plays.
 */
class RoundTripTest {
  private static final Map<String, Party> CLIENTS = new LinkedHashMap<>();
  private static final List<String> ENCODINGS =
      List.of(ASN1Encoding.DER, ASN1Encoding.DL, ASN1Encoding.BER);
  private static final PkiMessageReader READER =
      Readers.of(new MessagePolicy(true, true, true, true, SigningTimeRule.note()));
  private static final CertRepWriter WRITER =
      new CertRepWriter(
          KeyHolder.of(RA.keys().getPrivate(), PROVIDER),
          RA.certificate(),
          PROVIDER,
          new SecureRandom());
  private static final Der CERTIFICATE = der(OTHER);

  static {
    CLIENTS.put("RSA 2048", Party.CLIENT);
    CLIENTS.put("RSA 3072", Party.rsa("CN=3072", 3072, 11));
    CLIENTS.put("RSA 4096", Party.rsa("CN=4096", 4096, 12));
    CLIENTS.put("RSA 8192", Party.largeRsa("CN=8192"));
    CLIENTS.put("P-256", Party.ec("CN=p256", "secp256r1"));
    CLIENTS.put("P-384", Party.ec("CN=p384", "secp384r1"));
    CLIENTS.put("P-521", Party.ec("CN=p521", "secp521r1"));
  }

  /** The messages that clients send. */
  enum Kind {
    PKCS_REQ("19"),
    RENEWAL_REQ("17"),
    RENEWAL_BY_PKCS_REQ("19"),
    CERT_POLL("20"),
    GET_CERT("21"),
    GET_CRL("22");

    private final String messageType;

    Kind(String messageType) {
      this.messageType = messageType;
    }
  }

  static Stream<Arguments> combinations() {
    Random random = new Random(8894);
    List<Arguments> all = new ArrayList<>();
    for (String client : CLIENTS.keySet()) {
      for (DigestAlgorithm digest : DigestAlgorithm.values()) {
        for (ContentCipher cipher : ContentCipher.values()) {
          for (Kind kind : Kind.values()) {
            boolean usual = digest == DigestAlgorithm.SHA512 && cipher == ContentCipher.AES_256_CBC;
            // Signing with 8192 bits takes long, and no algorithm beside it makes a difference.
            if (client.equals("RSA 8192")
                ? usual
                : digest != DigestAlgorithm.MD5 || client.startsWith("RSA")) {
              all.add(Arguments.of(kind, client, digest, cipher, random.nextLong()));
            }
          }
        }
      }
    }
    return all.stream();
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
  void a_message_goes_there_and_back(
      Kind kind, String name, DigestAlgorithm digest, ContentCipher cipher, long seed)
      throws Exception {
    Random random = new Random(seed);
    Party client = CLIENTS.get(name);
    String challenge = text(random, 1 + random.nextInt(255));
    ClientMessage message = new ClientMessage();
    message.signer = client;
    message.signatureAlgorithm =
        name.startsWith("RSA") ? digest.javaSignatureName() : digest.javaEcdsaName();
    message.cipher = cipher.oid();
    message.encoding = ENCODINGS.get(random.nextInt(3));
    message.wrapping = random.nextBoolean() && digest != DigestAlgorithm.MD5 ? oaep(digest) : null;
    message.transactionId = new DERPrintableString(text(random, 1 + random.nextInt(256)));
    message.messageType = new DERPrintableString(kind.messageType);
    byte[] nonce = new byte[8 + random.nextInt(57)];
    random.nextBytes(nonce);
    message.senderNonce = new DEROctetString(nonce);
    message.messageData = messageData(kind, client, challenge);

    ScepRequest request = READER.read(message.bytes(), Readers.NOW);

    assertThat(request.echo().senderNonce()).isEqualTo(Nonce.of(nonce));
    CertRep answer = request.accept(new Answering(kind, challenge, Der.of(message.messageData)));
    byte[] opened = opened(client, challenge, WRITER.write(answer, request.echo()));
    if (kind == Kind.GET_CRL) {
      assertThat(CertRepWriterTest.crls(opened)).containsExactly(CertRepWriterTest.CRL);
    } else {
      assertThat(CertRepWriterTest.certificates(opened)).containsExactly(OTHER.holder());
    }
  }

  private static byte[] messageData(Kind kind, Party client, String challenge) throws IOException {
    return switch (kind) {
      case PKCS_REQ, RENEWAL_REQ -> ClientMessage.request(client, challenge);
      case RENEWAL_BY_PKCS_REQ -> ClientMessage.request(OTHER, challenge);
      case CERT_POLL, GET_CERT, GET_CRL ->
          new IssuerAndSerialNumber(new X500Name("CN=CA"), BigInteger.TEN).getEncoded();
    };
  }

  /** Checks that the request is what was sent, and answers it. */
  private record Answering(Kind kind, String challenge, Der sent)
      implements ScepRequest.Handler<CertRep> {
    private CertRep enrolled(Requester requester, CertificationRequest request) {
      assertThat(request.der()).isEqualTo(sent);
      assertThat(request.challengePassword()).contains(ChallengePassword.of(challenge));
      assertThat(request.isSignedByItsKey(PROVIDER, false)).isTrue();
      return new CertRep.Success(requester, CERTIFICATE, List.of());
    }

    @Override
    public CertRep pkcsReq(ScepRequest.PkcsReq request) {
      assertThat(kind).isEqualTo(Kind.PKCS_REQ);
      return enrolled(request.requester(), request.request());
    }

    @Override
    public CertRep renewalReq(ScepRequest.RenewalReq request) {
      assertThat(kind)
          .isEqualTo(
              request.type() == MessageType.RENEWAL_REQ
                  ? Kind.RENEWAL_REQ
                  : Kind.RENEWAL_BY_PKCS_REQ);
      return enrolled(request.requester(), request.request());
    }

    @Override
    public CertRep certPoll(ScepRequest.CertPoll request) {
      assertThat(kind).isEqualTo(Kind.CERT_POLL);
      return new CertRep.Success(known(request.requester()), CERTIFICATE, List.of());
    }

    @Override
    public CertRep getCert(ScepRequest.GetCert request) {
      assertThat(kind).isEqualTo(Kind.GET_CERT);
      assertThat(request.serial().value()).isEqualTo(BigInteger.TEN);
      return new CertRep.Success(known(request.requester()), CERTIFICATE, List.of());
    }

    @Override
    public CertRep getCrl(ScepRequest.GetCrl request) {
      assertThat(kind).isEqualTo(Kind.GET_CRL);
      assertThat(request.serial().value()).isEqualTo(BigInteger.TEN);
      return new CertRep.RevocationList(known(request.requester()), CertRepWriterTest.CRL);
    }

    private Requester known(Requester requester) {
      return requester.sealedBy(ChallengePassword.of(challenge));
    }

    @Override
    public CertRep rejected(ScepRequest.Rejected request) {
      throw new AssertionError(request.fault() + ": " + request.detail());
    }
  }

  private static byte[] opened(Party client, String challenge, byte[] answer) throws Exception {
    CMSSignedData signed = new CMSSignedData(answer);
    SignerInformation signer = signed.getSignerInfos().iterator().next();
    assertThat(
            signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(PROVIDER)
                    .build(RA.certificate())))
        .isTrue();
    RecipientInformation recipient =
        new CMSEnvelopedData((byte[]) signed.getSignedContent().getContent())
            .getRecipientInfos()
            .iterator()
            .next();
    return client.keys().getPublic().getAlgorithm().equals("RSA")
        ? recipient.getContent(
            new JceKeyTransEnvelopedRecipient(client.keys().getPrivate()).setProvider(PROVIDER))
        : recipient.getContent(
            new JcePasswordEnvelopedRecipient(challenge.toCharArray()).setProvider(PROVIDER));
  }

  private static Der der(Party party) {
    try {
      return Der.of(party.holder().getEncoded());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Random random, int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> String.valueOf((char) (0x20 + random.nextInt(0x5f))))
        .reduce("", String::concat);
  }
}
