package org.scepter.registrationpoint.plugin;

import java.util.List;
import java.util.function.Supplier;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;

/** Writes of the policy module's calls in NDESPlugin.log, in the words that administrators know. */
public final class PolicyModuleLog {
  private static final System.Logger PLUGIN = System.getLogger("scepter.NDESPlugin");
  private static final String DONE = "0x0";
  private static final String FAILED = "0x80004005"; // E_FAIL

  private PolicyModuleLog() {}

  /**
   * How the registration point took a notice.
   *
   * @param recorded whether it fitted what the registration point knows
   * @param issuance what the device is to be told
   */
  public record Notice(boolean recorded, Issuance issuance) {}

  /** Tells that the policy module has started, and with what: a line each. */
  public static void started(List<String> found) {
    info(
        "==========[ NDES policy module started in process "
            + ProcessHandle.current().pid()
            + " ]==========");
    info("Calling Initialize...");
    found.forEach(PolicyModuleLog::info);
    info("Exiting Initialize with " + DONE);
  }

  /** Puts the question and tells of the verdict. */
  public static Verdict verify(VerificationRequest request, Supplier<Verdict> question) {
    info("Calling VerifyRequest ...");
    info("Transaction " + request.transaction() + " at endpoint " + request.endpoint());
    info("Sending request to certificate registration point.");
    Verdict verdict = made("VerifyRequest", question);
    info("Verify challenge returns " + verdict.accept(new Truth()));
    // Microsoft's module has no line for why it is not true.
    if (verdict instanceof Refused refusal) {
      PLUGIN.log(
          System.Logger.Level.WARNING, "Refused by the registration point: " + refusal.reason());
    }
    info("Exiting VerifyRequest with " + DONE);
    return verdict;
  }

  /** Gives notice and tells how it was taken. */
  public static Issuance notice(Supplier<Notice> notice) {
    info("Calling Notifyrequest ...");
    Notice taken = made("Notify", notice);
    PLUGIN.log(
        taken.recorded() ? System.Logger.Level.INFO : System.Logger.Level.ERROR,
        "Exiting Notify with " + (taken.recorded() ? DONE : FAILED));
    return taken.issuance();
  }

  /** Makes a call, of which it tells only if it fails. */
  public static <T> T made(String name, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      PLUGIN.log(System.Logger.Level.ERROR, "Exiting " + name + " with " + FAILED);
      throw e;
    }
  }

  private static void info(String line) {
    PLUGIN.log(System.Logger.Level.INFO, line);
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
