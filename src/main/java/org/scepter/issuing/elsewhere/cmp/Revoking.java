package org.scepter.issuing.elsewhere.cmp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.cmp.ErrorMsgContent;
import org.bouncycastle.asn1.cmp.PKIBody;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cmp.RevDetails;
import org.bouncycastle.asn1.cmp.RevRepContent;
import org.bouncycastle.asn1.cmp.RevReqContent;
import org.bouncycastle.asn1.crmf.CertTemplateBuilder;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.cmp.GeneralPKIMessage;
import org.scepter.issuing.elsewhere.RevocationAnswer;
import org.scepter.issuing.elsewhere.http.CallFailedException;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;
import org.scepter.platform.UnusableHomeException;

/** Has the CA revoke a certificate (RFC 9483 §4.2). */
final class Revoking {
  private final CmpExchange exchange;
  private final SecureRandom random;

  Revoking(CmpExchange exchange, SecureRandom random) {
    this.exchange = exchange;
    this.random = random;
  }

  RevocationAnswer revoke(Der certificate, RevocationReason reason) {
    try {
      RevReqContent request = new RevReqContent(details(certificate, reason));
      return answered(
          exchange.send(
              Transaction.begun(random),
              new PKIBody(PKIBody.TYPE_REVOCATION_REQ, request),
              List.of()));
    } catch (CallFailedException | UnbelievableException | UnusableHomeException e) {
      return RevocationAnswer.unheard("it could not be revoked: " + e.getMessage());
    } catch (RefusedByHttpException e) {
      return refusedByHttp(e);
    } catch (GeneralSecurityException | IOException e) {
      return RevocationAnswer.refused("it could not be revoked: it cannot be read");
    }
  }

  private static RevDetails details(Der certificate, RevocationReason reason)
      throws GeneralSecurityException, IOException {
    X509Certificate named = X509.certificate(certificate);
    return new RevDetails(
        new CertTemplateBuilder()
            .setSerialNumber(new ASN1Integer(named.getSerialNumber()))
            .setIssuer(X500Name.getInstance(named.getIssuerX500Principal().getEncoded()))
            .build(),
        new Extensions(
            new Extension(
                Extension.reasonCode, false, CRLReason.lookup(reason.code()).getEncoded("DER"))));
  }

  // Without TLS anyone on the way can say so.
  private RevocationAnswer refusedByHttp(RefusedByHttpException e) {
    boolean isNo =
        exchange.isOverTls() && e.status() >= 400 && e.status() < 500 && e.status() != 429;
    String detail = "it could not be revoked: " + e.getMessage();
    return isNo ? RevocationAnswer.refused(detail) : RevocationAnswer.unheard(detail);
  }

  private static RevocationAnswer answered(GeneralPKIMessage answer) {
    PKIBody body = answer.getBody();
    try {
      return switch (body.getType()) {
        case PKIBody.TYPE_REVOCATION_REP ->
            judged(RevRepContent.getInstance(body.getContent()).getStatus());
        case PKIBody.TYPE_ERROR ->
            declined(ErrorMsgContent.getInstance(body.getContent()).getPKIStatusInfo());
        default -> RevocationAnswer.unheard("the CA answered with a message of another kind");
      };
    } catch (RuntimeException e) {
      return RevocationAnswer.unheard("the CA's answer cannot be read");
    }
  }

  private static RevocationAnswer judged(PKIStatusInfo[] all) {
    if (all.length != 1) {
      return RevocationAnswer.unheard("the CA did not answer one request");
    }
    return switch (all[0].getStatus().intValue()) {
      case PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS, PKIStatus.REVOCATION_NOTIFICATION ->
          RevocationAnswer.revoked("the CA has revoked it");
      case PKIStatus.WAITING, PKIStatus.REVOCATION_WARNING ->
          RevocationAnswer.unheard("the CA has not revoked it yet");
      default -> declined(all[0]);
    };
  }

  private static RevocationAnswer declined(PKIStatusInfo status) {
    int why = Words.failure(status);
    if ((why & PKIFailureInfo.certRevoked) != 0) {
      return RevocationAnswer.revoked("the CA had revoked it before");
    }
    String detail = "the CA did not revoke it" + Words.of(status);
    return (why & PKIFailureInfo.systemUnavail) != 0
        ? RevocationAnswer.unheard(detail)
        : RevocationAnswer.refused(detail);
  }
}
