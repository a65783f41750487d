package org.scepter.testing.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;

/**
 * A CertRep that answers one message, verified before it is returned: signed by the RA, meant for
 * this request, readable by every client of which the wishes are known.
 */
public final class CertRep {
  public static final int SUCCESS = 0;
  public static final int FAILURE = 2;
  public static final int PENDING = 3;

  private static final String DATA = "1.2.840.113549.1.7.1";

  private final Map<SignedAttribute, ASN1Encodable> attributes;
  private final List<X509Certificate> certificates;
  private final List<X509CRL> revocationLists;
  private final byte[] senderNonce;
  private final Protection protection;

  /** How an answer is protected. */
  public record Protection(Digest digest, Optional<ContentCipher> cipher) {}

  private CertRep(
      Map<SignedAttribute, ASN1Encodable> attributes,
      Protection protection,
      List<X509Certificate> certificates,
      List<X509CRL> revocationLists) {
    this.attributes = attributes;
    this.protection = protection;
    this.certificates = List.copyOf(certificates);
    this.revocationLists = List.copyOf(revocationLists);
    this.senderNonce = octets(SignedAttribute.SENDER_NONCE);
  }

  /**
   * Verifies and opens an answer.
   *
   * @throws AssertionError naming what is wrong with it
   */
  public static CertRep open(byte[] body, PkiMessage request, X509Certificate raSigning) {
    Tlv.of(body).requireDefiniteLengths();
    SignedData signedData = SignedData.getInstance(ContentInfo.getInstance(body).getContent());
    assertThat(signedData.getVersion().intValueExact()).as("SignedData version").isEqualTo(1);
    assertThat(signedData.getEncapContentInfo().getContentType().getId())
        .as("eContentType")
        .isEqualTo(DATA);
    assertThat(signedData.getSignerInfos().size()).as("signerInfos").isEqualTo(1);
    SignerInfo signer = SignerInfo.getInstance(signedData.getSignerInfos().getObjectAt(0));
    Map<SignedAttribute, ASN1Encodable> attributes =
        attributes(signer.getAuthenticatedAttributes());
    byte[] content = content(signedData);
    requireSignature(signer, attributes, content, raSigning);
    Digest digest = Digest.of(signer.getDigestAlgorithm());
    CertRep bare =
        new CertRep(attributes, new Protection(digest, Optional.empty()), List.of(), List.of());
    bare.requireAnswerTo(request);
    if (bare.status() != SUCCESS) {
      assertThat(content).as("messageData of a CertRep without certificate").isEmpty();
      return bare;
    }
    byte[] degenerate = Opened.open(content, request.signer(), request.answerPassword());
    return new CertRep(
        attributes,
        new Protection(digest, Optional.of(Opened.cipher(content))),
        CaCertificates.degenerate(Tlv.of(degenerate)),
        CaCertificates.revocationLists(Tlv.of(degenerate)));
  }

  private static byte[] content(SignedData signedData) {
    ASN1Encodable content = signedData.getEncapContentInfo().getContent();
    return content == null ? new byte[0] : ASN1OctetString.getInstance(content).getOctets();
  }

  private static Map<SignedAttribute, ASN1Encodable> attributes(ASN1Set set) {
    Map<SignedAttribute, ASN1Encodable> attributes = new EnumMap<>(SignedAttribute.class);
    for (ASN1Encodable each : set) {
      Attribute attribute = Attribute.getInstance(each);
      assertThat(attribute.getAttrValues().size()).as("values of an attribute").isEqualTo(1);
      assertThat(
              attributes.put(
                  SignedAttribute.of(attribute.getAttrType().getId()),
                  attribute.getAttributeValues()[0]))
          .as("first occurrence of %s", attribute.getAttrType())
          .isNull();
    }
    return attributes;
  }

