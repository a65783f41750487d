package org.scepter.enrolment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
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
import org.scepter.pki.KeyOutOfReachException;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;

/**
 * An authorisation on its way between servers: CMS SignedData (RFC 5652) over the DER document
 * below, one signer, no certificates inside, at most {@link #MAX_LENGTH} bytes. It can be read only
 * by verifying it with a pinned certificate of the registration point.
 *
 * <pre>
 * ScepterAuthorisation DEFINITIONS EXPLICIT TAGS ::= BEGIN
 * id-ct-authorisation OBJECT IDENTIFIER ::= { joint-iso-itu-t uuid(25) 272263688404979078230729938477483671522 }
 * Authorisation ::= SEQUENCE {
 *   version           INTEGER (1),
 *   id                OCTET STRING (SIZE (16)),
 *   renewedSerial     [0] INTEGER OPTIONAL,
 *   endpoint          UTF8String,
 *   transaction       UTF8String,
 *   requestDigest     OCTET STRING (SIZE (32)),     -- SHA-256 of the PKCS#10
 *   keyDigest         OCTET STRING (SIZE (32)),     -- SHA-256 of the SubjectPublicKeyInfo
 *   template          UTF8String,
 *   templateVersion   INTEGER,
 *   subject           Name,
 *   subjectAltNames   SEQUENCE OF UTF8String,       -- KIND:value
 *   sid               [1] UTF8String OPTIONAL,
 *   keyUsage          INTEGER (32 | 128 | 160),
 *   extendedKeyUsages SEQUENCE OF OBJECT IDENTIFIER,
 *   validity          UTF8String,                   -- ISO 8601 period
 *   profile           UTF8String,
 *   issuingCa         [2] OCTET STRING (SIZE (20)) OPTIONAL,
 *   askedBy           [3] OCTET STRING (SIZE (20)) OPTIONAL,
 *   issuedAt          INTEGER,                      -- milliseconds since 1970
 *   expiresAt         INTEGER }
 * END
 * </pre>
 */
public final class SignedAuthorisation {
  /** Fits a request header on every server. */
  public static final int MAX_LENGTH = 8192;

  /** How far the clocks of two servers may differ. */
  public static final Duration MAX_SKEW = Duration.ofMinutes(5);

  private static final ASN1ObjectIdentifier CONTENT_TYPE =
      new ASN1ObjectIdentifier("2.25.272263688404979078230729938477483671522");

  private final Der der;

  private SignedAuthorisation(Der der) {
    this.der = der;
  }

