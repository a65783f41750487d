package org.scepter.issuing.status;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.scepter.pki.Asn1Bounds;
import org.scepter.pki.Der;
import org.scepter.pki.Hex;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.UnreadableException;

/**
 * What an OCSP request asks (RFC 6960 §4.1). Anyone may ask, so who signed it, if anybody has, is
 * not looked at.
 *
 * @param certificates 1 to 20, in the order in which the answer has them
 * @param nonce the value of the nonce extension, DER of an OCTET STRING of 1 to 128 octets (RFC
 *     9654 §2.1); the answer repeats it
 */
public record StatusQuestion(List<AskedCertificate> certificates, Optional<Der> nonce) {
  /** Longest request that is read, in bytes: one that is signed carries certificates. */
  public static final int MAX_LENGTH = 16_384;

  private static final int MAX_CERTIFICATES = 20;
  private static final int MAX_NONCE = 128;
  private static final Asn1Bounds BOUNDS = new Asn1Bounds(MAX_LENGTH, 24, 2_000);
  // Those that may be critical, as they change nothing here or are heeded.
  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, OCSPObjectIdentifiers.id_pkix_ocsp_response);

  public StatusQuestion {
    certificates = List.copyOf(certificates);
    Objects.requireNonNull(nonce);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("a question is about a certificate");
    }
  }

  /**
   * Reads a request.
   *
   * @throws UnreadableException if it is none of version 1, is larger than is read here, has a
   *     nonce that is none, or a critical extension that is not understood
   */
  public static StatusQuestion read(byte[] request) throws UnreadableException {
    BOUNDS.check(request);
    try {
      return question(OCSPRequest.getInstance(request).getTbsRequest());
    } catch (IOException | RuntimeException e) {
      throw new UnreadableException("it is no OCSP request", e);
    }
  }

  /**
   * The CertID, if the answer is the same for everybody who asks about it; empty where there is a
   * nonce, or more than one.
   */
  public Optional<Der> shared() {
    return nonce.isEmpty() && certificates.size() == 1
        ? Optional.of(certificates.get(0).id())
        : Optional.empty();
  }

  private static StatusQuestion question(TBSRequest request)
      throws UnreadableException, IOException {
    if (!request.getVersion().hasValue(0)) {
      throw new UnreadableException("its version is unknown");
    }
    ASN1Sequence list = request.getRequestList();
    if (list.size() == 0 || list.size() > MAX_CERTIFICATES) {
      throw new UnreadableException("it asks about none or too many certificates");
    }
    List<AskedCertificate> asked = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Request single = Request.getInstance(list.getObjectAt(i));
      requireUnderstood(single.getSingleRequestExtensions());
      asked.add(asked(single.getReqCert()));
    }
    Extensions extensions = request.getRequestExtensions();
    requireUnderstood(extensions);
    return new StatusQuestion(asked, nonce(extensions));
  }

  private static void requireUnderstood(Extensions extensions) throws UnreadableException {
    if (extensions == null) {
      return;
    }
    for (ASN1ObjectIdentifier oid : extensions.getCriticalExtensionOIDs()) {
      if (!UNDERSTOOD.contains(oid)) {
        throw new UnreadableException("a critical extension is not understood");
      }
    }
  }

  private static AskedCertificate asked(CertID id) throws IOException {
    return new AskedCertificate(
        Der.of(id.getEncoded(ASN1Encoding.DER)),
        new IssuerId(
            id.getHashAlgorithm().getAlgorithm().getId(),
            Hex.encode(id.getIssuerNameHash().getOctets()),
            Hex.encode(id.getIssuerKeyHash().getOctets())),
        serial(id.getSerialNumber().getValue()));
  }

  private static Optional<SerialNumber> serial(BigInteger value) {
    try {
      return Optional.of(new SerialNumber(value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Der> nonce(Extensions extensions)
      throws UnreadableException, IOException {
    Extension nonce =
        extensions == null
            ? null
            : extensions.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (nonce == null) {
      return Optional.empty();
    }
    byte[] value = nonce.getExtnValue().getOctets();
    int length = ASN1OctetString.getInstance(ASN1Primitive.fromByteArray(value)).getOctetsLength();
    if (length == 0 || length > MAX_NONCE) {
      throw new UnreadableException("its nonce is empty or too long");
    }
    return Optional.of(Der.of(value));
  }
}
