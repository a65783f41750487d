package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.pki.Asn1Bounds;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.RequestLimits;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.KeyLimits;
import org.scepter.scep.protocol.algorithms.MessagePolicy;

/** Each limit at its value and one over it. */
class PkiMessageLimitsTest {
  private static final Asn1Bounds BOUNDS = PkiMessageLimits.standard().encoding();

  private final ClientMessage message = new ClientMessage();

  private ScepRequest read(KeyLimits keys, IdLimits ids) throws UnreadableException {
    return read(new PkiMessageLimits(BOUNDS, 10, 10, 32, keys, ids, RequestLimits.standard()));
  }

  private ScepRequest read(PkiMessageLimits limits) throws UnreadableException {
    return Readers.of(MessagePolicy.rfc8894(), limits).read(message.bytes(), Readers.NOW);
  }

  private ScepRequest read(IdLimits ids) throws UnreadableException {
    return read(KeyLimits.standard(), ids);
  }

  private void assertTooMuch(IdLimits ids) {
    assertThatThrownBy(() -> read(ids)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void a_transaction_id() throws Exception {
    message.transactionId = new DERPrintableString("x".repeat(40));

    assertThat(read(new IdLimits(40, 8, 64, 4096, 32))).isInstanceOf(ScepRequest.PkcsReq.class);
    assertTooMuch(new IdLimits(39, 8, 64, 4096, 32));
  }

  @Test
  void a_nonce() throws Exception {
    message.senderNonce = new DEROctetString(new byte[16]);

    assertThat(read(new IdLimits(40, 16, 16, 4096, 32))).isInstanceOf(ScepRequest.PkcsReq.class);
    assertTooMuch(new IdLimits(40, 17, 64, 4096, 32));
    assertTooMuch(new IdLimits(40, 8, 15, 4096, 32));
  }

  @Test
  void a_name() throws Exception {
    message.signer = Party.of("CN=a,O=b,OU=c", Party.CLIENT.keys(), 5, "SHA256withRSA");
    int bytes = message.signer.holder().getSubject().getEncoded().length;

    assertThat(read(new IdLimits(40, 8, 64, bytes, 3))).isInstanceOf(ScepRequest.PkcsReq.class);
    assertTooMuch(new IdLimits(40, 8, 64, bytes - 1, 3));
    assertTooMuch(new IdLimits(40, 8, 64, bytes, 2));
  }

  @Test
  void depth_and_elements() throws Exception {
    byte[] bytes = message.bytes();
    int depth = smallest(bytes, true);
    int elements = smallest(bytes, false);

    assertThat(depth).isBetween(6, 31);
    assertThat(elements).isBetween(50, 300);
    new Asn1Bounds(bytes.length, depth, elements).check(bytes);
    for (Asn1Bounds less :
        new Asn1Bounds[] {
          new Asn1Bounds(bytes.length, depth - 1, elements),
          new Asn1Bounds(bytes.length, depth, elements - 1),
          new Asn1Bounds(bytes.length - 1, depth, elements)
        }) {
      assertThatThrownBy(
              () ->
                  Readers.of(MessagePolicy.rfc8894(), new PkiMessageLimits(less, 10, 10, 32))
                      .read(bytes, Readers.NOW))
          .isInstanceOf(UnreadableException.class);
    }
  }

  private static int smallest(byte[] bytes, boolean depth) {
    for (int i = 1; ; i++) {
      try {
        new Asn1Bounds(bytes.length, depth ? i : 32, depth ? 8192 : i).check(bytes);
        return i;
      } catch (UnreadableException e) {
        assertThat(e).hasNoCause();
      }
    }
  }

  @Test
  void the_request_inside() throws Exception {
    RequestLimits enough = new RequestLimits(65_536, 1, 64, 32, 4096, 2);
    RequestLimits less = new RequestLimits(65_536, 1, 64, 32, 4096, 1);

    assertThat(read(with(enough))).isInstanceOf(ScepRequest.PkcsReq.class);
    assertThat(((ScepRequest.Rejected) read(with(less))).fault())
        .isEqualTo(MessageFault.NOT_OPENED);
  }

  private static PkiMessageLimits with(RequestLimits request) {
    return new PkiMessageLimits(
        BOUNDS, 10, 10, 32, KeyLimits.standard(), IdLimits.standard(), request);
  }

  @ParameterizedTest
  @CsvSource({
    "2048, 65537, true",
    "2047, 65537, false",
    "8193, 65537, false",
    "2048, 3, true",
    "2048, 1, false",
    "2048, 65536, false",
    "2048, 4294967297, true",
    "2048, 8589934593, false"
  })
  void a_key(int bits, BigInteger exponent, boolean admitted) throws Exception {
    message.signer = new Party(Party.CLIENT.keys(), holder(bits, exponent));

    ScepRequest.Rejected rejected = (ScepRequest.Rejected) read(PkiMessageLimits.standard());

    // Nobody has the private key, so that an admitted key finds a signature that is not its own.
    assertThat(rejected.fault())
        .isEqualTo(admitted ? MessageFault.BAD_SIGNATURE : MessageFault.KEY_NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({"DSA, SHA256withDSA", "Ed25519, Ed25519"})
  void a_key_of_another_algorithm_is_told_apart_from_a_wrong_signature(
      String algorithm, String signature) throws Exception {
    message.signer =
        Party.of(
            "CN=odd",
            KeyPairGenerator.getInstance(algorithm, Party.PROVIDER).generateKeyPair(),
            9,
            signature);
    message.signatureAlgorithm = signature;

    requireNeitherRsaNorEc();
  }

  @Test
  void a_key_for_pss_alone_is_told_apart_from_a_wrong_signature() throws Exception {
    message.signer =
        new Party(
            Party.CLIENT.keys(),
            holder(
                new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS),
                    Party.CLIENT.holder().getSubjectPublicKeyInfo().parsePublicKey())));

    requireNeitherRsaNorEc();
  }

  private void requireNeitherRsaNorEc() throws UnreadableException {
    ScepRequest.Rejected rejected = (ScepRequest.Rejected) read(PkiMessageLimits.standard());

    assertThat(rejected.fault()).isEqualTo(MessageFault.KEY_NOT_ALLOWED);
    assertThat(rejected.detail()).contains("neither RSA nor EC");
  }

  private static X509CertificateHolder holder(int bits, BigInteger exponent) throws Exception {
    BigInteger modulus =
        bits == 2048
            ? RSAPublicKey.getInstance(
                    Party.OTHER.holder().getSubjectPublicKeyInfo().parsePublicKey())
                .getModulus()
            : BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.valueOf(159));
    return holder(spki(modulus, exponent));
  }

  private static X509CertificateHolder holder(SubjectPublicKeyInfo key) throws Exception {
    return new X509v3CertificateBuilder(
            new X500Name("CN=device"),
            BigInteger.TWO,
            Date.from(Instant.EPOCH),
            Date.from(Readers.NOW),
            new X500Name("CN=device"),
            key)
        .build(
            new JcaContentSignerBuilder("SHA256withRSA")
                .setProvider(Party.PROVIDER)
                .build(Party.CLIENT.keys().getPrivate()));
  }

  private static SubjectPublicKeyInfo spki(BigInteger modulus, BigInteger exponent)
      throws IOException {
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        new RSAPublicKey(modulus, exponent));
  }

