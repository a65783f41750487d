package org.scepter.issuing.status;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.scepter.issuing.status.StatusAnswer.Validity;
import org.scepter.pki.Der;

/** Writes and signs an OCSP response (RFC 6960 §4.2). */
final class StatusWriter {
  private StatusWriter() {}

  /**
   * @param standings of those that are known; the others are unknown
   * @param producedAt in whole seconds, as are those of {@code validity}
   */
  static Der write(
      StatusQuestion question,
      Map<AskedCertificate, Standing> standings,
      Validity validity,
      Instant producedAt,
      Responder responder) {
    try {
      BasicOCSPRespBuilder basic = new BasicOCSPRespBuilder(id(responder));
      for (AskedCertificate asked : question.certificates()) {
        basic.addResponse(
            new CertificateID(CertID.getInstance(asked.id().bytes())),
            status(standings.getOrDefault(asked, Standing.UNKNOWN)),
            Date.from(validity.thisUpdate()),
            Date.from(validity.nextUpdate()));
      }
      question.nonce().ifPresent(nonce -> basic.setResponseExtensions(repeated(nonce)));
      return Der.of(
          new OCSPRespBuilder()
              .build(
                  OCSPRespBuilder.SUCCESSFUL,
                  basic.build(
                      responder.key().contentSigner(),
                      new X509CertificateHolder[] {responder.certificate()},
                      Date.from(producedAt)))
              .getEncoded());
    } catch (OCSPException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("a response encodes", e);
    }
  }

  // By its key: short, and the same whatever the certificate's name (RFC 5019 §2.2.2).
  private static RespID id(Responder responder) throws OCSPException, OperatorCreationException {
    DigestCalculator digest = new BcDigestCalculatorProvider().get(RespID.HASH_SHA1);
    return new RespID(responder.certificate().getSubjectPublicKeyInfo(), digest);
  }

  private static CertificateStatus status(Standing standing) {
    if (!standing.isKnown()) {
      return new UnknownStatus();
    }
    return standing
        .revokedAt()
        .<CertificateStatus>map(at -> revoked(at, standing.reason().code()))
        .orElse(CertificateStatus.GOOD);
  }

  private static RevokedStatus revoked(Instant at, int reason) {
    return new RevokedStatus(
        new RevokedInfo(
            new ASN1GeneralizedTime(Date.from(at)), reason == 0 ? null : CRLReason.lookup(reason)));
  }

  private static Extensions repeated(Der nonce) {
    return new Extensions(
        new Extension(
            OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(nonce.bytes())));
  }
}
