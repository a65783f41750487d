package org.scepter.registrationpoint.intune;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.io.IOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.scepter.enrolment.Refused;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.authority.AuthorityKind;
import org.scepter.registrationpoint.outside.OutsideAnswer;
import org.scepter.registrationpoint.outside.OutsideAuthority;
import org.scepter.registrationpoint.outside.OutsideFaultException;
import org.scepter.registrationpoint.outside.Report;

/** Intune, which gave the device its challenge and knows what the request should look like. */
@ApplicationScoped
public class IntuneAuthority implements OutsideAuthority {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");

  private final IntuneSettings settings;
  private final IntuneCaller caller;

  IntuneAuthority() {
    this(null, null);
  }

  @Inject
  public IntuneAuthority(IntuneSettings settings, IntuneCaller caller) {
    this.settings = settings;
    this.caller = caller;
  }

  @Override
  public AuthorityKind kind() {
    return AuthorityKind.INTUNE;
  }

  @Override
  public boolean isAwaited() {
    return settings.deliverAfterNotice();
  }

  @Override
  public OutsideAnswer judge(Report report) {
    return call(
        "validateRequest", IntuneApi.Action.VALIDATE, report, messages().validateRequest(report));
  }

  @Override
  public OutsideAnswer issued(Report report, Der certificate) {
    try {
      return call(
          "successNotification",
          IntuneApi.Action.SUCCEEDED,
          report,
          messages().successNotification(report, facts(certificate)));
    } catch (UnreadableException e) {
      return new OutsideAnswer.Silent("the certificate cannot be read");
    }
  }

  @Override
  public void failed(Report report, Refused why) {
    call(
        "failureNotification",
        IntuneApi.Action.FAILED,
        report,
        messages().failureNotification(report, why));
  }

  private IntuneMessages messages() {
    return new IntuneMessages(settings.callerInfo());
  }

  private OutsideAnswer call(String name, IntuneApi.Action action, Report report, JsonObject body) {
    OutsideAnswer answer;
    try {
      answer = IntuneMessages.answer(caller.api().post(action, body));
    } catch (OutsideFaultException e) {
      answer = new OutsideAnswer.Silent(e.getMessage());
    }
    answer.accept(new Log("Intune " + name + " for " + report.transaction() + ": "));
    return answer;
  }

  private static IntuneMessages.Certificate facts(Der certificate) throws UnreadableException {
    try {
      X509CertificateHolder holder = new X509CertificateHolder(certificate.bytes());
      return new IntuneMessages.Certificate(
          certificate.thumbprint(),
          bytes(new SerialNumber(holder.getSerialNumber())),
          holder.getNotAfter().toInstant(),
          SubjectName.fromDer(holder.getIssuer().getEncoded("DER")).text());
    } catch (IOException | RuntimeException e) {
      throw new UnreadableException("the certificate cannot be read", e);
    }
  }

  // Two digits for each byte, as Windows writes it.
  private static String bytes(SerialNumber serial) {
    String hex = serial.hex();
    return hex.length() % 2 == 0 ? hex : "0" + hex;
  }

  /** Says in CRP.log how a call ended. */
  private record Log(String prefix) implements OutsideAnswer.Handler<Void> {
    @Override
    public Void agreed(OutsideAnswer.Agreed answer) {
      CRP.log(System.Logger.Level.INFO, prefix + "Success");
      return null;
    }

    @Override
    public Void denied(OutsideAnswer.Denied answer) {
      CRP.log(System.Logger.Level.WARNING, prefix + answer.why().detail());
      return null;
    }

    @Override
    public Void silent(OutsideAnswer.Silent answer) {
      CRP.log(System.Logger.Level.ERROR, prefix + "no answer. " + answer.detail());
      return null;
    }
  }
}
