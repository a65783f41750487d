package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.scep.protocol.Party.PROVIDER;
import static org.scepter.scep.protocol.Party.RA;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RaDecryptionKeyTest {
  private static final AlgorithmIdentifier PKCS1 =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
  private static final AlgorithmIdentifier OAEP =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP);
  private static final byte[] SUBSTITUTE = filled(16, 0x55);

  private final RaDecryptionKey key =
      new RaDecryptionKey(RA.keys().getPrivate(), RA.certificate(), PROVIDER, new SecureRandom());

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] padded() {
    byte[] block = filled(128, 0x11);
    block[0] = 0;
    block[1] = 2;
    block[128 - 17] = 0;
    Arrays.fill(block, 128 - 16, 128, (byte) 0x77);
    return block;
  }

  @Test
  void a_right_padding_gives_the_key() {
    assertThat(RaDecryptionKey.unpad(padded(), SUBSTITUTE)).isEqualTo(filled(16, 0x77));
  }

  @Test
  void every_wrong_octet_of_the_padding_gives_the_substitute() {
    for (int i = 0; i < 128 - 16; i++) {
      byte[] block = padded();
      block[i] = (byte) (i == 0 || i == 128 - 17 ? 1 : 0);
      assertThat(RaDecryptionKey.unpad(block, SUBSTITUTE)).as("octet %d", i).isEqualTo(SUBSTITUTE);
    }
    for (int value = 0; value < 256; value++) {
      byte[] block = padded();
      block[1] = (byte) value;
      assertThat(RaDecryptionKey.unpad(block, SUBSTITUTE))
          .isEqualTo(value == 2 ? filled(16, 0x77) : SUBSTITUTE);
    }
  }

  @Test
  void a_key_of_another_length_gives_the_substitute() {
    assertThat(RaDecryptionKey.unpad(padded(), filled(24, 0x55))).isEqualTo(filled(24, 0x55));
    assertThat(RaDecryptionKey.unpad(padded(), filled(8, 0x55))).isEqualTo(filled(8, 0x55));
  }

  @RepeatedTest(10)
  void wrapped_keys_come_back(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] secret = new byte[new int[] {8, 16, 24, 32}[random.nextInt(4)]];
    random.nextBytes(secret);

    assertThat(key.unwrap(PKCS1, wrapped("RSA/ECB/PKCS1Padding", secret), secret.length))
        .isEqualTo(secret);
    assertThat(key.unwrap(OAEP, wrapped("RSA/ECB/OAEPPadding", secret), secret.length))
        .isEqualTo(secret);
  }

  private static byte[] wrapped(String transformation, byte[] secret) throws Exception {
    Cipher rsa = Cipher.getInstance(transformation, PROVIDER);
    rsa.init(Cipher.ENCRYPT_MODE, RA.keys().getPublic());
    return rsa.doFinal(secret);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 1000})
  void whatever_cannot_be_unwrapped_gives_a_key_of_the_right_length_each_time_another(int length) {
    byte[] nonsense = filled(length, 0x7f);
    for (AlgorithmIdentifier algorithm : new AlgorithmIdentifier[] {PKCS1, OAEP}) {
      byte[] first = key.unwrap(algorithm, nonsense, 16);
      byte[] second = key.unwrap(algorithm, nonsense, 16);
      assertThat(first).hasSize(16).isNotEqualTo(second);
    }
  }

  @Test
  void other_algorithms_are_not_taken() {
    assertThat(key.takes(PKCS1)).isTrue();
    assertThat(key.takes(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption))).isTrue();
    assertThat(key.takes(OAEP)).isTrue();
    assertThat(
            key.takes(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, DERNull.INSTANCE)))
        .isFalse();
    assertThat(key.takes(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS))).isFalse();
  }

  @Test
  void it_prints_no_key() {
    assertThat(key.toString()).startsWith("RA decryption key ").hasSizeLessThan(40);
  }
}
