package org.scepter.issuing.signing;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.KeyOutOfReachException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.keys.KeyHolders;

/**
 * A CA that signs: its name, key and the addresses at which it publishes. What is signed is made in
 * two steps, so that it can be recorded in between.
 */
public final class Issuer {
  private final X500Name name;
  private final AuthorityKeyIdentifier keyIdentifier;
  private final SigningKey key;
  private final Optional<PublishedAt> published;

  private Issuer(
      X500Name name, AuthorityKeyIdentifier keyIdentifier, SigningKey key, PublishedAt published) {
    this.name = name;
    this.keyIdentifier = keyIdentifier;
    this.key = key;
    this.published = Optional.ofNullable(published);
  }

  /** The CA whose certificate and key {@code entry} holds. */
  public static Issuer of(KeyEntry entry, PublishedAt published, KeyHolders keys) {
    return of(entry, published, keys, RsaSignature.PKCS1);
  }

  /** The same that signs in its own way if its key is RSA. */
  public static Issuer of(
      KeyEntry entry, PublishedAt published, KeyHolders keys, RsaSignature kind) {
    X509CertificateHolder certificate = holder(entry.certificate());
    return new Issuer(
        certificate.getSubject(),
        keyIdentifier(certificate),
        SigningKey.of(
            keys.of(entry.privateKey()),
            entry.certificate().getPublicKey(),
            keys.verifying(),
            kind),
        published);
  }

  /** A CA whose key is elsewhere: it verifies, and signs nothing. */
  public static Issuer away(X509Certificate certificate, PublishedAt published, KeyHolders keys) {
    X509CertificateHolder holder = holder(certificate);
    KeyHolder none =
        (algorithm, content) -> {
          throw new KeyOutOfReachException("the key of " + holder.getSubject() + " is offline");
        };
    return new Issuer(
        holder.getSubject(),
        keyIdentifier(holder),
        SigningKey.of(none, certificate.getPublicKey(), keys.verifying(), RsaSignature.PKCS1),
        published);
  }

  /** A root that is about to sign its own certificate, which names no publication. */
  public static Issuer selfSigning(CertificatePlan plan, SigningKey key) {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(plan.publicKey().bytes());
    return new Issuer(
        X500Name.getInstance(plan.subject().der().bytes()),
        new AuthorityKeyIdentifier(KeyIdentifiers.of(info).getKeyIdentifier()),
        key,
        null);
  }

  private static X509CertificateHolder holder(X509Certificate certificate) {
    try {
      return new X509CertificateHolder(certificate.getEncoded());
    } catch (IOException | CertificateEncodingException e) {
      throw new IllegalArgumentException("the CA's certificate cannot be read", e);
    }
  }

  private static AuthorityKeyIdentifier keyIdentifier(X509CertificateHolder certificate) {
    SubjectKeyIdentifier own = SubjectKeyIdentifier.fromExtensions(certificate.getExtensions());
    return new AuthorityKeyIdentifier(
        own == null
            ? KeyIdentifiers.of(certificate.getSubjectPublicKeyInfo()).getKeyIdentifier()
            : own.getKeyIdentifier());
  }

  /** Whether {@code certificate} names this CA and verifies by its key. */
  public boolean hasSigned(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()).equals(name)
        && key.hasSigned(certificate);
  }

  X500Name name() {
    return name;
  }

  AuthorityKeyIdentifier keyIdentifier() {
    return keyIdentifier;
  }

  SigningKey key() {
    return key;
  }

  Optional<PublishedAt> published() {
    return published;
  }

  /** Whether delta CRLs of it are made. */
  public boolean publishesDelta() {
    return published.flatMap(PublishedAt::delta).isPresent();
  }

  /** The TBSCertificate that {@link #sign} would sign. */
  public Der toBeSigned(CertificatePlan plan) {
    return TbsCertificate.encode(plan, this);
  }

  /** The TBSCertList that {@link #sign} would sign. */
  public Der toBeSigned(RevocationListPlan plan) {
    return TbsRevocationList.encode(plan, this);
  }

  /** The signed certificate or CRL; its first part is {@code toBeSigned}, octet for octet. */
  public Der sign(Der toBeSigned) {
    byte[] content = toBeSigned.bytes();
    try {
      ASN1Encodable[] parts = {
        ASN1Primitive.fromByteArray(content), key.algorithm(), new DERBitString(key.sign(content))
      };
      return Der.of(new DERSequence(parts).getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalArgumentException("what is to be signed is not DER", e);
    }
  }
}
