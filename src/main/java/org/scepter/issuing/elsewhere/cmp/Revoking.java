package org.scepter.issuing.elsewhere.cmp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.cmp.PKIBody;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.RevDetails;
import org.bouncycastle.asn1.cmp.RevRepContent;
import org.bouncycastle.asn1.cmp.RevReqContent;
import org.bouncycastle.asn1.crmf.CertTemplateBuilder;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.cmp.GeneralPKIMessage;
import org.scepter.issuing.elsewhere.http.CallFailedException;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;

/** Has the CA revoke a certificate (RFC 9483 §4.2). */
final class Revoking {
  private final CmpExchange exchange;
  private final SecureRandom random;

  Revoking(CmpExchange exchange, SecureRandom random) {
    this.exchange = exchange;
    this.random = random;
  }

  String revoke(Der certificate)
      throws CallFailedException,
          UnbelievableException,
          RefusedByHttpException,
          GeneralSecurityException {
    X509Certificate came = X509.certificate(certificate);
    RevDetails details =
        new RevDetails(
            new CertTemplateBuilder()
                .setSerialNumber(new ASN1Integer(came.getSerialNumber()))
                .setIssuer(X500Name.getInstance(came.getIssuerX500Principal().getEncoded()))
                .build(),
            new Extensions(reason()));
    GeneralPKIMessage answer =
        exchange.send(
            Transaction.begun(random),
            new PKIBody(PKIBody.TYPE_REVOCATION_REQ, new RevReqContent(details)),
            List.of());
    if (answer.getBody().getType() != PKIBody.TYPE_REVOCATION_REP) {
      return "the CA did not revoke it";
    }
    int status =
        RevRepContent.getInstance(answer.getBody().getContent())
            .getStatus()[0]
            .getStatus()
            .intValue();
    return status == PKIStatus.GRANTED || status == PKIStatus.GRANTED_WITH_MODS
        ? "the CA has revoked it"
        : "the CA did not revoke it, status " + status;
  }

  private static Extension reason() {
    try {
      return new Extension(
          Extension.reasonCode,
          false,
          CRLReason.lookup(CRLReason.cessationOfOperation).getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException("a reason encodes", e);
    }
  }
}
