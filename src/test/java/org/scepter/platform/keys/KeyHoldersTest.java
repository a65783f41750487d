package org.scepter.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.pki.KeyHolder;

/** Each crypto provider does what every other does. */
class KeyHoldersTest {
  private static final Provider OTHER = new BouncyCastleProvider();
  private static final byte[] CONTENT = {1, 2, 3};
  private static final KeyPair RSA =
      pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
  private static final List<String> WITH_RSA =
      List.of(
          "MD5withRSA",
          "SHA1withRSA",
          "SHA256withRSA",
          "SHA256WITHRSA",
          "SHA384withRSA",
          "SHA512withRSA",
          "SHA256withRSAandMGF1",
          "SHA384WITHRSAANDMGF1",
          "SHA512withRSAandMGF1");

  private static KeyPair pair(String algorithm, AlgorithmParameterSpec parameters) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyHolders holders(CryptoProvider wanted) {
    assumeTrue(
        wanted != CryptoProvider.ACCP || NativeProvider.load().provider().isPresent(),
        "the native library loads");
    return new KeyHolders(KeyProviders.of(wanted));
  }

  private static boolean verifies(String algorithm, PublicKey key, byte[] signature)
      throws GeneralSecurityException {
    Signature check = KeyHolder.signature(algorithm, OTHER);
    check.initVerify(key);
    check.update(CONTENT);
    return check.verify(signature);
  }

  static Stream<Arguments> rsaSignatures() {
    return Arrays.stream(CryptoProvider.values())
        .flatMap(provider -> WITH_RSA.stream().map(name -> Arguments.of(provider, name)));
  }

  @ParameterizedTest
  @MethodSource("rsaSignatures")
  void an_rsa_key_signs(CryptoProvider provider, String algorithm) throws Exception {
    byte[] signature = holders(provider).of(RSA.getPrivate()).sign(algorithm, CONTENT);

    assertThat(verifies(algorithm, RSA.getPublic(), signature)).isTrue();
  }

  static Stream<Arguments> curves() {
    return Arrays.stream(CryptoProvider.values())
        .flatMap(
            provider ->
                Stream.of(
                    Arguments.of(provider, "secp256r1", "SHA256withECDSA"),
                    Arguments.of(provider, "secp384r1", "SHA384WITHECDSA")));
  }

  @ParameterizedTest
  @MethodSource("curves")
  void an_elliptic_key_signs(CryptoProvider provider, String curve, String algorithm)
      throws Exception {
    KeyPair pair = pair("EC", new ECGenParameterSpec(curve));

    byte[] signature = holders(provider).of(pair.getPrivate()).sign(algorithm, CONTENT);

    assertThat(verifies(algorithm, pair.getPublic(), signature)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(CryptoProvider.class)
  void an_rsa_key_decrypts_by_the_provider_itself(CryptoProvider wanted) throws Exception {
    KeyHolders holders = holders(wanted);
    KeyHolders.Decryption key = holders.decryption(RSA.getPrivate(), RSA.getPublic());
    byte[] secret = {0, 2, 1, 9};

    byte[] opened = cipher("RSA/ECB/PKCS1Padding", key, secret, null);

    assertThat(opened).isEqualTo(secret);
    assertThat(key.provider().getName())
        .isEqualTo(
            wanted == CryptoProvider.JDK
                ? "SunJCE"
                : holders.providers().decrypting().get(0).getName());
    if (wanted == CryptoProvider.AUTO) {
      assertThat(key.provider().getName()).as("as it was measured").isEqualTo("BC");
    }
  }

  @ParameterizedTest
  @EnumSource(CryptoProvider.class)
  void an_rsa_key_decrypts_oaep_with_any_two_digests(CryptoProvider wanted) throws Exception {
    KeyHolders.Decryption key = holders(wanted).decryption(RSA.getPrivate(), RSA.getPublic());
    byte[] secret = {0, 2, 1, 9};

    for (String digest : List.of("SHA-1", "SHA-256", "SHA-512")) {
      for (String mask : List.of("SHA-1", "SHA-256", "SHA-512")) {
        OAEPParameterSpec oaep =
            new OAEPParameterSpec(
                digest, "MGF1", new MGF1ParameterSpec(mask), PSource.PSpecified.DEFAULT);
        assertThat(cipher("RSA/ECB/OAEPPadding", key, secret, oaep)).isEqualTo(secret);
      }
    }
  }

  private static byte[] cipher(
      String name, KeyHolders.Decryption key, byte[] secret, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    Cipher encrypting = Cipher.getInstance(name, OTHER);
    encrypting.init(Cipher.ENCRYPT_MODE, RSA.getPublic(), parameters);
    Cipher decrypting = Cipher.getInstance(name, key.provider());
    decrypting.init(Cipher.DECRYPT_MODE, key.key(), parameters);
    return decrypting.doFinal(encrypting.doFinal(secret));
  }

  @Test
  void an_algorithm_that_nobody_has_is_refused() {
    KeyHolder key = holders(CryptoProvider.AUTO).of(RSA.getPrivate());

    assertThatThrownBy(() -> key.sign("SHA256withNothing", CONTENT))
        .isInstanceOf(NoSuchAlgorithmException.class);
  }

  @Test
  void the_native_provider_is_taken_where_it_loads_and_nobody_registers_it() {
    boolean loads = NativeProvider.load().provider().isPresent();

    String chosen = KeyProviders.of(CryptoProvider.AUTO).description();

    assertThat(chosen).startsWith(loads ? "AmazonCorrettoCryptoProvider 2" : "BC 1");
    assertThat(Security.getProvider("AmazonCorrettoCryptoProvider")).isNull();
  }

  @Test
  void it_loads_on_the_machines_for_which_it_is_built() {
    assumeTrue(
        System.getProperty("os.arch").equals("amd64")
            && System.getProperty("os.name").equals("Linux"));

    NativeProvider loaded = NativeProvider.load();

    assertThat(loaded.trouble()).isEmpty();
    assertThat(loaded.provider()).isPresent();
  }
}
