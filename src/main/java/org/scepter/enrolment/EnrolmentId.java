package org.scepter.enrolment;

import java.security.SecureRandom;
import org.scepter.pki.Hex;

/**
 * Names one enrolment: one endpoint, one challenge (or renewed certificate) and one public key. The
 * registration point gives it out; the CA issues at most one certificate for it, ever.
 */
public record EnrolmentId(String hex) {
  private static final int BYTES = 16;

  public EnrolmentId {
    if (hex.length() != 2 * BYTES || !hex.matches("[0-9a-f]+")) {
      throw new IllegalArgumentException("an enrolment id is 32 lower-case hex digits");
    }
  }

  public static EnrolmentId random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new EnrolmentId(Hex.encode(bytes));
  }

  @Override
  public String toString() {
    return hex;
  }
}
