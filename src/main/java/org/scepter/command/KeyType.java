package org.scepter.command;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of keys that the command makes. */
enum KeyType {
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

  private AlgorithmParameterSpec parameters() {
    return isRsa()
        ? new RSAKeyGenParameterSpec(Integer.parseInt(variant), RSAKeyGenParameterSpec.F4)
        : new ECGenParameterSpec(variant);
  }

  boolean isRsa() {
    return algorithm.equals("RSA");
  }

  /** As it is written in the settings: {@code rsa-3072}. */
  String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All that {@code rsaOnly} leaves, as they are written. */
  static String accepted(boolean rsaOnly) {
    return Arrays.stream(values())
        .filter(type -> type.isRsa() || !rsaOnly)
        .map(KeyType::written)
        .collect(Collectors.joining(", "));
  }

  KeyPair generate(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(parameters(), random);
    return generator.generateKeyPair();
  }
}
