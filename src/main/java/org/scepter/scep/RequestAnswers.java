package org.scepter.scep;

import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.EnrolmentRequest;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.RevocationListAnswer;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.CertRep;
import org.scepter.scep.protocol.Requester;
import org.scepter.scep.protocol.ScepRequest;

/** Finds the answer to one verified and opened request. */
final class RequestAnswers implements ScepRequest.Handler<CertRep> {
  private final Exchange exchange;
  private final OpenedMessage opened;
  private final RegistrationAuthority authority;
  private final Enrolling enrolling;
  private final IssuingAuthority issuingAuthority;

  RequestAnswers(
      Exchange exchange,
      OpenedMessage opened,
      RegistrationAuthority authority,
      Enrolling enrolling,
      IssuingAuthority issuingAuthority) {
    this.exchange = exchange;
    this.opened = opened;
    this.authority = authority;
    this.enrolling = enrolling;
    this.issuingAuthority = issuingAuthority;
  }

  @Override
  public CertRep pkcsReq(ScepRequest.PkcsReq request) {
    return enrolled(request.requester(), request.request(), Optional.empty());
  }

  @Override
  public CertRep renewalReq(ScepRequest.RenewalReq request) {
    return enrolled(request.requester(), request.request(), Optional.of(request.contentKey()));
  }

  // The registration point verifies by itself who signed a renewal, so it gets the means.
  private CertRep enrolled(
      Requester requester,
      CertificationRequest request,
      Optional<ContentEncryptionKey> contentKey) {
    if (servesNothing()) {
      return closed();
    }
    if (!requester.isReachable()) {
      return unreachable();
    }
    return enrolling
        .enrol(
            new EnrolmentRequest(
                exchange.endpoint().name(),
                exchange.endpoint().templates(),
                exchange.transaction(),
                request,
                Optional.of(exchange.message()),
                contentKey,
                opened.issuingCa(),
                exchange.arrival()))
        .accept(new IssuanceAnswers(exchange, requester));
  }

  @Override
  public CertRep certPoll(ScepRequest.CertPoll request) {
    if (servesNothing()) {
      return closed();
    }
    Earlier earlier = new Earlier(request.requester());
    return enrolling
        .poll(
            exchange.endpoint().name(),
            exchange.transaction(),
            request.requester().key().digest(),
            message -> reopened(message, earlier))
        .accept(new IssuanceAnswers(exchange, earlier.answered()));
  }

  private CertRep unreachable() {
    return exchange.refusedHere(
        Denial.of(RefusalReason.AnswerCannotBeSealed), "an EC key and no challenge");
  }

  /** The PKCS#10 of an earlier message of the same signer. */
  private Optional<CertificationRequest> reopened(Der message, Earlier earlier) {
    try {
      return authority.reopen(exchange.endpoint(), message).accept(earlier);
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  @Override
  public CertRep getCert(ScepRequest.GetCert request) {
    if (servesNothing()) {
      return closed();
    }
    if (!request.requester().isReachable()) {
      return cannotDecrypt("GetCert");
    }
    Optional<Der> certificate =
        issuingAuthority.certificate(
            exchange.endpoint().name(), request.issuer(), request.serial());
    if (certificate.isEmpty()) {
      return exchange.refusedHere(
          Denial.of(RefusalReason.CertificateUnknown),
          "GetCert for the serial number " + request.serial().hex());
    }
    exchange.succeeded();
    return new CertRep.Success(request.requester(), certificate.get(), List.of());
  }

  @Override
  public CertRep getCrl(ScepRequest.GetCrl request) {
    if (servesNothing()) {
      return closed();
    }
    if (!request.requester().isReachable()) {
      return cannotDecrypt("GetCRL");
    }
    RevocationListAnswer answer =
        issuingAuthority.revocationList(request.issuer(), request.serial());
    if (answer.refusal().isPresent()) {
      Refused why = answer.refusal().get();
      return exchange.refusedHere(
          Denial.of(why.reason()), "GetCRL for " + request.serial().hex() + ": " + why.detail());
    }
    exchange.succeeded();
    return new CertRep.RevocationList(request.requester(), answer.crl().orElseThrow());
  }

  private CertRep cannotDecrypt(String type) {
    return exchange.refusedHere(
        Denial.of(RefusalReason.RequesterCannotDecrypt), type + " by an EC key");
  }

  @Override
  public CertRep rejected(ScepRequest.Rejected request) {
    return exchange.refusedHere(
        Denial.of(request.fault()), request.fault() + ": " + request.detail());
  }

  private boolean servesNothing() {
    return !exchange.endpoint().authority().issues();
  }

  private CertRep closed() {
    return exchange.refusedHere(
        Denial.of(RefusalReason.EndpointUnknown),
        "the endpoint's authority is " + exchange.endpoint().authority().settingName());
  }

  /**
   * What an earlier message asked to be certified, if who polls had signed it too. Its challenge
   * seals the answer to a key that cannot decrypt.
   */
  private static final class Earlier
      implements ScepRequest.Handler<Optional<CertificationRequest>> {
    private Requester requester;

    Earlier(Requester requester) {
      this.requester = requester;
    }

    Requester answered() {
      return requester;
    }

    private Optional<CertificationRequest> of(Requester signer, CertificationRequest request) {
      if (!signer.key().equals(requester.key())) {
        return Optional.empty();
      }
      request.challengePassword().ifPresent(it -> requester = requester.sealedBy(it));
      return Optional.of(request);
    }

    @Override
    public Optional<CertificationRequest> pkcsReq(ScepRequest.PkcsReq request) {
      return of(request.requester(), request.request());
    }

    @Override
    public Optional<CertificationRequest> renewalReq(ScepRequest.RenewalReq request) {
      return of(request.requester(), request.request());
    }

    @Override
    public Optional<CertificationRequest> certPoll(ScepRequest.CertPoll request) {
      return Optional.empty();
    }

    @Override
    public Optional<CertificationRequest> getCert(ScepRequest.GetCert request) {
      return Optional.empty();
    }

    @Override
    public Optional<CertificationRequest> getCrl(ScepRequest.GetCrl request) {
      return Optional.empty();
    }

    @Override
    public Optional<CertificationRequest> rejected(ScepRequest.Rejected request) {
      return Optional.empty();
    }
  }
}
