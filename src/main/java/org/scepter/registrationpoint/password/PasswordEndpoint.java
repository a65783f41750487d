package org.scepter.registrationpoint.password;

import java.time.Period;
import java.util.Objects;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.TemplateMap;

/**
 * An endpoint that is entered by passwords: NDES without a policy module.
 *
 * @param templates what it may issue from, by key usage
 * @param names the names that it may issue; a password says nothing about them
 * @param certificateValidity how long certificates live, as far as their template lets them
 * @param renewal when and how its certificates renew themselves
 * @param passwords how passwords are made
 * @param enforcePassword whether a request needs one; if not, an operator approves those without
 * @param waitingMax how many requests without one may wait for an operator at the same time
 * @param allowEnrolmentWithoutChallenge whether those without need nobody's approval either
 */
public record PasswordEndpoint(
    EndpointName name,
    TemplateMap templates,
    NamePatterns names,
    Period certificateValidity,
    EndpointRenewal renewal,
    PasswordPolicy passwords,
    boolean enforcePassword,
    int waitingMax,
    boolean allowEnrolmentWithoutChallenge) {
  public PasswordEndpoint {
    Objects.requireNonNull(name);
    Objects.requireNonNull(templates);
    Objects.requireNonNull(names);
    Objects.requireNonNull(certificateValidity);
    Objects.requireNonNull(renewal);
    Objects.requireNonNull(passwords);
  }

  /** The profile that enrolments here have in records; no profile of the site has a colon. */
  public String profile() {
    return "password:" + name;
  }

  public boolean usesSinglePassword() {
    return passwords.useSinglePassword();
  }
}
