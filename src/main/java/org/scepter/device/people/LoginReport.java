package org.scepter.device.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.scepter.platform.Happening;
import org.scepter.platform.Reporter;

/** Reports who could not be recognised, in a transaction of its own. */
@ApplicationScoped
public class LoginReport {
  private final Reporter reporter;

  LoginReport() {
    this.reporter = null;
  }

  @Inject
  public LoginReport(Reporter reporter) {
    this.reporter = reporter;
  }

  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void refused(String object) {
    reporter.report(Happening.refused("login", object, "CredentialsWrong", ""));
  }
}
