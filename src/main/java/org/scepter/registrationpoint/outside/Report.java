package org.scepter.registrationpoint.outside;

import java.util.Objects;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.TransactionId;

/** What an authority outside hears about: a request, by the names under which it knows it. */
public record Report(
    EndpointName endpoint, TransactionId transaction, CertificationRequest request) {
  public Report {
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(request);
  }
}
