package org.scepter.scep.est;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.EstText;
import org.scepter.pki.UnreadableException;

/** Whatever comes as an EST request, it is one or unreadable; nothing else is thrown. */
class EstRequestFuzzTest {
  private static final ChallengePassword CHALLENGE = ChallengePassword.of("the challenge");

  private static void read(byte[] body) {
    CertificationRequest request;
    try {
      request = CertificationRequest.read(EstText.decode(body)).presenting(CHALLENGE);
    } catch (UnreadableException e) {
      return;
    }
    if (!request.challengePassword().orElseThrow().equals(CHALLENGE)) {
      throw new AssertionError("another challenge was let pass");
    }
  }

  @FuzzTest(maxDuration = "30s")
  void any_body_is_a_request_or_unreadable(byte[] body) {
    read(body);
    if (body.length <= CertificationRequest.MAX_DER_LENGTH) {
      read(Base64.getMimeEncoder().encode(body));
    }
  }

  @FuzzTest(maxDuration = "30s")
  void any_header_has_a_password_or_none(byte[] header) {
    String text = new String(header, StandardCharsets.ISO_8859_1);
    for (String each : new String[] {text, "Basic " + text}) {
      if (BasicPassword.of(each).filter(ChallengePassword::isEmpty).isPresent()) {
        throw new AssertionError("an empty password is none");
      }
    }
  }
}
