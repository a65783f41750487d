package org.scepter.scep.est;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.enrolment.OutOfReachException;
import org.scepter.pki.Der;
import org.scepter.scep.CaCertificates;
import org.scepter.scep.endpoint.ScepSettings;

/** What EST's operations answer to devices, in values. */
@ApplicationScoped
public class EstFace {
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final EstLabels labels;
  private final CaCertificates certificates;
  private final IssuingAuthority issuingAuthority;
  private final EstEnrolment enrolment;

  EstFace() {
    this(null, null, null, null);
  }

  @Inject
  public EstFace(
      ScepSettings settings,
      CaCertificates certificates,
      IssuingAuthority issuingAuthority,
      EstEnrolment enrolment) {
    this.labels = new EstLabels(settings);
    this.certificates = certificates;
    this.issuingAuthority = issuingAuthority;
    this.enrolment = enrolment;
  }

  /** RFC 7030 §4.1. */
  EstAnswer certificates(Optional<String> label) {
    return at(
        label,
        "cacerts",
        named -> {
          List<Der> chain = certificates.chain();
          return chain.isEmpty()
              ? EstAnswer.later(503, "The CA's certificates are not known yet.", RETRY)
              : EstAnswer.certificates(EstAnswer.CA_CERTIFICATES, chain);
        });
  }

  /**
   * RFC 7030 §4.5. Under an endpoint's label the challenge says what is wanted, so nothing here.
   */
  EstAnswer attributes(Optional<String> label) {
    return at(label, "csrattrs", this::attributes);
  }

  private EstAnswer attributes(EstLabels.Named named) {
    try {
      return named
          .template()
          .flatMap(issuingAuthority::requestAttributes)
          .map(wanted -> EstAnswer.of(EstAnswer.ATTRIBUTES, wanted))
          .orElseGet(EstAnswer::nothing);
    } catch (OutOfReachException e) {
      EstLog.nobodyInReach("csrattrs", named.endpoint().name(), e);
      return EstAnswer.later(503, "The CA cannot be asked now.", RETRY);
    }
  }

  /**
   * RFC 7030 §4.2. A renewal is an enrolment with another challenge: nothing that would prove the
   * old certificate's possession reaches those who decide.
   *
   * @param operation {@code simpleenroll} or {@code simplereenroll}
   * @param authorization the header, null if there is none
   * @param declared the Content-Length, negative if there is none
   */
  EstAnswer enrol(
      Optional<String> label,
      String operation,
      String authorization,
      InputStream body,
      long declared) {
    Optional<EstLabels.Named> named = labels.find(label);
    return named.isEmpty()
        ? unknown(label, operation)
        : enrolment.enrol(named.get(), operation, BasicPassword.of(authorization), body, declared);
  }

  private EstAnswer at(
      Optional<String> label, String operation, Function<EstLabels.Named, EstAnswer> act) {
    Optional<EstLabels.Named> named = labels.find(label);
    if (named.isEmpty()) {
      return unknown(label, operation);
    }
    EstAnswer answer = act.apply(named.get());
    EstLog.operation(operation, named.get().endpoint().name(), answer.status());
    return answer;
  }

  private static EstAnswer unknown(Optional<String> label, String operation) {
    EstLog.unknownLabel(operation, label.orElse("no label"));
    return EstAnswer.plain(404, "There is no such label.");
  }
}
