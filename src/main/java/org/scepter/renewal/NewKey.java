package org.scepter.renewal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.KeyType;
import org.scepter.issuing.succession.MadeKey;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.HeldSigner;
import org.scepter.pki.KeyOutOfReachException;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.keys.KeyHolders;

/** A key like an old one, and the request to certify it under the same names. */
final class NewKey {
  private final MadeKey key;
  private final CertificationRequest request;

  private NewKey(MadeKey key, CertificationRequest request) {
    this.key = key;
    this.request = request;
  }

  static NewKey like(KeyEntry entry, SecureRandom random, KeyHolders holders) throws IOException {
    X509Certificate old = entry.certificate();
    try {
      KeyType type = KeyType.of(old.getPublicKey());
      MadeKey made = MadeKey.beside(entry.privateKey(), type, random);
      PKCS10CertificationRequestBuilder request =
          new JcaPKCS10CertificationRequestBuilder(
              X500Name.getInstance(old.getSubjectX500Principal().getEncoded()), made.publicKey());
      byte[] names = old.getExtensionValue(Extension.subjectAlternativeName.getId());
      if (names != null) {
        Extension same =
            new Extension(
                Extension.subjectAlternativeName,
                false,
                ASN1OctetString.getInstance(names).getOctets());
        request.addAttribute(
            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new Extensions(same));
      }
      byte[] der =
          request
              .build(
                  new HeldSigner(
                      made.holder(holders), type.isRsa() ? "SHA256withRSA" : "SHA256withECDSA"))
              .getEncoded();
      return new NewKey(made, CertificationRequest.read(der));
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | KeyOutOfReachException
        | UnreadableException e) {
      throw new IOException("no key like the old one: " + e.getMessage(), e);
    }
  }

  CertificationRequest request() {
    return request;
  }

  /**
   * The key with its certificate.
   *
   * @param chain of the CA that is said to have signed
   * @throws IOException if the certificate is not for this key, or not of that CA
   */
  KeyEntry certified(String alias, Der certificate, List<Der> chain) throws IOException {
    try {
      X509Certificate own = X509.certificate(certificate);
      byte[] asked = request.publicKey().spki().bytes();
      if (!Arrays.equals(own.getPublicKey().getEncoded(), asked)) {
        throw new IOException("the certificate that came is for another key");
      }
      List<X509Certificate> all = new java.util.ArrayList<>(List.of(own));
      for (Der each : chain) {
        all.add(X509.certificate(each));
      }
      own.verify(all.get(1).getPublicKey());
      return key.certified(alias, all);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate that came is of no use: " + e.getMessage(), e);
    }
  }
}
