package org.scepter.registrationpoint.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;

/** Says at each start which endpoints let in more than one-time passwords do, or nobody. */
@ApplicationScoped
public class PasswordWarnings implements StartStep {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");

  private final PlatformSettings platform;
  private final Instance<PasswordSettings> settings;

  PasswordWarnings() {
    this(null, null);
  }

  @Inject
  public PasswordWarnings(PlatformSettings platform, Instance<PasswordSettings> settings) {
    this.platform = platform;
    this.settings = settings;
  }

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (platform.has(NodeRole.CRP)) {
      settings.get().endpoints().forEach(PasswordWarnings::warn);
    }
  }

  private static void warn(PasswordEndpoint endpoint) {
    if (endpoint.usesSinglePassword()) {
      warn(
          endpoint,
          "use-single-password: whoever knows the one password can enrol any number of keys");
    }
    if (!endpoint.enforcePassword()) {
      warn(
          endpoint,
          endpoint.allowEnrolmentWithoutChallenge()
              ? "allow-enrolment-without-challenge: anybody can enrol under every allowed name"
              : "enforce-password is off: requests without a password need an operator's approval");
    }
    if (endpoint.names().isEmpty()) {
      warn(endpoint, "allowed-subjects names no subject, so nobody can enrol");
    }
  }

  private static void warn(PasswordEndpoint endpoint, String what) {
    CRP.log(System.Logger.Level.WARNING, "endpoint " + endpoint.name() + ": " + what);
  }
}
