package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.EnrolmentRequest;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.pki.Der;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Happening;
import org.scepter.scep.protocol.CertRep;
import org.scepter.scep.protocol.Requester;
import org.scepter.scep.protocol.ScepRequest;

/**
 * Takes one pkiMessage from its bytes to its answer. Runs outside any transaction of the database,
 * so that no rollback behind it can take the answer away: what fails there becomes a signed
 * FAILURE.
 */
@ApplicationScoped
public class PkiOperation {
  private static final System.Logger LOG = System.getLogger(PkiOperation.class.getName());
  private static final String ACTION = "scep.pkioperation";

  private final RegistrationAuthority authority;
  private final Enrolling enrolling;
  private final Consumer<Happening> happenings;

  PkiOperation() {
    this(null, null, (Consumer<Happening>) null);
  }

  @Inject
  public PkiOperation(
      RegistrationAuthority authority, Enrolling enrolling, Event<Happening> happenings) {
    this(authority, enrolling, happenings::fire);
  }

  PkiOperation(
      RegistrationAuthority authority, Enrolling enrolling, Consumer<Happening> happenings) {
    this.authority = authority;
    this.enrolling = enrolling;
    this.happenings = happenings;
  }

  /**
   * @param bytes the message as it came, bounded, not empty
   * @return a CertRep, or a line of text with status 400 where nobody can be answered
   */
  Answer answer(Endpoint endpoint, byte[] bytes) {
    Der message = Der.of(bytes);
    ScepRequest request;
    try {
      request = authority.read(endpoint, bytes);
    } catch (UnreadableException e) {
      OperationLog.unreadable(endpoint.name(), message, e.getMessage());
      fire(Happening.refused(ACTION, object(endpoint), "Unreadable: " + e.getMessage(), ""));
      return Answer.plain(400, "Not a SCEP message: " + e.getMessage() + ".");
    }
    return Answer.ok(Answer.PKI_MESSAGE, signed(request, new OnRequest(endpoint, message)));
  }

  private byte[] signed(ScepRequest request, OnRequest handler) {
    try {
      return authority.write(request.accept(handler), request.echo());
    } catch (RuntimeException e) {
      String correlation = UUID.randomUUID().toString();
      TransactionId transaction = request.echo().transaction();
      OperationLog.ourFault(handler.endpoint.name(), handler.message, transaction, correlation, e);
      return authority.write(Denial.ourFault(correlation), request.echo());
    }
  }

  private static String object(Endpoint endpoint) {
    return "endpoint:" + endpoint.name();
  }

  // An audit trail that cannot be written is its own alarm; the device is answered all the same.
  private void fire(Happening happening) {
    try {
      happenings.accept(happening);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a refusal could not be reported", e);
    }
  }

  private final class OnRequest implements ScepRequest.Handler<CertRep> {
    private final Endpoint endpoint;
    private final Der message;

    OnRequest(Endpoint endpoint, Der message) {
      this.endpoint = endpoint;
      this.message = message;
    }

    @Override
    public CertRep pkcsReq(ScepRequest.PkcsReq request) {
      TransactionId transaction = request.echo().transaction();
      if (!endpoint.authority().asksPolicyModule()) {
        return refusedHere(
            Denial.of(RefusalReason.EndpointUnknown),
            "the endpoint's authority is " + endpoint.authority().settingName(),
            transaction);
      }
      return enrolling
          .enrol(
              new EnrolmentRequest(
                  endpoint.name(),
                  endpoint.templates(),
                  transaction,
                  request.request(),
                  message,
                  Optional.empty(),
                  Optional.empty()))
          .accept(new OnIssuance(this, request.requester(), transaction));
    }

    @Override
    public CertRep renewalReq(ScepRequest.RenewalReq request) {
      return notServed("RenewalReq", request);
    }

    @Override
    public CertRep certPoll(ScepRequest.CertPoll request) {
      return notServed("CertPoll", request);
    }

    @Override
    public CertRep getCert(ScepRequest.GetCert request) {
      return notServed("GetCert", request);
    }

    @Override
    public CertRep getCrl(ScepRequest.GetCrl request) {
      return notServed("GetCRL", request);
    }

    @Override
    public CertRep rejected(ScepRequest.Rejected request) {
      return refusedHere(
          Denial.of(request.fault()),
          request.fault() + ": " + request.detail(),
          request.echo().transaction());
    }

    private CertRep notServed(String type, ScepRequest request) {
      return refusedHere(
          Denial.of(RefusalReason.NotSupported),
          type + " is not served",
          request.echo().transaction());
    }

    /** A refusal that nobody behind NDES has seen, so that NDES reports it. */
    private CertRep refusedHere(Denial denial, String why, TransactionId transaction) {
      fire(Happening.refused(ACTION, object(endpoint), denial + ": " + why, transaction.value()));
      return refused(denial, why, transaction);
    }

    private CertRep refused(Denial denial, String why, TransactionId transaction) {
      OperationLog.failed(endpoint.name(), message, transaction, denial, why);
      return denial.answer();
    }
  }

  private static final class OnIssuance implements Issuance.Handler<CertRep> {
    private final OnRequest asked;
    private final Requester requester;
    private final TransactionId transaction;

    OnIssuance(OnRequest asked, Requester requester, TransactionId transaction) {
      this.asked = asked;
      this.requester = requester;
      this.transaction = transaction;
    }

    @Override
    public CertRep issued(Issued issuance) {
      OperationLog.succeeded(asked.endpoint.name(), asked.message, transaction);
      boolean withCa = asked.endpoint.includeCaCertificate() && !issuance.chain().isEmpty();
      List<Der> more = withCa ? issuance.chain().subList(0, 1) : List.of();
      return new CertRep.Success(requester, issuance.certificate(), more);
    }

    @Override
    public CertRep refused(Refused issuance) {
      String why = issuance.reason() + ": " + issuance.detail();
      return asked.refused(Denial.of(issuance.reason()), why, transaction);
    }

    @Override
    public CertRep pending(Pending issuance) {
      OperationLog.pending(asked.endpoint.name(), asked.message, transaction);
      return new CertRep.Pending();
    }

    // PENDING would be truer, but it makes the device poll, and CertPoll is not served yet. After a
    // FAILURE devices send the whole request again by their own retry rule, which finds its
    // enrolment; the challenge stays bound to their key.
    @Override
    public CertRep unreachable(Unreachable issuance) {
      return asked.refused(Denial.UNAVAILABLE, "Unreachable: " + issuance.detail(), transaction);
    }
  }
}
