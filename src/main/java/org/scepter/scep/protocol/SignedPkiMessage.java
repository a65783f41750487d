package org.scepter.scep.protocol;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.cms.Tlv;

/**
 * First stage: a SignedData (RFC 8894 §3.2) read within bounds. It has exactly one signer, that
 * signer's certificate, a transactionID and a nonce, so it can be answered by a CertRep. Nothing in
 * it is proven, and nothing but {@link VerifiedPkiMessage#verify} makes use of it.
 */
record SignedPkiMessage(
    TransactionId transaction,
    Nonce senderNonce,
    SignedAttributes attributes,
    SignerInfo signer,
    Certificate certificate,
    ASN1OctetString content) {
  static final int MAX_NAME_PARTS = 32;

  /**
   * @throws UnreadableException if the bytes break a limit or are no such message
   */
  static SignedPkiMessage read(byte[] message, PkiMessageLimits limits) throws UnreadableException {
    limits.encoding().check(message);
    try {
      ContentInfo outer = ContentInfo.getInstance(ASN1Primitive.fromByteArray(message));
      if (!CMSObjectIdentifiers.signedData.equals(outer.getContentType())) {
        throw new UnreadableException("the message is no SignedData");
      }
      return take(SignedData.getInstance(outer.getContent()), limits);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableException("the message is not CMS", e);
    }
  }

  private static SignedPkiMessage take(SignedData signed, PkiMessageLimits limits)
      throws UnreadableException {
    if (signed == null) {
      throw new UnreadableException("the message has no content");
    }
    SignerInfo signer = onlySigner(signed.getSignerInfos());
    if (signer.getAuthenticatedAttributes() == null) {
      throw new UnreadableException("the signer has no signed attributes");
    }
    SignedAttributes attributes =
        SignedAttributes.read(signer.getAuthenticatedAttributes(), limits.maxAttributes());
    return new SignedPkiMessage(
        attributes.transactionId(limits.ids()),
        attributes.senderNonce(limits.ids()),
        attributes,
        signer,
        certificateOf(signer.getSID(), signed.getCertificates(), limits),
        content(signed.getEncapContentInfo()));
  }

  private static SignerInfo onlySigner(ASN1Set signers) throws UnreadableException {
    if (signers.size() != 1) {
      throw new UnreadableException("the message has " + signers.size() + " signers, not one");
    }
    return SignerInfo.getInstance(signers.getObjectAt(0));
  }

  private static ASN1OctetString content(ContentInfo encapsulated) throws UnreadableException {
    if (!CMSObjectIdentifiers.data.equals(encapsulated.getContentType())) {
      throw new UnreadableException("what is signed is not of type data");
    }
    return encapsulated.getContent() == null
        ? null
        : ASN1OctetString.getInstance(encapsulated.getContent());
  }

  private static Certificate certificateOf(
      SignerIdentifier signer, ASN1Set all, PkiMessageLimits limits) throws UnreadableException {
    if (all == null) {
      throw new UnreadableException("the signer's certificate is missing");
    }
    if (all.size() > limits.maxCertificates()) {
      throw new UnreadableException("more than " + limits.maxCertificates() + " certificates");
    }
    for (ASN1Encodable element : all) {
      // Other choices of CertificateSet are tagged.
      if (element.toASN1Primitive() instanceof ASN1Sequence sequence) {
        Certificate certificate = Certificate.getInstance(sequence);
        if (names(signer, certificate)) {
          check(certificate.getIssuer(), limits.ids());
          check(certificate.getSubject(), limits.ids());
          return certificate;
        }
      }
    }
    throw new UnreadableException("the signer's certificate is missing");
  }

  private static void check(X500Name name, IdLimits limits) throws UnreadableException {
    if (name.size() > limits.maxNameParts() || Tlv.of(name).length > limits.maxNameBytes()) {
      throw new UnreadableException(
          "a name in the signer's certificate has more than %d parts or %d bytes"
              .formatted(limits.maxNameParts(), limits.maxNameBytes()));
    }
  }

  private static boolean names(SignerIdentifier signer, Certificate certificate) {
    if (signer.isTagged()) {
      Extensions extensions = certificate.getTBSCertificate().getExtensions();
      Extension identifier =
          extensions == null ? null : extensions.getExtension(Extension.subjectKeyIdentifier);
      // Compared as it is encoded: the extension's octets have passed no bounds.
      return identifier != null
          && Arrays.equals(
              Tlv.octets(ASN1OctetString.getInstance(signer.getId()).getOctets()),
              identifier.getExtnValue().getOctets());
    }
    IssuerAndSerialNumber name = IssuerAndSerialNumber.getInstance(signer.getId());
    return name.getSerialNumber().equals(certificate.getSerialNumber())
        && isSame(name.getName(), certificate.getIssuer());
  }

  /**
   * Equal as names. Bouncy Castle compares each part with each, and takes every value apart to do
   * so, so they must be neither many nor long.
   */
  static boolean isSame(X500Name one, X500Name other) {
    return isComparable(one) && isComparable(other) && one.equals(other);
  }

  private static boolean isComparable(X500Name name) {
    return name.size() <= MAX_NAME_PARTS && Tlv.of(name).length <= SubjectName.MAX_DER_LENGTH;
  }
}
