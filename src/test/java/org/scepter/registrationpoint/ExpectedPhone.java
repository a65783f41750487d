package org.scepter.registrationpoint;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;

/** What requests of phone-1 have to look like, where a test is about something else. */
public final class ExpectedPhone {
  private ExpectedPhone() {}

  public static Expectation usual() {
    return with("ScepterDevice", false);
  }

  /**
   * The usual, but for this.
   *
   * @param approval whether somebody has to agree
   */
  public static Expectation with(String template, boolean approval) {
    try {
      return new Expectation(
          new EndpointName("mscep"),
          "phone-1",
          "wifi",
          new TemplateName(template),
          1,
          SubjectName.parse("CN=phone-1"),
          List.of(),
          Optional.empty(),
          KeyUsageMask.GENERAL_PURPOSE,
          List.of(),
          PublicKeyInfo.Algorithm.RSA,
          2048,
          Period.ofYears(1),
          approval,
          Duration.ofMinutes(1));
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }
}
