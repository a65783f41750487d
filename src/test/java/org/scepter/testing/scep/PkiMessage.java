package org.scepter.testing.scep;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;

/**
 * Builds a pkiMessage (RFC 8894 §3.2): right by default, wrong wherever a test asks for it. The
 * bytes are made anew on each call of {@link #encoded()}.
 */
public final class PkiMessage {
  private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
  private static final String UNSTRUCTURED_NAME = "1.2.840.113549.1.9.2";
  private static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";

  private final byte[] messageData;
  private final X509Certificate recipient;
  private List<Signer> signers;
  private final List<X509Certificate> extraCertificates = new ArrayList<>();
  private String messageType = "19";
  private String transactionId = HexFormat.of().formatHex(Envelope.random(16));
  private byte[] senderNonce = Envelope.random(16);
  private Digest digest = Digest.SHA256;
  private ContentCipher cipher = ContentCipher.AES128;
  private KeyTransport transport = KeyTransport.PKCS1;
  private Asn1 asn1 = Asn1.DER;
  private int padding;
  private boolean brokenSignature;
  private boolean withoutCertificates;
  private String contentType = Envelope.DATA;
  private UnaryOperator<byte[]> bending = UnaryOperator.identity();
  private final Map<SignedAttribute, Optional<ASN1Encodable>> attributes =
      new EnumMap<>(SignedAttribute.class);
  private boolean withoutAttributes;
  private Optional<String> password = Optional.empty();

  private PkiMessage(byte[] messageData, X509Certificate recipient, Signer signer) {
    this.messageData = messageData.clone();
    this.recipient = recipient;
    this.signers = List.of(signer);
  }

  /** A PKCSReq for the RA whose encryption certificate is {@code recipient}. */
  public static PkiMessage pkcsReq(Csr csr, X509Certificate recipient, Signer signer) {
    return new PkiMessage(csr.der(), recipient, signer);
  }

  /** Any messageData. */
  public static PkiMessage of(byte[] messageData, X509Certificate recipient, Signer signer) {
    return new PkiMessage(messageData, recipient, signer);
  }

  /** A RenewalReq, signed by the certificate to be renewed (RFC 8894 §3.3.1.2). */
  public static PkiMessage renewalReq(Csr csr, X509Certificate recipient, Signer old) {
    return of(csr.der(), recipient, old).messageType("17");
  }

  /** A CertPoll that asks what became of {@code earlier} (RFC 8894 §3.3.3). */
  public static PkiMessage certPoll(PkiMessage earlier, X509Certificate issuer) {
    PkiMessage poll =
        of(pollData(earlier, issuer), earlier.recipient, earlier.signer())
            .messageType("20")
            .transactionId(earlier.transactionId);
    poll.password = earlier.password;
    return poll;
  }

  /** The messageData of such a poll: an IssuerAndSubject. */
  public static byte[] pollData(PkiMessage earlier, X509Certificate issuer) {
    return Asn1.der(Envelope.issuerAndSubject(issuer, earlier.signer().certificate()));
  }

  /** The messageData of a GetCert or GetCRL: an IssuerAndSerialNumber. */
  public static byte[] certificateId(X509Certificate certificate) {
    return Asn1.der(Envelope.issuerAndSerial(certificate));
  }

  /** A GetCert for {@code certificate} (RFC 8894 §3.3.4). */
  public static PkiMessage getCert(
      X509Certificate certificate, X509Certificate recipient, Signer signer) {
    return of(certificateId(certificate), recipient, signer).messageType("21");
  }

  /** A GetCRL for {@code certificate} (RFC 8894 §3.3.4). */
  public static PkiMessage getCrl(
      X509Certificate certificate, X509Certificate recipient, Signer signer) {
    return getCert(certificate, recipient, signer).messageType("22");
  }

  /** The challenge under which the answer comes where the signer's key cannot decrypt. */
  public PkiMessage answerPassword(String challenge) {
    this.password = Optional.of(challenge);
    return this;
  }

  /** See {@link #answerPassword}. */
  Optional<String> answerPassword() {
    return password;
  }

  public PkiMessage signers(Signer... all) {
    this.signers = List.of(all);
    return this;
  }

  public PkiMessage messageType(String type) {
    this.messageType = type;
    return this;
  }

  public PkiMessage transactionId(String id) {
    this.transactionId = id;
    return this;
  }

  public PkiMessage senderNonce(byte[] nonce) {
    this.senderNonce = nonce.clone();
    return this;
  }

  public PkiMessage digest(Digest chosen) {
    this.digest = chosen;
    return this;
  }

  public PkiMessage cipher(ContentCipher chosen) {
    this.cipher = chosen;
    return this;
  }

  public PkiMessage transport(KeyTransport chosen) {
    this.transport = chosen;
    return this;
  }

  /** Indefinite lengths and octet strings in pieces, as jscep and Apple send. */
  public PkiMessage indefiniteLengths() {
    this.asn1 = Asn1.BER;
    return this;
  }

  public PkiMessage brokenSignature() {
    this.brokenSignature = true;
    return this;
  }

  /** Another signed attribute than the right one, or one more. */
  public PkiMessage attribute(SignedAttribute type, ASN1Encodable value) {
    attributes.put(type, Optional.of(value));
    return this;
  }

