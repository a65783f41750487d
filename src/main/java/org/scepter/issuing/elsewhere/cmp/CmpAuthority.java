package org.scepter.issuing.elsewhere.cmp;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cmp.CMPObjectIdentifiers;
import org.bouncycastle.asn1.cmp.CertRepMessage;
import org.bouncycastle.asn1.cmp.CertResponse;
import org.bouncycastle.asn1.cmp.ErrorMsgContent;
import org.bouncycastle.asn1.cmp.GenMsgContent;
import org.bouncycastle.asn1.cmp.InfoTypeAndValue;
import org.bouncycastle.asn1.cmp.PKIBody;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cmp.PollRepContent;
import org.bouncycastle.asn1.cmp.PollReqContent;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.cert.cmp.GeneralPKIMessage;
import org.scepter.enrolment.Authorisation;
import org.scepter.issuing.elsewhere.ElsewhereSettings;
import org.scepter.issuing.elsewhere.OtherAnswer;
import org.scepter.issuing.elsewhere.OtherAuthority;
import org.scepter.issuing.elsewhere.RevocationAnswer;
import org.scepter.issuing.elsewhere.http.CallFailedException;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.pki.Der;
import org.scepter.platform.UnusableHomeException;

/**
 * {@code p10cr} with the device's own PKCS#10 (RFC 9483 §4.1.4), {@code pollReq} for what waits
 * (§4.4), {@code certConf} where the CA does not do without, {@code rr} for what differs (§4.2).
 */
public final class CmpAuthority implements OtherAuthority {
  private static final ASN1ObjectIdentifier CA_CERTS =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.4.17");
  private static final int SECONDS_PER_WEEK = 604_800;

  private final ElsewhereSettings settings;
  private final CmpExchange exchange;
  private final Confirmation confirmation;
  private final Revoking revoking;
  private final SecureRandom random;

  CmpAuthority(ElsewhereSettings settings, CmpExchange exchange, SecureRandom random) {
    this.settings = settings;
    this.exchange = exchange;
    this.confirmation = new Confirmation(exchange);
    this.revoking = new Revoking(exchange, random);
    this.random = random;
  }

  @Override
  public OtherAnswer ask(
      Authorisation authorisation,
      org.scepter.pki.CertificationRequest request,
      String reference,
      Predicate<Der> fits) {
    Transaction transaction =
        Transaction.read(reference).orElseGet(() -> Transaction.begun(random));
    PKIBody body =
        new PKIBody(
            PKIBody.TYPE_P10_CERT_REQ, CertificationRequest.getInstance(request.der().bytes()));
    List<InfoTypeAndValue> infos = new ArrayList<>();
    infos.add(new InfoTypeAndValue(CMPObjectIdentifiers.it_implicitConfirm, DERNull.INSTANCE));
    settings
        .named(authorisation.template())
        .ifPresent(
            profile ->
                infos.add(
                    new InfoTypeAndValue(
                        CMPObjectIdentifiers.id_it_certProfile,
                        new DERSequence(new DERUTF8String(profile)))));
    return exchanged(transaction, body, infos, fits);
  }

  @Override
  public OtherAnswer askAgain(
      Authorisation authorisation,
      org.scepter.pki.CertificationRequest request,
      String reference,
      Predicate<Der> fits) {
    Optional<Transaction> waiting = Transaction.read(reference);
    if (waiting.isEmpty()) {
      return new OtherAnswer.Unclear("the transaction with the CA is not on record");
    }
    PKIBody body = new PKIBody(PKIBody.TYPE_POLL_REQ, new PollReqContent(waiting.get().request()));
    return exchanged(waiting.get(), body, List.of(), fits);
  }

  private OtherAnswer exchanged(
      Transaction transaction, PKIBody body, List<InfoTypeAndValue> infos, Predicate<Der> fits) {
    try {
      return read(exchange.send(transaction, body, infos), transaction, fits);
    } catch (CallFailedException e) {
      return e.mayHaveBeenHeard()
          ? new OtherAnswer.Unclear(e.getMessage())
          : new OtherAnswer.NotAsked(e.getMessage());
    } catch (RefusedByHttpException e) {
      return refused(e);
    } catch (UnbelievableException e) {
      return new OtherAnswer.Unclear(e.getMessage());
    } catch (UnusableHomeException e) {
      return new OtherAnswer.NotAsked(e.getMessage());
    }
  }

