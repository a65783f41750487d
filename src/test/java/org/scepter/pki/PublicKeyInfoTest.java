package org.scepter.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyInfoTest {
  private static final AlgorithmIdentifier RSA =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

  private static byte[] rsa(AlgorithmIdentifier algorithm, BigInteger modulus, BigInteger exponent)
      throws IOException {
    return new SubjectPublicKeyInfo(
            algorithm,
            new DERSequence(
                new ASN1Encodable[] {new ASN1Integer(modulus), new ASN1Integer(exponent)}))
        .getEncoded();
  }

  private static byte[] rsa(int bits, BigInteger exponent) throws IOException {
    return rsa(RSA, BigInteger.ONE.shiftLeft(bits - 1).setBit(0), exponent);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 8192})
  void rsa_keys_within_bounds_are_taken(int bits) throws Exception {
    PublicKeyInfo key = PublicKeyInfo.read(rsa(bits, BigInteger.valueOf(65537)));

    assertThat(key.algorithm()).isEqualTo(PublicKeyInfo.Algorithm.RSA);
    assertThat(key.bits()).isEqualTo(bits);
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1023, 8193, 16_384})
  void rsa_keys_of_other_sizes_are_unreadable(int bits) {
    assertThatThrownBy(() -> PublicKeyInfo.read(rsa(bits, BigInteger.valueOf(3))))
        .isInstanceOf(UnreadableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "17", "65537", "18446744073709551615"})
  void odd_exponents_from_3_to_64_bits_are_taken(String exponent) throws Exception {
    assertThat(PublicKeyInfo.read(rsa(2048, new BigInteger(exponent)))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2", "65536", "18446744073709551617"})
  void other_exponents_are_unreadable(String exponent) {
    assertThatThrownBy(() -> PublicKeyInfo.read(rsa(2048, new BigInteger(exponent))))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void an_even_or_negative_modulus_is_unreadable() {
    BigInteger even = BigInteger.ONE.shiftLeft(2047);
    assertThatThrownBy(() -> PublicKeyInfo.read(rsa(RSA, even, BigInteger.valueOf(3))))
        .hasMessageContaining("even");
    assertThatThrownBy(() -> PublicKeyInfo.read(rsa(RSA, even.negate(), BigInteger.valueOf(3))))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void one_rsa_key_has_one_digest_whether_its_parameters_are_null_or_missing() throws Exception {
    BigInteger modulus = BigInteger.ONE.shiftLeft(2047).setBit(0);
    BigInteger exponent = BigInteger.valueOf(65537);
    AlgorithmIdentifier bare = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption);

    assertThat(PublicKeyInfo.read(rsa(bare, modulus, exponent)))
        .isEqualTo(PublicKeyInfo.read(rsa(RSA, modulus, exponent)));
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, 256", "secp384r1, 384", "secp521r1, 521"})
  void keys_on_the_nist_curves_are_taken(String curve, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    byte[] spki = generator.generateKeyPair().getPublic().getEncoded();

    PublicKeyInfo key = PublicKeyInfo.read(spki);

    assertThat(key.algorithm()).isEqualTo(PublicKeyInfo.Algorithm.EC);
    assertThat(key.bits()).isEqualTo(bits);
    assertThat(key.spki().bytes()).isEqualTo(spki);
    assertThat(key.toPublicKey(new BouncyCastleProvider()).getEncoded()).isEqualTo(spki);
  }

  private static byte[] ec(ASN1ObjectIdentifier curve, byte[] point) throws IOException {
    return new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), point)
        .getEncoded();
  }

  @Test
  void other_curves_forms_and_points_are_unreadable() throws Exception {
    assertThatThrownBy(() -> PublicKeyInfo.read(ec(SECObjectIdentifiers.secp256k1, new byte[65])))
        .hasMessageContaining("P-256");
    byte[] compressed = new byte[33];
    compressed[0] = 2;
    assertThatThrownBy(() -> PublicKeyInfo.read(ec(SECObjectIdentifiers.secp256r1, compressed)))
        .hasMessageContaining("uncompressed");
    byte[] off = new byte[65];
    off[0] = 4;
    PublicKeyInfo key = PublicKeyInfo.read(ec(SECObjectIdentifiers.secp256r1, off));
    assertThatThrownBy(() -> key.toPublicKey(new BouncyCastleProvider()))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("impossible");
  }

  @Test
  void other_algorithms_and_no_keys_at_all_are_unreadable() throws Exception {
    byte[] dsa =
        new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_dsa), new ASN1Integer(5))
            .getEncoded();
    assertThatThrownBy(() -> PublicKeyInfo.read(dsa)).hasMessageContaining("neither RSA nor EC");
    assertThatThrownBy(() -> PublicKeyInfo.read(new byte[] {0x30, 0}))
        .isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> PublicKeyInfo.read(new byte[0]))
        .isInstanceOf(UnreadableException.class);
    byte[] nested = new SubjectPublicKeyInfo(RSA, Hex.decode("3080".repeat(60))).getEncoded();
    assertThatThrownBy(() -> PublicKeyInfo.read(nested)).hasMessageContaining("nested");
  }
}
