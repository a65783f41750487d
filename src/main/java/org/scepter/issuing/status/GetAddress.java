package org.scepter.issuing.status;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Optional;

/**
 * The request in the address of a GET (RFC 6960 appendix A.1): base64, of which clients encode
 * {@code /}, {@code +} and {@code =} or not.
 */
final class GetAddress {
  private static final String PREFIX = "/ocsp/";
  // Base64 of the longest request, all of it in three characters each.
  private static final int MAX_LENGTH = StatusQuestion.MAX_LENGTH / 3 * 4 * 3;

  private GetAddress() {}

  /**
   * @param path of the request's address as it came, nothing of it decoded
   * @return empty if it holds no base64
   */
  static Optional<byte[]> request(String path) {
    int begin = path.indexOf(PREFIX);
    if (begin < 0 || path.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(decoded(path.substring(begin + PREFIX.length())));
      return Optional.of(decoded).filter(request -> request.length > 0);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] decoded(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 2 >= text.length()) {
          throw new IllegalArgumentException("an escape ends early");
        }
        out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else if (c > 0x7e) {
        throw new IllegalArgumentException("no ASCII");
      } else {
        out.write(c);
      }
    }
    return out.toByteArray();
  }
}
