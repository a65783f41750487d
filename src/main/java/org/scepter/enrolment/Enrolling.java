package org.scepter.enrolment;

import java.util.Optional;
import java.util.function.Function;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;
import org.scepter.pki.TemplateName;
import org.scepter.pki.TransactionId;

/**
 * The registration authority's use case: choose the template, ask the policy module, ask the CA,
 * notify. Keeps no state, decides nothing itself.
 */
public final class Enrolling {
  private final PolicyModule policyModule;
  private final IssuingAuthority authority;

  public Enrolling(PolicyModule policyModule, IssuingAuthority authority) {
    this.policyModule = policyModule;
    this.authority = authority;
  }

  /**
   * Takes one request to its end; the same request again comes to the same end.
   *
   * @throws OutOfReachException if nobody could decide, the registration point's own verdict {@link
   *     RefusalReason#TemporarilyUnavailable} included, or a device that had to wait could not be
   *     remembered: the same request again is welcome
   */
  public Issuance enrol(EnrolmentRequest asked) {
    Optional<TemplateName> template = asked.templates().choose(asked.request().keyUsage());
    if (template.isEmpty()) {
      return new Refused(
          RefusalReason.TemplateNotAvailable, "the requested key usage selects no template");
    }
    return policyModule
        .verify(
            new VerificationRequest(
                asked.endpoint(),
                asked.transaction(),
                template.get(),
                asked.request(),
                asked.message(),
                asked.contentKey(),
                asked.issuingCa(),
                asked.arrival()))
        .accept(
            new OnVerdict() {
              @Override
              public Issuance authorised(Authorised verdict) {
                return carryOut(
                    verdict,
                    asked.endpoint(),
                    asked.transaction(),
                    asked.request(),
                    asked.message());
              }
            });
  }

  /**
   * Takes an earlier request further, if it has been authorised meanwhile; asked again, it comes to
   * the same end.
   *
   * @param signerKey SHA-256 of the SubjectPublicKeyInfo that signed the poll
   * @param reopen opens the earlier request's pkiMessage; empty if it can no longer be opened or is
   *     no request of that signer
   * @throws OutOfReachException as {@link #enrol}
   */
  public Issuance poll(
      EndpointName endpoint,
      TransactionId transaction,
      Sha256 signerKey,
      Function<Der, Optional<CertificationRequest>> reopen) {
    Polled polled = policyModule.poll(endpoint, transaction, signerKey);
    return polled
        .verdict()
        .accept(
            new OnVerdict() {
              @Override
              public Issuance authorised(Authorised verdict) {
                Authorisation authorisation = verdict.authorisation();
                Optional<CertificationRequest> request =
                    polled
                        .message()
                        .flatMap(reopen)
                        .filter(found -> isTheOneOf(authorisation, endpoint, found));
                return request.isEmpty()
                    ? new Refused(
                        RefusalReason.PollUnknown,
                        "the message kept for this poll does not give the authorised request")
                    : carryOut(verdict, endpoint, transaction, request.get(), polled.message());
              }
            });
  }

  private static boolean isTheOneOf(
      Authorisation authorisation, EndpointName endpoint, CertificationRequest request) {
    return authorisation.endpoint().equals(endpoint)
        && authorisation.requestDigest().equals(request.der().sha256())
        && authorisation.keyDigest().equals(request.publicKey().digest());
  }

  private Issuance carryOut(
      Authorised verdict,
      EndpointName endpoint,
      TransactionId transaction,
      CertificationRequest request,
      Optional<Der> message) {
    Issuance issuance = authority.issue(verdict, request);
    boolean willPoll = issuance instanceof Pending || issuance instanceof Unreachable;
    boolean mayHaveToPoll = verdict.reported() && issuance instanceof Issued;
    try {
      return policyModule.notify(
          new Outcome(
              verdict.authorisation().id(),
              endpoint,
              transaction,
              issuance,
              willPoll || mayHaveToPoll ? message : Optional.empty(),
              verdict.reported() ? Optional.of(request) : Optional.empty()));
    } catch (OutOfReachException e) {
      // What was issued is the device's, unless somebody has to hear of it first, and the
      // registration point asks the CA for it. A poll would find nothing: nobody is told to poll.
      if (willPoll || mayHaveToPoll) {
        throw e;
      }
      return issuance;
    }
  }

  /** Without an authorisation the verdict is the end. */
  private abstract static class OnVerdict implements Verdict.Handler<Issuance> {
    @Override
    public Issuance refused(Refused verdict) {
      // Nobody has decided; a FAILURE would end a request that may be right.
      if (verdict.reason() == RefusalReason.TemporarilyUnavailable) {
        throw new OutOfReachException(verdict.detail());
      }
      return verdict;
    }

    @Override
    public Issuance pending(Pending verdict) {
      return verdict;
    }
  }
}