  @Test
  void a_keys_limits_are_those_of_the_setting() throws Exception {
    PublicKeyInfo key =
        PublicKeyInfo.read(Party.CLIENT.holder().getSubjectPublicKeyInfo().getEncoded());

    assertThat(key.exponentBits()).isEqualTo(17);
    assertThat(new KeyLimits(2048, 2048, 17).admit(key)).isTrue();
    assertThat(new KeyLimits(2049, 4096, 17).admit(key)).isFalse();
    assertThat(new KeyLimits(1024, 2047, 17).admit(key)).isFalse();
    assertThat(new KeyLimits(2048, 2048, 16).admit(key)).isFalse();
    assertThat(
            KeyLimits.standard()
                .admit(
                    PublicKeyInfo.read(
                        spki(
                                BigInteger.ONE.shiftLeft(8192).subtract(BigInteger.ONE),
                                BigInteger.valueOf(65_537))
                            .getEncoded())))
        .isTrue();
  }

  @Test
  void limits_beyond_what_the_types_hold_are_our_own_fault() {
    assertThatThrownBy(() -> new KeyLimits(1023, 8192, 64))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new KeyLimits(2048, 8193, 64))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IdLimits(257, 8, 64, 4096, 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IdLimits(256, 7, 64, 4096, 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IdLimits(256, 8, 65, 4096, 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IdLimits(256, 8, 64, 4097, 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IdLimits(256, 8, 64, 4096, 33))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
