package org.scepter.issuing.elsewhere.cmp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cmp.CMPCertificate;
import org.bouncycastle.asn1.cmp.CMPObjectIdentifiers;
import org.bouncycastle.asn1.cmp.CertConfirmContent;
import org.bouncycastle.asn1.cmp.CertResponse;
import org.bouncycastle.asn1.cmp.CertStatus;
import org.bouncycastle.asn1.cmp.InfoTypeAndValue;
import org.bouncycastle.asn1.cmp.PKIBody;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.cmp.GeneralPKIMessage;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.scepter.issuing.elsewhere.OtherAnswer;
import org.scepter.issuing.elsewhere.http.CallFailedException;
import org.scepter.pki.Der;

/** Accepts a certificate or rejects it, where the CA waits for that (RFC 9810 §5.3.18). */
final class Confirmation {
  private static final int TRIES = 2;

  private final CmpExchange exchange;

  Confirmation(CmpExchange exchange) {
    this.exchange = exchange;
  }

  OtherAnswer given(
      CertResponse response,
      GeneralPKIMessage answer,
      Transaction transaction,
      Predicate<Der> fits) {
    Der certificate;
    try {
      CMPCertificate came = response.getCertifiedKeyPair().getCertOrEncCert().getCertificate();
      certificate = Der.of(came.getX509v3PKCert().getEncoded("DER"));
    } catch (IOException | RuntimeException e) {
      return new OtherAnswer.Unclear("the CA granted the request and gave no certificate");
    }
    return isImplicit(answer) || isTold(certificate, transaction, fits.test(certificate))
        ? new OtherAnswer.Given(certificate)
        : new OtherAnswer.Unclear(
            "the CA did not hear that its certificate "
                + certificate.thumbprint().hex()
                + " was accepted, and may have revoked it");
  }

  private static boolean isImplicit(GeneralPKIMessage answer) {
    InfoTypeAndValue[] infos = answer.getHeader().getGeneralInfo();
    return infos != null
        && Arrays.stream(infos)
            .anyMatch(each -> CMPObjectIdentifiers.it_implicitConfirm.equals(each.getInfoType()));
  }

  // What was rejected is no good whether the CA has heard it or not.
  private boolean isTold(Der certificate, Transaction transaction, boolean isAccepted) {
    boolean isHeard = false;
    for (int i = 0; i < TRIES && !isHeard; i++) {
      isHeard = isHeard(certificate, transaction, isAccepted);
    }
    return isHeard || !isAccepted;
  }

  private boolean isHeard(Der certificate, Transaction transaction, boolean isAccepted) {
    PKIBody body =
        new PKIBody(
            PKIBody.TYPE_CERT_CONFIRM,
            CertConfirmContent.getInstance(
                new DERSequence(status(certificate, transaction, isAccepted))));
    try {
      return exchange.send(transaction, body, List.of()).getBody().getType()
          == PKIBody.TYPE_CONFIRM;
    } catch (CallFailedException | UnbelievableException | RefusedByHttpException e) {
      return false;
    }
  }

  private static CertStatus status(Der certificate, Transaction transaction, boolean isAccepted) {
    byte[] hash = hash(certificate);
    return isAccepted
        ? new CertStatus(hash, new ASN1Integer(transaction.request()))
        : new CertStatus(
            hash,
            transaction.request(),
            new PKIStatusInfo(
                PKIStatus.rejection,
                new PKIFreeText("not what was asked for"),
                new PKIFailureInfo(PKIFailureInfo.incorrectData)));
  }

  // By the digest of the certificate's signature.
  private static byte[] hash(Der certificate) {
    AlgorithmIdentifier signature =
        org.bouncycastle.asn1.x509.Certificate.getInstance(certificate.bytes())
            .getSignatureAlgorithm();
    try {
      AlgorithmIdentifier digest = new DefaultDigestAlgorithmIdentifierFinder().find(signature);
      return MessageDigest.getInstance(digest.getAlgorithm().getId()).digest(certificate.bytes());
    } catch (GeneralSecurityException | NullPointerException e) {
      throw new IllegalArgumentException("a signature without a digest", e);
    }
  }
}
