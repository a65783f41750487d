package org.scepter.monitoring.jmx;

import org.scepter.registrationpoint.health.CrpHealth;
import org.scepter.registrationpoint.health.CrpStatus;

/** The registration point's health for JMX. */
final class RegistrationPoint implements RegistrationPointMXBean {
  private final CrpHealth health;

  RegistrationPoint(CrpHealth health) {
    this.health = health;
  }

  @Override
  public int getStatus() {
    return health.current().code();
  }

  @Override
  public String getStatusText() {
    return health.current().word();
  }

  @Override
  public String getLastCheck() {
    CrpStatus status = health.current();
    return status.code() == CrpStatus.UNDEFINED ? "" : status.at().toString();
  }

  @Override
  public String getReason() {
    return health.current().reason();
  }

  @Override
  public int checkNow() {
    return health.checkNow().code();
  }
}
