package org.scepter.registrationpoint.outside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.scepter.enrolment.Outcome;
import org.scepter.pki.CertificationRequest;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeMac;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.store.ChallengeStore;
import org.scepter.registrationpoint.store.EnrolmentStore;

/**
 * Which request an outcome is about. A node sends it along, as it is not kept; with another one an
 * authority would take note of a certificate that its device does not have.
 */
@ApplicationScoped
public class ReportedRequests {
  private final EnrolmentStore enrolments;
  private final ChallengeStore challenges;
  private final ChallengeMac macs;

  ReportedRequests() {
    this(null, null, null);
  }

  @Inject
  public ReportedRequests(EnrolmentStore enrolments, ChallengeStore challenges, ChallengeMac macs) {
    this.enrolments = enrolments;
    this.challenges = challenges;
    this.macs = macs;
  }

  /** The report, if the request has the enrolment's key and its challenge. */
  @Transactional
  public Optional<Report> of(Outcome outcome) {
    Optional<EnrolmentView> enrolment = enrolments.byId(outcome.id());
    return outcome
        .request()
        .filter(request -> enrolment.filter(known -> isOf(known, request, outcome)).isPresent())
        .map(request -> new Report(outcome.endpoint(), outcome.transaction(), request));
  }

  private boolean isOf(EnrolmentView enrolment, CertificationRequest request, Outcome outcome) {
    return enrolment.endpoint().equals(outcome.endpoint())
        && enrolment.key().equals(request.publicKey().digest())
        && challenge(enrolment, request).filter(enrolment.challenge()::equals).isPresent();
  }

  private Optional<ChallengeId> challenge(EnrolmentView enrolment, CertificationRequest request) {
    return request
        .challengePassword()
        .map(secret -> macs.ofOutside(enrolment.endpoint(), secret))
        .flatMap(mac -> challenges.byMac(enrolment.endpoint(), mac))
        .map(ChallengeView::id);
  }
}
