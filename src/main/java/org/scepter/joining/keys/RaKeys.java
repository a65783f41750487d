package org.scepter.joining.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.ra.RaSet;

/**
 * A key set of the RA with its keys, and the form in which it is sealed:
 *
 * <pre>
 * RaKeys ::= SEQUENCE { number INTEGER, generation INTEGER, activeFrom UTF8String (ISO 8601, or empty),
 *   signing Key, decryption Key }
 * Key ::= SEQUENCE { privateKey OCTET STRING (PKCS#8), chain SEQUENCE OF Certificate (own first) }
 * </pre>
 */
public record RaKeys(RaSet set, KeyEntry signing, KeyEntry decryption) {
  private static final int MAX_CHAIN = 8;

  public RaKeys {
    Objects.requireNonNull(set);
    Objects.requireNonNull(signing);
    Objects.requireNonNull(decryption);
  }

  /** Those of a home. */
  public static RaKeys read(ScepterHome home, RaSet set) {
    return new RaKeys(set, home.key(set.signing()), home.key(set.decryption()));
  }

  /** Whether both keys can leave this home; those in a token cannot. */
  boolean isPortable() {
    return signing.privateKey().getEncoded() != null
        && decryption.privateKey().getEncoded() != null;
  }

  byte[] encoded() throws IOException, GeneralSecurityException {
    ASN1EncodableVector all = new ASN1EncodableVector();
    all.add(new ASN1Integer(set.number()));
    all.add(new ASN1Integer(set.generation()));
    all.add(new DERUTF8String(set.activeFrom().map(Instant::toString).orElse("")));
    all.add(encoded(signing));
    all.add(encoded(decryption));
    return new DERSequence(all).getEncoded("DER");
  }

  private static ASN1Encodable encoded(KeyEntry key) throws IOException, GeneralSecurityException {
    ASN1EncodableVector chain = new ASN1EncodableVector();
    for (X509Certificate each : key.chain()) {
      chain.add(ASN1Primitive.fromByteArray(each.getEncoded()));
    }
    ASN1EncodableVector both = new ASN1EncodableVector();
    both.add(new DEROctetString(key.privateKey().getEncoded()));
    both.add(new DERSequence(chain));
    return new DERSequence(both);
  }

  /**
   * @param der within the reader's bound
   * @throws IOException if it is no such thing
   */
  static RaKeys decoded(byte[] der) throws IOException {
    try {
      ASN1Sequence all = ASN1Sequence.getInstance(der);
      if (all.size() != 5) {
        throw new IOException("a key set has five parts");
      }
      String from = ASN1UTF8String.getInstance(all.getObjectAt(2)).getString();
      RaSet set =
          new RaSet(
              ASN1Integer.getInstance(all.getObjectAt(0)).intValueExact(),
              ASN1Integer.getInstance(all.getObjectAt(1)).intValueExact(),
              from.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(from)));
      return new RaKeys(
          set,
          key(set.alias("signing"), all.getObjectAt(3)),
          key(set.alias("decryption"), all.getObjectAt(4)));
    } catch (DateTimeException
        | IllegalArgumentException
        | ArithmeticException
        | GeneralSecurityException e) {
      throw new IOException("what was sealed is no key set", e);
    }
  }

  private static KeyEntry key(String alias, ASN1Encodable encoded)
      throws IOException, GeneralSecurityException {
    ASN1Sequence both = ASN1Sequence.getInstance(encoded);
    ASN1Sequence chain = ASN1Sequence.getInstance(both.getObjectAt(1));
    if (chain.size() > MAX_CHAIN) {
      throw new IOException("a chain has at most " + MAX_CHAIN + " certificates");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (ASN1Encodable each : chain) {
      certificates.add(X509.certificate(Der.of(each.toASN1Primitive().getEncoded("DER"))));
    }
    if (certificates.isEmpty()) {
      throw new IOException("a key has a certificate");
    }
    byte[] pkcs8 = ASN1OctetString.getInstance(both.getObjectAt(0)).getOctets();
    PrivateKey key =
        KeyFactory.getInstance(certificates.get(0).getPublicKey().getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    return new KeyEntry(alias, key, certificates);
  }

  /** Its number alone. */
  @Override
  public String toString() {
    return "key set " + set.number() + " of the RA";
  }
}
