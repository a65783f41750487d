package org.scepter.scep.protocol;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;

/** A SignerInfo's signed attributes (RFC 8894 §3.2.1), each type at most once. */
final class SignedAttributes {
  static final ASN1ObjectIdentifier MESSAGE_TYPE = scep("2");
  static final ASN1ObjectIdentifier PKI_STATUS = scep("3");
  static final ASN1ObjectIdentifier FAIL_INFO = scep("4");
  static final ASN1ObjectIdentifier SENDER_NONCE = scep("5");
  static final ASN1ObjectIdentifier RECIPIENT_NONCE = scep("6");
  static final ASN1ObjectIdentifier TRANSACTION_ID = scep("7");
  static final ASN1ObjectIdentifier FAIL_INFO_TEXT = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.24.1");

  /** Microsoft's szOID_ENROLL_SCEP_ERROR. */
  static final ASN1ObjectIdentifier SCEP_ERROR = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.21.33");

  // Ten times what OpenSSL sends.
  private static final int MAX_CAPABILITIES = 64;

  private final Map<ASN1ObjectIdentifier, ASN1Set> values;

  private SignedAttributes(Map<ASN1ObjectIdentifier, ASN1Set> values) {
    this.values = values;
  }

  private static ASN1ObjectIdentifier scep(String last) {
    return new ASN1ObjectIdentifier("2.16.840.1.113733.1.9." + last);
  }

  /**
   * @throws UnreadableException if there are too many or a type is repeated
   */
  static SignedAttributes read(ASN1Set encoded, int maxAttributes) throws UnreadableException {
    if (encoded.size() > maxAttributes) {
      throw new UnreadableException("more than " + maxAttributes + " signed attributes");
    }
    Map<ASN1ObjectIdentifier, ASN1Set> values = new LinkedHashMap<>();
    for (ASN1Encodable element : encoded) {
      Attribute attribute = Attribute.getInstance(element);
      if (values.put(attribute.getAttrType(), attribute.getAttrValues()) != null) {
        throw new UnreadableException("a signed attribute is repeated");
      }
    }
    return new SignedAttributes(values);
  }

  private Optional<ASN1Encodable> value(ASN1ObjectIdentifier type) {
    ASN1Set set = values.get(type);
    return set == null || set.size() != 1 ? Optional.empty() : Optional.of(set.getObjectAt(0));
  }

  private Optional<String> text(ASN1ObjectIdentifier type) {
    return value(type)
        .filter(ASN1String.class::isInstance)
        .map(ASN1String.class::cast)
        .map(ASN1String::getString);
  }

  private Optional<byte[]> octets(ASN1ObjectIdentifier type) {
    return value(type)
        .filter(ASN1OctetString.class::isInstance)
        .map(ASN1OctetString.class::cast)
        .map(ASN1OctetString::getOctets);
  }

  TransactionId transactionId(IdLimits limits) throws UnreadableException {
    String text =
        text(TRANSACTION_ID)
            .orElseThrow(() -> new UnreadableException("the message has no transactionID"));
    if (text.length() > limits.maxTransactionId()) {
      throw new UnreadableException(
          "a transactionID has 1 to " + limits.maxTransactionId() + " characters");
    }
    try {
      return new TransactionId(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(e.getMessage(), e);
    }
  }

  Nonce senderNonce(IdLimits limits) throws UnreadableException {
    byte[] octets =
        octets(SENDER_NONCE)
            .orElseThrow(() -> new UnreadableException("the message has no senderNonce"));
    if (octets.length < limits.minNonce() || octets.length > limits.maxNonce()) {
      throw new UnreadableException(
          "a senderNonce has " + limits.minNonce() + " to " + limits.maxNonce() + " octets");
    }
    return Nonce.of(octets);
  }

  /** The request that messageType names; empty for any other number and for none. */
  Optional<MessageType> messageType() {
    return text(MESSAGE_TYPE).flatMap(MessageType::of);
  }

  /**
   * The ciphers and digests that the sender says it can read (RFC 8551 §2.5.2), as far as we know
   * them; nothing where the attribute is missing or broken.
   */
  Set<ASN1ObjectIdentifier> capabilities() {
    Set<ASN1ObjectIdentifier> all = new HashSet<>();
    try {
      if (value(PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities).orElse(null)
              instanceof ASN1Sequence sequence
          && sequence.size() <= MAX_CAPABILITIES) {
        for (ASN1Encodable capability : sequence) {
          all.add(AlgorithmIdentifier.getInstance(capability).getAlgorithm());
        }
      }
    } catch (IllegalArgumentException e) {
      return Set.of();
    }
    return all;
  }

  /** The signer's clock; the beginning of time where the attribute cannot be read. */
  Optional<Instant> signingTime() {
    if (!values.containsKey(CMSAttributes.signingTime)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Time.getInstance(value(CMSAttributes.signingTime).orElseThrow()).getDate().toInstant());
    } catch (RuntimeException e) {
      return Optional.of(Instant.EPOCH);
    }
  }

  Optional<ASN1Encodable> contentType() {
    return value(CMSAttributes.contentType);
  }

  Optional<byte[]> messageDigest() {
    return octets(CMSAttributes.messageDigest);
  }
}
