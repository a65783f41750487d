package org.scepter.testing.scep;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.stream.IntStream;

/** Fresh key pairs: keys of one test never meet those of another. */
public final class TestKeys {
  private static final BigInteger SMALL_PRIMES =
      IntStream.range(2, 2000)
          .mapToObj(BigInteger::valueOf)
          .filter(number -> number.isProbablePrime(20))
          .reduce(BigInteger.ONE, BigInteger::multiply);

  private TestKeys() {}

  public static KeyPair rsa() {
    return rsa(2048);
  }

  public static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * An RSA public key of any size and exponent, of which nobody has the private key. Its modulus
   * has no small factor, so that it is not its looks that a server refuses.
   */
  public static PublicKey claimedRsa(int bits, BigInteger exponent) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    while (!modulus.gcd(SMALL_PRIMES).equals(BigInteger.ONE)) {
      modulus = modulus.subtract(BigInteger.TWO);
    }
    return publicRsa(modulus, exponent);
  }

  public static PublicKey publicRsa(BigInteger modulus, BigInteger exponent) {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key as Infineon's faulty library made it: each prime is k·M + 65537^a mod M. */
  public static KeyPair roca() {
    BigInteger exponent = BigInteger.valueOf(65_537);
    BigInteger one = infineonPrime(exponent);
    BigInteger other = infineonPrime(exponent);
    BigInteger totient = one.subtract(BigInteger.ONE).multiply(other.subtract(BigInteger.ONE));
    try {
      PrivateKey secret =
          KeyFactory.getInstance("RSA")
              .generatePrivate(
                  new RSAPrivateKeySpec(one.multiply(other), exponent.modInverse(totient)));
      return new KeyPair(publicRsa(one.multiply(other), exponent), secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger infineonPrime(BigInteger exponent) {
    BigInteger primorial =
        IntStream.rangeClosed(2, 167)
            .mapToObj(BigInteger::valueOf)
            .filter(number -> number.isProbablePrime(20))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    SecureRandom random = new SecureRandom();
    while (true) {
      BigInteger factor = new BigInteger(1024 - primorial.bitLength(), random).setBit(803);
      BigInteger power = exponent.modPow(new BigInteger(200, random), primorial);
      BigInteger candidate = factor.multiply(primorial).add(power);
      if (candidate.bitLength() == 1024
          && candidate.isProbablePrime(60)
          && candidate.subtract(BigInteger.ONE).gcd(exponent).equals(BigInteger.ONE)) {
        return candidate;
      }
    }
  }

  public static KeyPair ec() {
    return ec("secp256r1");
  }

  public static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
