package org.scepter.issuing.template;

import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.scepter.pki.Der;
import org.scepter.pki.PublicKeyInfo.Algorithm;
import org.scepter.pki.TemplateName;

/**
 * What a template wants in a request, as EST says it (RFC 7030 §4.5.2, RFC 9908): the key usage,
 * and where the template takes one kind of key alone, that kind with its shortest length or
 * smallest curve and the weakest digest. Not the challenge's attribute, by which EST means the
 * binding to a TLS connection, and nothing that a profile chooses within the template.
 */
public final class RequestAttributes {
  private RequestAttributes() {}

  /** DER of CsrAttrs; empty if devices get nothing from a template of this name. */
  public static Optional<Der> of(Templates templates, TemplateName name) {
    return templates.issuable(name).map(Template::terms).map(RequestAttributes::of);
  }

  static Der of(TemplateTerms terms) {
    ASN1EncodableVector wanted = new ASN1EncodableVector();
    if (terms.keys().algorithms().size() == 1) {
      Algorithm only = terms.keys().algorithms().iterator().next();
      wanted.add(key(only, terms.keys().minimumBits(only)));
      terms.hash().map(weakest -> signature(only, weakest)).ifPresent(wanted::add);
    }
    wanted.add(
        attribute(
            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, keyUsage(terms.keyUsage().bits())));
    try {
      return Der.of(new DERSequence(wanted).getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException("what was built can be encoded", e);
    }
  }

  private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new Attribute(type, new DERSet(value));
  }

  private static Attribute key(Algorithm algorithm, int minimumBits) {
    return switch (algorithm) {
      case RSA -> attribute(PKCSObjectIdentifiers.rsaEncryption, new ASN1Integer(minimumBits));
      case EC -> attribute(X9ObjectIdentifiers.id_ecPublicKey, curve(minimumBits));
    };
  }

  private static ASN1ObjectIdentifier curve(int minimumBits) {
    if (minimumBits <= 256) {
      return SECObjectIdentifiers.secp256r1;
    }
    return minimumBits <= 384 ? SECObjectIdentifiers.secp384r1 : SECObjectIdentifiers.secp521r1;
  }

  private static ASN1ObjectIdentifier signature(Algorithm algorithm, RequestHash weakest) {
    boolean isRsa = algorithm == Algorithm.RSA;
    return switch (weakest) {
      case SHA_256 ->
          isRsa
              ? PKCSObjectIdentifiers.sha256WithRSAEncryption
              : X9ObjectIdentifiers.ecdsa_with_SHA256;
      case SHA_384 ->
          isRsa
              ? PKCSObjectIdentifiers.sha384WithRSAEncryption
              : X9ObjectIdentifiers.ecdsa_with_SHA384;
      case SHA_512 ->
          isRsa
              ? PKCSObjectIdentifiers.sha512WithRSAEncryption
              : X9ObjectIdentifiers.ecdsa_with_SHA512;
    };
  }

  private static Extensions keyUsage(int bits) {
    try {
      return new Extensions(Extension.create(Extension.keyUsage, true, new KeyUsage(bits)));
    } catch (IOException e) {
      throw new IllegalStateException("a key usage can be encoded", e);
    }
  }
}
