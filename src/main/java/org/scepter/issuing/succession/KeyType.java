package org.scepter.issuing.succession;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of keys that are made for a home. */
public enum KeyType {
  RSA_2048("RSA", "2048"),
  RSA_3072("RSA", "3072"),
  RSA_4096("RSA", "4096"),
  EC_P256("EC", "secp256r1"),
  EC_P384("EC", "secp384r1");

  private final String algorithm;
  private final String variant;

  KeyType(String algorithm, String variant) {
    this.algorithm = algorithm;
    this.variant = variant;
  }

  /** That of an existing key, so that a successor is like it. */
  public static KeyType of(PublicKey key) {
    if (key instanceof RSAKey rsa) {
      int bits = rsa.getModulus().bitLength();
      return bits > 3072 ? RSA_4096 : bits > 2048 ? RSA_3072 : RSA_2048;
    }
    boolean small = ((ECKey) key).getParams().getOrder().bitLength() <= 256;
    return small ? EC_P256 : EC_P384;
  }

  /** The shortest of the same algorithm, for keys that do not live long and sign often. */
  public KeyType shortest() {
    return isRsa() ? RSA_2048 : EC_P256;
  }

  /** The one that is {@link #written} like this. */
  public static Optional<KeyType> named(String text) {
    return Arrays.stream(values()).filter(type -> type.written().equals(text)).findFirst();
  }

  String algorithm() {
    return algorithm;
  }

  AlgorithmParameterSpec parameters() {
    return isRsa()
        ? new RSAKeyGenParameterSpec(Integer.parseInt(variant), RSAKeyGenParameterSpec.F4)
        : new ECGenParameterSpec(variant);
  }

  public boolean isRsa() {
    return algorithm.equals("RSA");
  }

  /** As it is written in the settings: {@code rsa-3072}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All that {@code rsaOnly} leaves, as they are written. */
  public static String accepted(boolean rsaOnly) {
    return Arrays.stream(values())
        .filter(type -> type.isRsa() || !rsaOnly)
        .map(KeyType::written)
        .collect(Collectors.joining(", "));
  }

  public KeyPair generate(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(parameters(), random);
    return generator.generateKeyPair();
  }
}
