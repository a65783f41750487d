package org.scepter.testing.book;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Collections;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.scepter.testing.TestServer;

/** Certificates by the issuing CA's own EC key, each like one that the CA gave out. */
final class Certifying {
  private static final Provider PROVIDER = new BouncyCastleProvider();

  private final X509CertificateHolder like;
  private final ContentSigner signer;
  private final JcaX509ExtensionUtils identifiers;
  private final SecureRandom random = new SecureRandom();
  private final ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec("P-256");
  // The next key's point is this one's and the generator: quicker than a random one, and as new.
  private ECPoint key;

  Certifying(TestServer server, X509Certificate like)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    this.like = new X509CertificateHolder(like.getEncoded());
    this.signer =
        new JcaContentSignerBuilder("SHA256withECDSA").setProvider(PROVIDER).build(key(server));
    this.identifiers = new JcaX509ExtensionUtils();
    this.key = curve.getG().multiply(new BigInteger(200, random));
  }

  private static PrivateKey key(TestServer server) throws GeneralSecurityException, IOException {
    char[] password = server.keyStorePassword();
    KeyStore store =
        KeyStore.getInstance(server.home().resolve("ca/issuing.p12").toFile(), password);
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return (PrivateKey) store.getKey(alias, password);
      }
    }
    throw new IllegalStateException("no key of the issuing CA");
  }

  /** For another device, which has another key. */
  X509CertificateHolder of(X500Name subject, String dnsName) throws IOException {
    key = key.add(curve.getG()).normalize();
    X509v3CertificateBuilder next =
        new X509v3CertificateBuilder(
            like.getIssuer(),
            new BigInteger(127, random).setBit(127),
            like.getNotBefore(),
            like.getNotAfter(),
            subject,
            publicKey());
    for (Object oid : like.getExtensionOIDs()) {
      next.addExtension(extension((ASN1ObjectIdentifier) oid, dnsName));
    }
    return next.build(signer);
  }

  private SubjectPublicKeyInfo publicKey() throws IOException {
    return SubjectPublicKeyInfo.getInstance(
        new org.bouncycastle.jcajce.provider.asymmetric.ec.BCECPublicKey(
                "EC",
                new org.bouncycastle.jce.spec.ECPublicKeySpec(key, curve),
                BouncyCastleProvider.CONFIGURATION)
            .getEncoded());
  }

  private Extension extension(ASN1ObjectIdentifier oid, String dnsName) throws IOException {
    Extension original = like.getExtension(oid);
    if (oid.equals(Extension.subjectAlternativeName)) {
      return new Extension(
          oid,
          original.isCritical(),
          new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)).getEncoded());
    }
    if (oid.equals(Extension.subjectKeyIdentifier)) {
      return new Extension(
          oid, false, identifiers.createSubjectKeyIdentifier(publicKey()).getEncoded());
    }
    return original;
  }
}