  /** Leaves a signed attribute out. */
  public PkiMessage without(SignedAttribute type) {
    attributes.put(type, Optional.empty());
    return this;
  }

  /** A SignerInfo that signs the content itself (RFC 5652 §5.4). */
  public PkiMessage withoutSignedAttributes() {
    this.withoutAttributes = true;
    return this;
  }

  /** Leaves the signer's certificate out. */
  public PkiMessage withoutCertificates() {
    this.withoutCertificates = true;
    return this;
  }

  /** Another eContentType than data, in the signed attribute too. */
  public PkiMessage contentType(String oid) {
    this.contentType = oid;
    return this;
  }

  /** What becomes of the envelope's encoding before it is signed. */
  public PkiMessage bendEnvelope(UnaryOperator<byte[]> operator) {
    this.bending = operator;
    return this;
  }

  /** Certificates that travel beside the signer's, as devices send their chains. */
  public PkiMessage extraCertificates(X509Certificate certificate, int copies) {
    extraCertificates.addAll(Collections.nCopies(copies, certificate));
    return this;
  }

  /** An unsigned attribute of that many bytes. */
  public PkiMessage padding(int bytes) {
    this.padding = bytes;
    return this;
  }

  public String transactionId() {
    return transactionId;
  }

  public byte[] senderNonce() {
    return senderNonce.clone();
  }

  /** The signer, whose key opens the answer. */
  public Signer signer() {
    return signers.get(0);
  }

  /** The message as it goes over the wire. */
  public byte[] encoded() {
    byte[] envelope = bending.apply(Envelope.seal(messageData, recipient, transport, cipher, asn1));
    List<ASN1Encodable> infos =
        signers.stream().map(signer -> signerInfo(signer, envelope)).toList();
    ASN1Encodable signedData =
        asn1.sequence(
            new ASN1Integer(1),
            Asn1.set(digest.identifier()),
            asn1.sequence(Asn1.oid(contentType), asn1.explicit(0, asn1.octets(envelope))),
            Asn1.implicitSet(0, certificates()),
            Asn1.set(infos.toArray(new ASN1Encodable[0])));
    return Asn1.bytes(asn1.sequence(Asn1.oid(SIGNED_DATA), asn1.explicit(0, signedData)));
  }

  private ASN1Encodable[] certificates() {
    List<X509Certificate> all = new ArrayList<>();
    if (!withoutCertificates) {
      signers.forEach(signer -> all.add(signer.certificate()));
    }
    all.addAll(extraCertificates);
    return all.stream().map(PkiMessage::asn1).toArray(ASN1Encodable[]::new);
  }

  private static ASN1Encodable asn1(X509Certificate certificate) {
    try {
      return ASN1Primitive.fromByteArray(certificate.getEncoded());
    } catch (java.io.IOException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ASN1Encodable signerInfo(Signer signer, byte[] envelope) {
    ASN1Encodable[] signed = signedAttributes(envelope);
    byte[] signature =
        signer.sign(digest, withoutAttributes ? envelope : Asn1.der(Asn1.set(signed)));
    if (brokenSignature) {
      signature[signature.length / 2] ^= 1;
    }
    List<ASN1Encodable> parts = new ArrayList<>();
    parts.add(new ASN1Integer(1));
    parts.add(Envelope.issuerAndSerial(signer.certificate()));
    parts.add(digest.identifier());
    if (!withoutAttributes) {
      parts.add(new DERTaggedObject(false, 0, Asn1.set(signed)));
    }
    parts.add(
        signer.isRsa()
            ? new DERSequence(new ASN1Encodable[] {Asn1.oid(RSA_ENCRYPTION), DERNull.INSTANCE})
            : new DERSequence(Asn1.oid(digest.ecdsaOid())));
    parts.add(new DEROctetString(signature));
    unsignedAttributes().ifPresent(parts::add);
    return new DERSequence(parts.toArray(new ASN1Encodable[0]));
  }

  private ASN1Encodable[] signedAttributes(byte[] envelope) {
    Map<SignedAttribute, ASN1Encodable> all = new EnumMap<>(SignedAttribute.class);
    all.put(SignedAttribute.CONTENT_TYPE, Asn1.oid(contentType));
    all.put(SignedAttribute.MESSAGE_DIGEST, new DEROctetString(digest.of(envelope)));
    all.put(SignedAttribute.MESSAGE_TYPE, new DERPrintableString(messageType));
    all.put(SignedAttribute.TRANSACTION_ID, new DERPrintableString(transactionId));
    all.put(SignedAttribute.SENDER_NONCE, new DEROctetString(senderNonce));
    attributes.forEach(
        (type, other) ->
            other.ifPresentOrElse(value -> all.put(type, value), () -> all.remove(type)));
    return all.entrySet().stream()
        .map(each -> attribute(each.getKey().oid(), each.getValue()))
        .toArray(ASN1Encodable[]::new);
  }

  private Optional<ASN1Encodable> unsignedAttributes() {
    return padding == 0
        ? Optional.empty()
        : Optional.of(
            new DERTaggedObject(
                false,
                1,
                Asn1.set(attribute(UNSTRUCTURED_NAME, new DEROctetString(new byte[padding])))));
  }

  private static ASN1Encodable attribute(String oid, ASN1Encodable value) {
    return new DERSequence(new ASN1Encodable[] {Asn1.oid(oid), Asn1.set(value)});
  }
}
