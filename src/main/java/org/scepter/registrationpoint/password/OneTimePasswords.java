package org.scepter.registrationpoint.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.SubjectName;
import org.scepter.platform.Happening;
import org.scepter.registrationpoint.password.store.OneTimePasswordStore;

/** Gives out passwords. */
@ApplicationScoped
public class OneTimePasswords {
  private static final String ACTION = "password.issue";

  private final OneTimePasswordStore store;
  private final PasswordSecrets secrets;
  private final Clock clock;
  private final Event<Happening> happenings;

  OneTimePasswords() {
    this.store = null;
    this.secrets = null;
    this.clock = null;
    this.happenings = null;
  }

  @Inject
  public OneTimePasswords(
      OneTimePasswordStore store,
      PasswordSecrets secrets,
      Clock clock,
      Event<Happening> happenings) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
    this.happenings = happenings;
  }

  /**
   * A password for one enrolment, or the single password of an endpoint that has one.
   *
   * @return empty if as many unused ones live as there may be
   */
  @Transactional
  public Optional<ChallengePassword> give(PasswordEndpoint endpoint, OneTimePassword.Scope scope) {
    if (endpoint.usesSinglePassword()) {
      happened(endpoint, Happening.Outcome.DONE, "the single password was shown");
      return Optional.of(secrets.single(endpoint));
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ChallengePassword secret = secrets.oneTime(endpoint);
    OneTimePassword password =
        new OneTimePassword(
            secrets.id(), scope, now, now.plus(endpoint.passwords().passwordValidity()), false);
    boolean added =
        store.add(
            endpoint.name(), password, secrets.macOf(secret), endpoint.passwords().passwordMax());
    if (!added) {
      happened(endpoint, Happening.Outcome.REFUSED, "PasswordCacheFull");
      return Optional.empty();
    }
    happened(
        endpoint,
        Happening.Outcome.DONE,
        "password "
            + password.id()
            + scope.subject().map(SubjectName::text).map(" for "::concat).orElse(""));
    return Optional.of(secret);
  }

  private void happened(PasswordEndpoint endpoint, Happening.Outcome how, String why) {
    happenings.fire(new Happening(ACTION, "endpoint:" + endpoint.name(), how, why, ""));
  }
}