  private static void requireSignature(
      SignerInfo signer,
      Map<SignedAttribute, ASN1Encodable> attributes,
      byte[] content,
      X509Certificate raSigning) {
    Digest digest = Digest.of(signer.getDigestAlgorithm());
    assertThat(digest).as("digest of a CertRep").isNotEqualTo(Digest.MD5);
    assertThat(Asn1.der(signer.getSID().getId()))
        .as("issuerAndSerialNumber of the RA's signing certificate")
        .isEqualTo(Asn1.der(Envelope.issuerAndSerial(raSigning)));
    assertThat(signer.getDigestEncryptionAlgorithm().getAlgorithm().getId())
        .as("strongSwan knows rsaEncryption alone")
        .isEqualTo("1.2.840.113549.1.1.1");
    assertThat(signer.getDigestEncryptionAlgorithm().getParameters()).isEqualTo(DERNull.INSTANCE);
    assertThat(attributes.get(SignedAttribute.CONTENT_TYPE)).as("contentType").hasToString(DATA);
    assertThat(
            ASN1OctetString.getInstance(attributes.get(SignedAttribute.MESSAGE_DIGEST)).getOctets())
        .as("messageDigest")
        .isEqualTo(digest.of(content));
    try {
      Signature signature = Signature.getInstance(digest.signatureName());
      signature.initVerify(raSigning);
      signature.update(signer.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER));
      assertThat(signature.verify(signer.getEncryptedDigest().getOctets()))
          .as("signature of the CertRep")
          .isTrue();
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("the CertRep's signature cannot be verified", e);
    }
  }

  private void requireAnswerTo(PkiMessage request) {
    assertThat(text(SignedAttribute.MESSAGE_TYPE)).as("messageType").contains("3");
    assertThat(text(SignedAttribute.TRANSACTION_ID))
        .as("transactionID")
        .contains(request.transactionId());
    assertThat(octets(SignedAttribute.RECIPIENT_NONCE))
        .as("recipientNonce")
        .isEqualTo(request.senderNonce());
    assertThat(senderNonce).as("senderNonce").isNotEmpty().isNotEqualTo(request.senderNonce());
    assertThat(attributes.containsKey(SignedAttribute.FAIL_INFO))
        .as("failInfo stands in a FAILURE and nowhere else")
        .isEqualTo(status() == FAILURE);
  }

  private Optional<String> text(SignedAttribute type) {
    return Optional.ofNullable(attributes.get(type))
        .map(value -> ((ASN1String) value.toASN1Primitive()).getString());
  }

  private byte[] octets(SignedAttribute type) {
    return ASN1OctetString.getInstance(attributes.get(type)).getOctets();
  }

  public int status() {
    return Integer.parseInt(text(SignedAttribute.PKI_STATUS).orElseThrow());
  }

  public boolean isSuccess() {
    return status() == SUCCESS;
  }

  /** A signed attribute as it is encoded. */
  public Optional<ASN1Encodable> attribute(SignedAttribute type) {
    return Optional.ofNullable(attributes.get(type));
  }

  /** The digest that signs it, and the cipher where something is sealed in it. */
  public Protection protection() {
    return protection;
  }

  /** 0 badAlg, 1 badMessageCheck, 2 badRequest, 3 badTime, 4 badCertId. */
  public Optional<Integer> failInfo() {
    return text(SignedAttribute.FAIL_INFO).map(Integer::valueOf);
  }

  /** This answer, if it is a failure of that kind. */
  public CertRep requireFailure(int failInfo) {
    assertThat(status()).as("%s", this).isEqualTo(FAILURE);
    assertThat(failInfo()).as("%s", this).contains(failInfo);
    return this;
  }

  public Optional<String> failInfoText() {
    return text(SignedAttribute.FAIL_INFO_TEXT);
  }

  /** Microsoft's attribute: an HRESULT in signed decimal. */
  public Optional<Integer> hresult() {
    return text(SignedAttribute.HRESULT).map(BigInteger::new).map(BigInteger::intValueExact);
  }

  public byte[] senderNonce() {
    return senderNonce.clone();
  }

  /** The issued certificate, which stands first on the wire. */
  public X509Certificate certificate() {
    assertThat(status()).as("pkiStatus; %s", failInfoText().orElse("")).isEqualTo(SUCCESS);
    assertThat(certificates).as("certificates of a CertRep").isNotEmpty();
    return certificates.get(0);
  }

  /** What a GetCRL is answered with. */
  public List<X509CRL> revocationLists() {
    return revocationLists;
  }

  public List<X509Certificate> certificates() {
    return certificates;
  }

  @Override
  public String toString() {
    return "CertRep[status=" + status() + ", " + failInfoText().orElse("no failInfoText") + "]";
  }
}
