package org.scepter.registrationpoint.password;

import java.util.Objects;
import org.scepter.enrolment.EndpointName;
import org.scepter.registrationpoint.terms.EndpointTerms;
import org.scepter.registrationpoint.terms.NamePatterns;

/**
 * An endpoint that is entered by passwords: NDES without a policy module.
 *
 * @param terms what it may issue; a password says nothing about names
 * @param renewal when and how its certificates renew themselves
 * @param passwords how passwords are made
 * @param enforcePassword whether a request needs one; if not, an operator approves those without
 * @param waitingMax how many requests without one may wait for an operator at the same time
 * @param allowEnrolmentWithoutChallenge whether those without need nobody's approval either
 */
public record PasswordEndpoint(
    EndpointTerms terms,
    EndpointRenewal renewal,
    PasswordPolicy passwords,
    boolean enforcePassword,
    int waitingMax,
    boolean allowEnrolmentWithoutChallenge) {
  public PasswordEndpoint {
    Objects.requireNonNull(terms);
    Objects.requireNonNull(renewal);
    Objects.requireNonNull(passwords);
  }

  public EndpointName name() {
    return terms.name();
  }

  NamePatterns names() {
    return terms.names();
  }

  public String profile() {
    return terms.profile();
  }

  public boolean usesSinglePassword() {
    return passwords.useSinglePassword();
  }
}
