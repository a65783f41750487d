package org.scepter.registrationpoint.authority;

import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.registrationpoint.ChallengeView;

/** What CRP.log says about a difference; administrators search for Microsoft's words. */
final class CrpLines {
  private CrpLines() {}

  static String of(Refused difference, ChallengeView challenge, VerificationRequest question) {
    String detail = " (" + difference.reason() + ": " + difference.detail() + ")";
    if (difference.reason() == RefusalReason.KeyUsageMismatch) {
      return "Key usage in CSR and challenge do not match" + detail;
    }
    if (difference.reason() == RefusalReason.TemplateMismatch) {
      return "template name in CSR and challenge do not match" + detail;
    }
    if (difference.reason() == RefusalReason.SubjectNameMismatch) {
      return Details.of(
          "Subject Name in CSR "
              + question.request().subject()
              + " and challenge "
              + challenge.expectation().subject()
              + " do not match");
    }
    return "Validation Phase 3 finished with status False." + detail;
  }
}
