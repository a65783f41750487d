package org.scepter.issuing.status;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.x509.Certificate;
import org.scepter.issuing.AuthorityCertificate;
import org.scepter.pki.Hex;

/**
 * An issuer as a CertID names it (RFC 6960 §4.1.1).
 *
 * @param algorithm OID of the digest
 * @param name digest of the issuer's DER name, in hex
 * @param key digest of its public key's bits, in hex
 */
record IssuerId(String algorithm, String name, String key) {
  // SHA-1 is what nearly all clients send; it names an issuer here and protects nothing.
  private static final Map<String, String> DIGESTS = new LinkedHashMap<>();

  static {
    DIGESTS.put("1.3.14.3.2.26", "SHA-1");
    DIGESTS.put("2.16.840.1.101.3.4.2.1", "SHA-256");
    DIGESTS.put("2.16.840.1.101.3.4.2.2", "SHA-384");
    DIGESTS.put("2.16.840.1.101.3.4.2.3", "SHA-512");
  }

  IssuerId {
    Objects.requireNonNull(algorithm);
    Objects.requireNonNull(name);
    Objects.requireNonNull(key);
  }

  /** All names under which a CA may be asked about. */
  static List<IssuerId> of(AuthorityCertificate ca) {
    byte[] key =
        Certificate.getInstance(ca.certificate().bytes())
            .getSubjectPublicKeyInfo()
            .getPublicKeyData()
            .getOctets();
    return DIGESTS.keySet().stream()
        .map(oid -> new IssuerId(oid, digest(oid, ca.subject().bytes()), digest(oid, key)))
        .toList();
  }

  private static String digest(String oid, byte[] content) {
    try {
      return Hex.encode(MessageDigest.getInstance(DIGESTS.get(oid)).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
