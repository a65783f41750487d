package org.scepter.issuing.status;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.scepter.pki.UnreadableException;

/** Whatever comes as an OCSP request, it is a question or unreadable; nothing else is thrown. */
class StatusQuestionFuzzTest {
  private static void read(byte[] request) {
    StatusQuestion question;
    try {
      question = StatusQuestion.read(request);
    } catch (UnreadableException e) {
      return;
    }
    if (question.certificates().isEmpty() || question.certificates().size() > 20) {
      throw new AssertionError("a question is about some certificates");
    }
    if (question.shared().isPresent() && question.nonce().isPresent()) {
      throw new AssertionError("an answer to a nonce is for one caller");
    }
  }

  @FuzzTest(maxDuration = "30s")
  void any_bytes_are_a_question_or_unreadable(byte[] request) {
    read(request);
  }

  @FuzzTest(maxDuration = "30s")
  void any_address_holds_a_question_or_nothing(byte[] path) {
    GetAddress.request("/ocsp/" + new String(path, StandardCharsets.ISO_8859_1))
        .ifPresent(StatusQuestionFuzzTest::read);
  }
}
