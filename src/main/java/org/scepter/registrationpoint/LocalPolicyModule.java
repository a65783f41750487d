package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.util.Optional;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.PolicyModule;
import org.scepter.enrolment.Polled;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;

/**
 * The policy module of a server that is the registration point itself: the same three calls, in the
 * JVM. Writes NDESPlugin.log in the words that administrators know.
 */
@ApplicationScoped
@Typed(LocalPolicyModule.class) // the port is bound by the node's roles
public class LocalPolicyModule implements PolicyModule {
  private static final System.Logger PLUGIN = System.getLogger("scepter.NDESPlugin");
  private static final String FAILED = "0x80004005";

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
    info("Calling VerifyRequest ...");
    info("Transaction " + request.transaction() + " at endpoint " + request.endpoint());
    info("Sending request to certificate registration point.");
    try {
      Verdict verdict = desk.verify(request, Asker.LOCAL);
      info("Verify challenge returns " + verdict.accept(new Truth()));
      verdict.accept(new Reason()).ifPresent(LocalPolicyModule::warn);
      info("Exiting VerifyRequest with 0x0");
      return verdict;
    } catch (RuntimeException e) {
      PLUGIN.log(System.Logger.Level.ERROR, "Exiting VerifyRequest with " + FAILED);
      throw e;
    }
  }

  @Override
  public Polled poll(EndpointName endpoint, TransactionId transaction, Sha256 signerKey) {
    return registrationPoint.poll(endpoint, transaction, signerKey, Asker.LOCAL);
  }

  @Override
  public Issuance notify(Outcome outcome) {
    info("Calling Notifyrequest ...");
    try {
      FrontDesk.Told told = desk.notify(outcome);
      boolean recorded = told.reception() == Notifications.Reception.RECORDED;
      PLUGIN.log(
          recorded ? System.Logger.Level.INFO : System.Logger.Level.ERROR,
          "Exiting Notify with " + (recorded ? "0x0" : FAILED));
      return told.issuance();
    } catch (RuntimeException e) {
      PLUGIN.log(System.Logger.Level.ERROR, "Exiting Notify with " + FAILED);
      throw e;
    }
  }

  private static void info(String line) {
    PLUGIN.log(System.Logger.Level.INFO, line);
  }

  private static void warn(String line) {
    PLUGIN.log(System.Logger.Level.WARNING, line);
  }

  /** Why it is not true, for which Microsoft's module has no line. */
  private static final class Reason implements Verdict.Handler<Optional<String>> {
    @Override
    public Optional<String> authorised(Authorised verdict) {
      return Optional.empty();
    }

    @Override
    public Optional<String> refused(Refused verdict) {
      return Optional.of("Refused by the registration point: " + verdict.reason());
    }

    @Override
    public Optional<String> pending(Pending verdict) {
      return Optional.empty();
    }
  }

  /** The registration point's answer in one word. */
  private static final class Truth implements Verdict.Handler<String> {
    @Override
    public String authorised(Authorised verdict) {
      return "true";
    }

    @Override
    public String refused(Refused verdict) {
      return "false";
    }

    @Override
    public String pending(Pending verdict) {
      return "pending";
    }
  }
}
