package org.scepter.pki;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Signs with a private key, be it in memory or in a module; prepared once, used by any thread. */
public interface KeyHolder {
  /**
   * The signature over {@code content}, in the form of its algorithm (ECDSA: DER).
   *
   * @param algorithm as the JDK names it, {@code SHA256withECDSA}; RSASSA-PSS (RFC 8017 §8.1) as
   *     {@code SHA256withRSAandMGF1}, with the same digest in MGF1 and a salt as long as it
   * @throws KeyOutOfReachException if the key cannot be used now
   * @throws GeneralSecurityException if it cannot be used with this algorithm
   */
  byte[] sign(String algorithm, byte[] content) throws GeneralSecurityException;

  /** One that leaves everything to {@code provider}. */
  static KeyHolder of(PrivateKey key, Provider provider) {
    return new KeyInMemory(key, List.of(provider));
  }

  /**
   * The provider's object for an algorithm as {@link #sign} names it.
   *
   * @throws NoSuchAlgorithmException if the provider has none
   */
  static Signature signature(String algorithm, Provider provider) throws GeneralSecurityException {
    Optional<PSSParameterSpec> salted = Salted.parameters(algorithm);
    Signature signature =
        Signature.getInstance(salted.isPresent() ? Salted.NAME : algorithm, provider);
    if (salted.isPresent()) {
      signature.setParameter(salted.get());
    }
    return signature;
  }

  /** Whether the provider has an algorithm that is named so. */
  static boolean knows(String algorithm, Provider provider) {
    String name = Salted.parameters(algorithm).isPresent() ? Salted.NAME : algorithm;
    return provider.getService("Signature", name) != null;
  }

  /** RSASSA-PSS by the names of its combinations. */
  final class Salted {
    private static final String NAME = "RSASSA-PSS";
    private static final Map<String, PSSParameterSpec> KINDS =
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
      KINDS.put("SHA256withRSAandMGF1", of("SHA-256", MGF1ParameterSpec.SHA256, 32));
      KINDS.put("SHA384withRSAandMGF1", of("SHA-384", MGF1ParameterSpec.SHA384, 48));
      KINDS.put("SHA512withRSAandMGF1", of("SHA-512", MGF1ParameterSpec.SHA512, 64));
    }

    private Salted() {}

    private static PSSParameterSpec of(String digest, MGF1ParameterSpec mask, int salt) {
      return new PSSParameterSpec(digest, "MGF1", mask, salt, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    private static Optional<PSSParameterSpec> parameters(String algorithm) {
      return Optional.ofNullable(KINDS.get(algorithm));
    }
  }
}
