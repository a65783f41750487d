package org.scepter.issuing.est;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.EstText;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;

/** Reads the PKCS#10 of a node's EST request within bounds. */
final class EstBody {
  static final int MAX_LENGTH = EstText.maxLength(CertificationRequest.MAX_DER_LENGTH);

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
      return Result.of(CertificationRequest.read(EstText.decode(bytes)));
    } catch (UnreadableException e) {
      return malformed("The body is no PKCS#10 in base64: " + e.getMessage() + ".");
    }
  }

  private static Result<CertificationRequest> malformed(String detail) {
    return Result.refused(new Problem(400, "Malformed body", detail, List.of()));
  }
}
