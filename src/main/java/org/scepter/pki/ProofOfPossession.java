package org.scepter.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Checks that a PKCS#10 is signed by the key inside it (RFC 2986 §3). */
final class ProofOfPossession {
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "1.2.840.113549.1.1.11", "SHA256withRSA",
          "1.2.840.113549.1.1.12", "SHA384withRSA",
          "1.2.840.113549.1.1.13", "SHA512withRSA",
          "1.2.840.10045.4.3.2", "SHA256withECDSA",
          "1.2.840.10045.4.3.3", "SHA384withECDSA",
          "1.2.840.10045.4.3.4", "SHA512withECDSA");
  private static final Map<String, String> SHA1_SIGNATURES =
      Map.of("1.2.840.113549.1.1.5", "SHA1withRSA", "1.2.840.10045.4.1", "SHA1withECDSA");
  private static final Map<String, Integer> PSS_DIGESTS =
      Map.of(
          "2.16.840.1.101.3.4.2.1", 256,
          "2.16.840.1.101.3.4.2.2", 384,
          "2.16.840.1.101.3.4.2.3", 512);

  // The longest key's modulus in bytes. A verifier sets aside what the parameters say before it
  // looks at the signature.
  private static final int MAX_SALT = 1024;

  private static final int SHA1_BITS = 160;

  private ProofOfPossession() {}

  static boolean holds(CertificationRequest request, Provider provider, boolean allowSha1Digest) {
    // Lazily read, the first part keeps the very bytes that were signed, sorted or not.
    try (ASN1InputStream in = new ASN1InputStream(request.der().bytes(), true)) {
      ASN1Sequence parts = ASN1Sequence.getInstance(in.readObject());
      Signature signature =
          signature(
              AlgorithmIdentifier.getInstance(parts.getObjectAt(1)),
              request.publicKey().toPublicKey(provider),
              provider,
              allowSha1Digest);
      if (signature == null) {
        return false;
      }
      signature.update(parts.getObjectAt(0).toASN1Primitive().getEncoded());
      return signature.verify(ASN1BitString.getInstance(parts.getObjectAt(2)).getOctets());
    } catch (IOException | GeneralSecurityException | UnreadableException | RuntimeException e) {
      return false;
    }
  }

  /** Bits of the digest that the signature names; empty if it is none that could be taken. */
  static OptionalInt digestBits(CertificationRequest request) {
    try (ASN1InputStream in = new ASN1InputStream(request.der().bytes(), true)) {
      AlgorithmIdentifier algorithm =
          AlgorithmIdentifier.getInstance(ASN1Sequence.getInstance(in.readObject()).getObjectAt(1));
      String oid = algorithm.getAlgorithm().getId();
      if (pss(algorithm) instanceof PSSParameterSpec spec) {
        return OptionalInt.of(Integer.parseInt(spec.getDigestAlgorithm().replace("SHA-", "")));
      }
      if (SIGNATURES.containsKey(oid)) {
        return OptionalInt.of(Integer.parseInt(SIGNATURES.get(oid).substring(3, 6)));
      }
      return SHA1_SIGNATURES.containsKey(oid) ? OptionalInt.of(SHA1_BITS) : OptionalInt.empty();
    } catch (IOException | RuntimeException e) {
      return OptionalInt.empty();
    }
  }

  /** Ready to verify, or null for an algorithm that is not taken. */
  private static Signature signature(
      AlgorithmIdentifier algorithm, PublicKey key, Provider provider, boolean allowSha1Digest)
      throws GeneralSecurityException {
    String oid = algorithm.getAlgorithm().getId();
    AlgorithmParameterSpec pss = pss(algorithm);
    String name = SIGNATURES.get(oid);
    if (pss != null) {
      name = "RSASSA-PSS";
    } else if (name == null && allowSha1Digest) {
      name = SHA1_SIGNATURES.get(oid);
    }
    if (name == null) {
      return null;
    }
    Signature signature = Signature.getInstance(name, provider);
    signature.initVerify(key);
    if (pss != null) {
      signature.setParameter(pss);
    }
    return signature;
  }

  // PSS without parameters means SHA-1, so the parameters decide, not the identifier alone.
  private static AlgorithmParameterSpec pss(AlgorithmIdentifier algorithm) {
    if (!PKCSObjectIdentifiers.id_RSASSA_PSS.equals(algorithm.getAlgorithm())) {
      return null;
    }
    RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(algorithm.getParameters());
    AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
    Integer digest = PSS_DIGESTS.get(parameters.getHashAlgorithm().getAlgorithm().getId());
    Integer maskDigest =
        PSS_DIGESTS.get(
            AlgorithmIdentifier.getInstance(mask.getParameters()).getAlgorithm().getId());
    int salt = parameters.getSaltLength().intValueExact();
    if (digest == null
        || maskDigest == null
        || salt < 0
        || salt > MAX_SALT
        || !PKCSObjectIdentifiers.id_mgf1.equals(mask.getAlgorithm())) {
      return null;
    }
    return new PSSParameterSpec(
        "SHA-" + digest,
        "MGF1",
        new MGF1ParameterSpec("SHA-" + maskDigest),
        salt,
        parameters.getTrailerField().intValueExact());
  }
}