  // Without TLS anyone on the way can say so.
  private OtherAnswer refused(RefusedByHttpException e) {
    if (!exchange.isOverTls() || e.status() < 300) {
      return new OtherAnswer.Unclear(e.getMessage());
    }
    if (e.status() == 503 || e.status() == 429) {
      return new OtherAnswer.NotAsked(e.getMessage());
    }
    return e.status() < 500
        ? new OtherAnswer.Declined(e.getMessage())
        : new OtherAnswer.Unclear(e.getMessage());
  }

  private OtherAnswer read(GeneralPKIMessage answer, Transaction transaction, Predicate<Der> fits)
      throws UnbelievableException {
    PKIBody body = answer.getBody();
    try {
      return switch (body.getType()) {
        case PKIBody.TYPE_CERT_REP ->
            response(CertRepMessage.getInstance(body.getContent()), answer, transaction, fits);
        case PKIBody.TYPE_POLL_REP ->
            later(PollRepContent.getInstance(body.getContent()), answer, transaction);
        case PKIBody.TYPE_ERROR ->
            error(
                ErrorMsgContent.getInstance(body.getContent()).getPKIStatusInfo(),
                answer,
                transaction);
        default -> new OtherAnswer.Unclear("the CA answered with a message of another kind");
      };
    } catch (RuntimeException e) {
      throw new UnbelievableException("the CA's answer cannot be read", e);
    }
  }

  private OtherAnswer response(
      CertRepMessage message,
      GeneralPKIMessage answer,
      Transaction transaction,
      Predicate<Der> fits) {
    if (message.getResponse().length != 1) {
      return new OtherAnswer.Unclear("the CA did not answer one request");
    }
    CertResponse response = message.getResponse()[0];
    BigInteger named = response.getCertReqId().getValue();
    return switch (response.getStatus().getStatus().intValue()) {
      case PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS ->
          confirmation.given(response, answer, next(transaction, named, answer), fits);
      case PKIStatus.WAITING ->
          new OtherAnswer.Waiting(
              settings.retryAfter(), next(transaction, named, answer).written());
      case PKIStatus.REJECTION ->
          new OtherAnswer.Declined("the CA says no" + Words.of(response.getStatus()));
      default -> new OtherAnswer.Unclear("the CA answered with another status");
    };
  }

  private static Transaction next(
      Transaction transaction, BigInteger named, GeneralPKIMessage answer) {
    var nonce = answer.getHeader().getSenderNonce();
    return transaction.answered(named, nonce == null ? null : nonce.getOctets());
  }

  private static OtherAnswer later(
      PollRepContent content, GeneralPKIMessage answer, Transaction transaction) {
    BigInteger seconds =
        content
            .getCheckAfter(0)
            .getValue()
            .max(BigInteger.ONE)
            .min(BigInteger.valueOf(SECONDS_PER_WEEK));
    return new OtherAnswer.Waiting(
        Duration.ofSeconds(seconds.longValue()),
        next(transaction, content.getCertReqId(0).getValue(), answer).written());
  }

  private OtherAnswer error(
      PKIStatusInfo status, GeneralPKIMessage answer, Transaction transaction) {
    if (status.getStatus().intValue() == PKIStatus.WAITING) {
      // The whole answer is to come later (RFC 9483 §4.4).
      return new OtherAnswer.Waiting(
          settings.retryAfter(), next(transaction, BigInteger.ONE.negate(), answer).written());
    }
    int why = Words.failure(status);
    if ((why & PKIFailureInfo.transactionIdInUse) != 0) {
      return new OtherAnswer.Unclear("the CA has this request already");
    }
    return (why & PKIFailureInfo.systemUnavail) != 0
        ? new OtherAnswer.NotAsked("the CA is not available" + Words.of(status))
        : new OtherAnswer.Declined("the CA says no" + Words.of(status));
  }

  @Override
  public String reference(Authorisation authorisation) {
    return Transaction.begun(random).written();
  }

  @Override
  public boolean answersForUnclear() {
    return false;
  }

  @Override
  public boolean asksByRequest() {
    return false;
  }

  @Override
  public boolean revokes() {
    return true;
  }

  @Override
  public RevocationAnswer revoke(Der certificate, RevocationReason reason) {
    return revoking.revoke(certificate, reason);
  }

  /** Asks for the CA's certificates; a believable no will do. */
  @Override
  public List<String> faults() {
    PKIBody body =
        new PKIBody(PKIBody.TYPE_GEN_MSG, new GenMsgContent(new InfoTypeAndValue(CA_CERTS)));
    try {
      exchange.send(Transaction.begun(random), body, List.of());
      return List.of();
    } catch (CallFailedException | UnbelievableException | RefusedByHttpException e) {
      return List.of("The CA gives no answer that can be believed: " + e.getMessage());
    } catch (UnusableHomeException e) {
      return List.of(e.getMessage());
    }
  }
}
