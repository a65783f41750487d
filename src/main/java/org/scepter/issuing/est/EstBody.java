package org.scepter.issuing.est;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;

/** Reads the PKCS#10 of an EST request, which is base64 whatever its head says (RFC 8951 §3). */
final class EstBody {
  /** Base64 of the longest PKCS#10, in lines of 64. */
  static final int MAX_LENGTH = CertificationRequest.MAX_DER_LENGTH / 3 * 4 * 66 / 64 + 8;

  private EstBody() {}

  static Result<CertificationRequest> read(InputStream body) {
    byte[] bytes;
    try {
      bytes = body.readNBytes(MAX_LENGTH + 1);
    } catch (IOException e) {
      return malformed("The body ended early.");
    }
    if (bytes.length > MAX_LENGTH) {
      return Result.refused(
          new Problem(
              413, "Body too large", "A body has at most " + MAX_LENGTH + " bytes.", List.of()));
    }
    try {
      return Result.of(CertificationRequest.read(Base64.getDecoder().decode(unfolded(bytes))));
    } catch (IllegalArgumentException e) {
      return malformed("The body is not base64.");
    } catch (UnreadableException e) {
      return malformed("The body is no PKCS#10: " + e.getMessage() + ".");
    }
  }

  private static byte[] unfolded(byte[] bytes) {
    byte[] kept = new byte[bytes.length];
    int length = 0;
    for (byte each : bytes) {
      if (each != '\r' && each != '\n' && each != ' ' && each != '\t') {
        kept[length++] = each;
      }
    }
    return java.util.Arrays.copyOf(kept, length);
  }

  private static Result<CertificationRequest> malformed(String detail) {
    return Result.refused(new Problem(400, "Malformed body", detail, List.of()));
  }
}