  /**
   * Takes what came; nothing of it is believed yet.
   *
   * @throws UnreadableException if it is empty or longer than {@link #MAX_LENGTH}
   */
  public static SignedAuthorisation of(byte[] bytes) throws UnreadableException {
    if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
      throw new UnreadableException("a signed authorisation has 1 to " + MAX_LENGTH + " bytes");
    }
    return new SignedAuthorisation(Der.of(bytes));
  }

  /**
   * @throws UnreadableException if it is no base64 or too long
   */
  public static SignedAuthorisation parse(String base64) throws UnreadableException {
    if (base64.length() > MAX_LENGTH * 4 / 3 + 4) {
      throw new UnreadableException("a signed authorisation has 1 to " + MAX_LENGTH + " bytes");
    }
    try {
      return of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("the signed authorisation is not base64", e);
    }
  }

  /**
   * Signs with SHA-256 by the registration point's key.
   *
   * @throws KeyOutOfReachException if the key is away
   * @throws IllegalArgumentException if the result would be longer than {@link #MAX_LENGTH} or the
   *     key cannot sign
   */
  public static SignedAuthorisation sign(
      Authorisation given, X509Certificate signer, KeyHolder key, Provider provider) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(CmsSignature.by(signer, key, provider));
      byte[] document = AuthorisationDocument.encode(given).getEncoded("DER");
      return of(
          generator
              .generate(new CMSProcessableByteArray(CONTENT_TYPE, document), true)
              .getEncoded("DER"));
    } catch (CMSException
        | OperatorCreationException
        | CertificateException
        | IOException
        | UnreadableException e) {
      throw new IllegalArgumentException("the authorisation cannot be signed", e);
    }
  }

  /**
   * The authorisation, if exactly one of {@code pinned} signed it, that certificate is in date and
   * so is the authorisation.
   *
   * @throws UnreadableException if anything of this is not so; the message says what, for the log
   */
  public Authorisation verify(Collection<X509Certificate> pinned, Instant now, Provider provider)
      throws UnreadableException {
    Authorisation given;
    try {
      CMSSignedData signed = new CMSSignedData(der.bytes());
      requireSignature(signed, pinned, now, provider);
      given = read((byte[]) signed.getSignedContent().getContent());
    } catch (CMSException
        | OperatorCreationException
        | CertificateException
        | IOException
        | RuntimeException e) {
      throw new UnreadableException("the signed authorisation cannot be read", e);
    }
    if (!now.isBefore(given.expiresAt())) {
      throw new UnreadableException("the authorisation expired at " + given.expiresAt());
    }
    if (given.issuedAt().isAfter(now.plus(MAX_SKEW))) {
      throw new UnreadableException("the authorisation is of the future: " + given.issuedAt());
    }
    return given;
  }

  private static void requireSignature(
      CMSSignedData signed, Collection<X509Certificate> pinned, Instant now, Provider provider)
      throws UnreadableException, CMSException, OperatorCreationException, CertificateException {
    if (signed.getSignedContent() == null
        || !CONTENT_TYPE.getId().equals(signed.getSignedContentTypeOID())) {
      throw new UnreadableException("the signed content is no authorisation");
    }
    Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
    if (signers.size() != 1) {
      throw new UnreadableException("an authorisation has exactly one signer");
    }
    SignerInformation signer = signers.iterator().next();
    if (!CmsSignature.isStrong(signer)) {
      throw new UnreadableException("the authorisation's digest is too weak");
    }
    for (X509Certificate certificate : pinned) {
      if (signer.getSID().match(new JcaX509CertificateHolder(certificate))) {
        requireInDate(certificate, now);
        if (CmsSignature.isBy(certificate, signer, provider)) {
          return;
        }
      }
    }
    throw new UnreadableException("no pinned registration point signed the authorisation");
  }

  private static void requireInDate(X509Certificate pinned, Instant now)
      throws UnreadableException {
    try {
      pinned.checkValidity(Date.from(now));
    } catch (CertificateException e) {
      throw new UnreadableException(
          "the pinned certificate of " + pinned.getSubjectX500Principal() + " is not in date", e);
    }
  }

  private static Authorisation read(byte[] content) throws IOException, UnreadableException {
    try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(content))) {
      AuthorisationDocument document =
          new AuthorisationDocument(ASN1Sequence.getInstance(in.readObject()));
      Authorisation given = read(document);
      document.end();
      if (in.read() >= 0) {
        throw new UnreadableException("bytes follow the authorisation");
      }
      return given;
    }
  }

  // The arguments are evaluated from left to right: the document's order.
  private static Authorisation read(AuthorisationDocument document)
      throws IOException, UnreadableException {
    return new Authorisation(
        new EnrolmentId(document.hex()),
        document.renewedSerial(),
        new EndpointName(document.text()),
        new TransactionId(document.text()),
        document.digest(),
        document.digest(),
        new TemplateName(document.text()),
        document.number(),
        SubjectName.fromDer(document.name()),
        altNames(document.texts()),
        document.securityIdentifier(),
        KeyUsageMask.of(document.number()),
        document.identifiers(),
        Period.parse(document.text()),
        document.text(),
        document.issuingCa(),
        document.askedBy(),
        document.instant(),
        document.instant());
  }

  private static List<SubjectAltName> altNames(List<String> texts) {
    return texts.stream().map(SubjectAltName::parse).toList();
  }

  /** The bytes as they travel. */
  public byte[] bytes() {
    return der.bytes();
  }

  /** As in the header {@code Scepter-Authorisation}: base64, one line. */
  public String base64() {
    return der.base64();
  }
}
