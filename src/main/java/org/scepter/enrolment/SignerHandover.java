package org.scepter.enrolment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.operator.OperatorCreationException;
import org.scepter.pki.CmsSignature;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.UnreadableException;

/**
 * The certificates by which a registration point's authorisations are to be believed, signed by the
 * keys that are believed already: CMS SignedData (RFC 5652) over {@code SEQUENCE OF OCTET STRING},
 * a certificate each. So a node that pins the old certificate learns the next one by itself.
 */
public final class SignerHandover {
  /** Longest base64 that is read. */
  public static final int MAX_LENGTH = 131_072;

  private static final ASN1ObjectIdentifier CONTENT_TYPE =
      new ASN1ObjectIdentifier("2.25.183957102834411940172693458121577063319");
  private static final int MAX_CERTIFICATES = 64;

  private SignerHandover() {}

  /**
   * A key that signs.
   *
   * @param certificate which others may pin
   */
  public record Signer(X509Certificate certificate, KeyHolder key) {
    @Override
    public String toString() {
      return certificate.getSubjectX500Principal().toString();
    }
  }

  /**
   * Base64 of the handover.
   *
   * @param signers the key in force, and the one before it while it is in date
   * @throws IllegalArgumentException if a key cannot sign
   */
  public static String sign(
      Collection<Der> certificates, Collection<Signer> signers, Provider provider) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      for (Signer each : signers) {
        generator.addSignerInfoGenerator(CmsSignature.by(each.certificate(), each.key(), provider));
      }
      ASN1EncodableVector all = new ASN1EncodableVector();
      certificates.forEach(each -> all.add(new DEROctetString(each.bytes())));
      byte[] content = new DERSequence(all).getEncoded("DER");
      return Base64.getEncoder()
          .encodeToString(
              generator
                  .generate(new CMSProcessableByteArray(CONTENT_TYPE, content), true)
                  .getEncoded("DER"));
    } catch (OperatorCreationException | CMSException | CertificateException | IOException e) {
      throw new IllegalArgumentException("the handover cannot be signed", e);
    }
  }

  /**
   * The certificates, if one of {@code pinned} that is in date signed them.
   *
   * @throws UnreadableException if none did, or it is no handover
   */
  public static List<X509Certificate> verify(
      String base64, Collection<X509Certificate> pinned, Instant now, Provider provider)
      throws UnreadableException {
    if (base64.length() > MAX_LENGTH) {
      throw new UnreadableException("a handover has at most " + MAX_LENGTH + " characters");
    }
    try {
      CMSSignedData signed = new CMSSignedData(Base64.getDecoder().decode(base64));
      if (signed.getSignedContent() == null
          || !CONTENT_TYPE.getId().equals(signed.getSignedContentTypeOID())) {
        throw new UnreadableException("the signed content is no handover");
      }
      for (X509Certificate each : pinned) {
        if (isInDate(each, now) && hasSigned(each, signed, provider)) {
          return certificates((byte[]) signed.getSignedContent().getContent());
        }
      }
    } catch (CMSException | OperatorCreationException | CertificateException | RuntimeException e) {
      throw new UnreadableException("the handover cannot be read", e);
    }
    throw new UnreadableException("no pinned registration point signed the handover");
  }

  @SuppressWarnings("JavaUtilDate") // the JDK's certificates have no other
  private static boolean isInDate(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && now.isBefore(certificate.getNotAfter().toInstant());
  }

  private static boolean hasSigned(X509Certificate pinned, CMSSignedData signed, Provider provider)
      throws CMSException, OperatorCreationException, CertificateException {
    for (SignerInformation each : signed.getSignerInfos().getSigners()) {
      if (each.getSID().match(new JcaX509CertificateHolder(pinned))
          && CmsSignature.isBy(pinned, each, provider)) {
        return true;
      }
    }
    return false;
  }

  private static List<X509Certificate> certificates(byte[] content)
      throws CertificateException, UnreadableException {
    ASN1Sequence all = ASN1Sequence.getInstance(content);
    if (all.size() > MAX_CERTIFICATES) {
      throw new UnreadableException("a handover has at most " + MAX_CERTIFICATES + " certificates");
    }
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (ASN1Encodable each : all) {
      byte[] der = ASN1OctetString.getInstance(each).getOctets();
      certificates.add(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    return certificates;
  }
}
