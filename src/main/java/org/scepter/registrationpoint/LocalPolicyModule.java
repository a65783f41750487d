package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.PolicyModule;
import org.scepter.enrolment.Polled;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;
import org.scepter.registrationpoint.plugin.PolicyModuleLog;

/**
 * The policy module of a server that is the registration point itself: the same three calls, in the
 * JVM.
 */
@ApplicationScoped
@Typed(LocalPolicyModule.class) // the port is bound by the node's roles
public class LocalPolicyModule implements PolicyModule {
  private final RegistrationPoint registrationPoint;
  private final FrontDesk desk;

  LocalPolicyModule() {
    this.registrationPoint = null;
    this.desk = null;
  }

  @Inject
  public LocalPolicyModule(RegistrationPoint registrationPoint, FrontDesk desk) {
    this.registrationPoint = registrationPoint;
    this.desk = desk;
  }

  @Override
  public Verdict verify(VerificationRequest request) {
    return PolicyModuleLog.verify(request, () -> desk.verify(request, Asker.LOCAL));
  }

  @Override
  public Polled poll(EndpointName endpoint, TransactionId transaction, Sha256 signerKey) {
    return registrationPoint.poll(endpoint, transaction, signerKey, Asker.LOCAL);
  }

  @Override
  public Issuance notify(Outcome outcome) {
    return PolicyModuleLog.notice(() -> taken(desk.notify(outcome)));
  }

  private static PolicyModuleLog.Notice taken(FrontDesk.Told told) {
    return new PolicyModuleLog.Notice(
        told.reception() == Notifications.Reception.RECORDED, told.issuance());
  }
}
